"""Exercise 9.4: the known wrong answers, in what is measured, written and returned."""

import numpy as np

from .averaging import known, recalibrate, write

known(
    "nothing written",
    "The new network has the running statistics of the old one: nothing was written. (A call with "
    "training=True does not move them, only nn.fit does.)",
    recalibrate(write=lambda new, totals: None),
)
known(
    "entries replaced instead of written into",
    "You put new arrays into the dictionary, and the layers go on with the old ones. running holds "
    "views: write into them, with [...] = or [:] =.",
    recalibrate(write=lambda new, totals: new.running.update(totals)),
)
known(
    "the dictionary replaced",
    "running cannot be set to another dictionary, which the layers would not know. Write into its "
    "arrays, with [...] = or [:] =.",
    recalibrate(write=lambda new, totals: setattr(new, "running", totals)),
)
known(
    "the given network changed",
    "You change the network that was given: you have no copy, or one that shares its arrays (as "
    "copy.copy makes it). Write into network.copy().",
    recalibrate(copied=lambda network: network),
)
known(
    "the statistics returned",
    "You return the statistics. Asked is a network that has them.",
    recalibrate(returned=lambda new, totals: totals),
)
known(
    "nothing returned",
    "You return nothing. The new network is the answer.",
    recalibrate(returned=lambda new, totals: None),
)
known(
    "only the means written",
    "The variances stay as they were. Means and variances are both averaged and written.",
    recalibrate(write=lambda new, totals: write(new, _named(totals, "mean"))),
)
known(
    "only the variances written",
    "The means stay as they were. Means and variances are both averaged and written.",
    recalibrate(write=lambda new, totals: write(new, _named(totals, "var"))),
)
known(
    "only the first layer written",
    "Only the first batch-norm layer gets new statistics. Go through all names in running.",
    recalibrate(write=lambda new, totals: write(new, _named(totals, ("mean1", "var1")))),
)
known(
    "standard deviation in the place of the variance",
    "You write the root of the variance. running holds variances.",
    recalibrate(
        statistics=lambda network, part: {
            name: np.sqrt(value) if name.startswith("var") else value
            for name, value in network.batch_statistics(part).items()
        }
    ),
)
known(
    "one number for all units",
    "All units of a layer get the same number. Average over the batches only: axis=0.",
    recalibrate(
        statistics=lambda network, part: {
            name: np.full_like(value, value.mean())
            for name, value in network.batch_statistics(part).items()
        }
    ),
)
known(
    "variance by m - 1",
    "Your variances divide by m - 1. This course divides by m in both modes.",
    recalibrate(
        statistics=lambda network, part: {
            name: value * len(part) / (len(part) - 1) if name.startswith("var") else value
            for name, value in network.batch_statistics(part).items()
        }
    ),
)


def _named(totals, start):
    return {name: value for name, value in totals.items() if name.startswith(start)}


def _at_inference(network, part):
    """Statistics of what each batch-norm layer gets when those before it use the running ones."""
    h, found = part, {}
    for number in range(1, len(network.running) // 2 + 1):
        z = h @ network.params[f"W{2 * number - 1}"]
        found |= {f"mean{number}": z.mean(axis=0), f"var{number}": z.var(axis=0)}
        mean, var = network.running[f"mean{number}"], network.running[f"var{number}"]
        gamma, beta = network.params[f"gamma{2 * number}"], network.params[f"beta{2 * number}"]
        h = np.maximum(gamma * (z - mean) / np.sqrt(var + 1e-5) + beta, 0)
    return found


known(
    "statistics at inference",
    "Your second layer gets what the first one gives with its old running statistics. Take every "
    "batch through in training mode, as batch_statistics does.",
    recalibrate(statistics=_at_inference),
)
known(
    "statistics of the inputs",
    "You average the columns of X. Each layer's statistics are of what reaches that layer.",
    lambda network, X, batch_size: _of_inputs(network, X),
)


def _of_inputs(network, X):
    new = network.copy()
    for name, values in new.running.items():
        values[...] = np.mean(X.mean(axis=0) if name.startswith("mean") else X.var(axis=0))
    return new
