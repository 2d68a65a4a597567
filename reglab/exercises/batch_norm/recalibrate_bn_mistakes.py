"""Exercise 9.4: the known mistakes. Every function here is wrong on purpose, but for the first."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.batch_norm.recalibrate_bn import RECALIBRATE_BN


def _recalibrate(network, X, batch_size):
    """A correct answer, of which the mistakes change some words."""
    new = network.copy()
    parts = [X[begin : begin + batch_size] for begin in range(0, len(X), batch_size)]
    weights = [len(part) / len(X) for part in parts]
    seen = [network.batch_statistics(part) for part in parts]
    totals = {
        name: sum(w * one[name] for w, one in zip(weights, seen, strict=True)) for name in seen[0]
    }
    for name, value in totals.items():
        new.running[name][...] = value
    return new


# --- batches and their weights
FULL_ONLY = ("range(0, len(X), batch_size)", "range(0, len(X) - batch_size + 1, batch_size)")

RECALIBRATE_BN.mistake(
    "batches weighed equally",
    "Every batch has the same weight in your average, also a last one with fewer rows. Weigh each "
    "with its rows.",
    edited(_recalibrate, ("len(part) / len(X)", "1 / len(parts)")),
)
RECALIBRATE_BN.mistake(
    "the last batch at full weight",
    "Your weights do not sum to 1: the last batch counts as if it were full.",
    edited(_recalibrate, ("len(part) / len(X)", "len(parts[0]) / len(X)")),
)
RECALIBRATE_BN.mistake(
    "the last batch dropped",
    "The rows that are left over in the end are missing. They are a smaller batch.",
    edited(_recalibrate, FULL_ONLY, ("len(part) / len(X)", "1 / len(parts)")),
)
RECALIBRATE_BN.mistake(
    "only the last batch",
    "Only the last batch is in your statistics: each one overwrites those before. Average them.",
    edited(_recalibrate, ("weights = [len(part) / len(X)", "parts = parts[-1:]\n    weights = [1")),
)
RECALIBRATE_BN.mistake(
    "only the first batch",
    "Only the first batch is in your statistics. Is the return inside of the loop?",
    edited(_recalibrate, ("weights = [len(part) / len(X)", "parts = parts[:1]\n    weights = [1")),
)
RECALIBRATE_BN.mistake(
    "one batch of all rows",
    "You take all rows as one batch. Training had batches of batch_size, and the variance within "
    "them is smaller.",
    edited(_recalibrate, ("weights =", "parts = [X]\n    weights =")),
)
RECALIBRATE_BN.mistake(
    "batches of equal size",
    "You cut X into parts of nearly the same size. Batches are of batch_size rows, and the last "
    "one takes the rest.",
    edited(
        _recalibrate,
        (
            "weights =",
            "parts = np.array_split(X, int(np.ceil(len(X) / batch_size)))\n    weights =",
        ),
    ),
)
RECALIBRATE_BN.mistake(
    "batches that overlap",
    "Your batches overlap: the next one begins batch_size rows later, not one row.",
    edited(
        _recalibrate,
        ("range(0, len(X), batch_size)", "range(int(np.ceil(len(X) / batch_size)))"),
        ("len(part) / len(X)", "1 / len(parts)"),
    ),
)
RECALIBRATE_BN.mistake(
    "summed",
    "You add up the statistics of the batches. Average them.",
    edited(_recalibrate, ("len(part) / len(X)", "1")),
)
RECALIBRATE_BN.mistake(
    "weighed with the rows, not divided",
    "You multiply by the rows of each batch and forget to divide by all rows in the end.",
    edited(_recalibrate, ("len(part) / len(X)", "len(part)")),
)
RECALIBRATE_BN.mistake(
    "the last batch dropped, and missing in the sum",
    "The rows that are left over in the end are missing, so your weights do not sum to 1. They are "
    "a smaller batch.",
    edited(_recalibrate, FULL_ONLY),
)


# --- what becomes of the old statistics
def _moving(start, momentum):
    """A moving average over the batches."""

    def recalibrate(network, X, batch_size):
        new = network.copy()
        for name, values in new.running.items():
            values[...] = start(name, values)
        for begin in range(0, len(X), batch_size):
            seen = network.batch_statistics(X[begin : begin + batch_size])
            for name, values in new.running.items():
                values[...] = momentum * values + (1 - momentum) * seen[name]
        return new

    return recalibrate


for _momentum in (0.9, 0.99):
    RECALIBRATE_BN.mistake(
        f"a moving average from the old statistics, momentum {_momentum}",
        "You go on with the moving average, so the old statistics are still in it. Take the plain "
        "average over the batches.",
        _moving(lambda name, values: values, _momentum),
    )
    RECALIBRATE_BN.mistake(
        f"a moving average from (0, 1), momentum {_momentum}",
        "You take a moving average from (0, 1) again, which is what has failed. Take the plain "
        "average over the batches.",
        _moving(lambda name, values: float(name.startswith("var")), _momentum),
    )

RECALIBRATE_BN.mistake(
    "the old statistics in the average",
    "The old running statistics are in your average. They are what has to go.",
    edited(_recalibrate, ("[...] = value", "[...] = (value + network.running[name]) / 2")),
)
RECALIBRATE_BN.mistake(
    "added to the old statistics",
    "You add to the running statistics of the copy, which are not 0. Replace them.",
    edited(_recalibrate, ("[...] = value", "[...] += value")),
)

# --- what is written and returned
RECALIBRATE_BN.mistake(
    "nothing written",
    "The new network has the running statistics of the old one: nothing was written. (A call with "
    "training=True does not move them, only nn.fit does.)",
    edited(_recalibrate, ("new.running[name][...] = value", "pass")),
)
RECALIBRATE_BN.mistake(
    "entries replaced instead of written into",
    "You put new arrays into the dictionary, and the layers go on with the old ones. running holds "
    "views: write into them, with [...] = or [:] =.",
    edited(_recalibrate, ("[...] = value", " = value")),
)
RECALIBRATE_BN.mistake(
    "the dictionary replaced",
    "running cannot be set to another dictionary, which the layers would not know. Write into its "
    "arrays, with [...] = or [:] =.",
    edited(_recalibrate, ("new.running[name][...] = value", "new.running = totals")),
)
RECALIBRATE_BN.mistake(
    "the given network changed",
    "You change the network that was given: you have no copy, or one that shares its arrays (as "
    "copy.copy makes it). Write into network.copy().",
    edited(_recalibrate, ("network.copy()", "network")),
)
RECALIBRATE_BN.mistake(
    "the statistics returned",
    "You return the statistics. Asked is a network that has them.",
    edited(_recalibrate, ("return new", "return totals")),
)
RECALIBRATE_BN.mistake(
    "nothing returned",
    "You return nothing. The new network is the answer.",
    edited(_recalibrate, ("return new", "return None")),
)
RECALIBRATE_BN.mistake(
    "only the means written",
    "The variances stay as they were. Means and variances are both averaged and written.",
    edited(_recalibrate, ("in seen[0]", "in seen[0] if name.startswith('mean')")),
)
RECALIBRATE_BN.mistake(
    "only the variances written",
    "The means stay as they were. Means and variances are both averaged and written.",
    edited(_recalibrate, ("in seen[0]", "in seen[0] if name.startswith('var')")),
)
RECALIBRATE_BN.mistake(
    "only the first layer written",
    "Only the first batch-norm layer gets new statistics. Go through all names in running.",
    edited(_recalibrate, ("in seen[0]", "in ('mean1', 'var1')")),
)

# --- what is averaged
RECALIBRATE_BN.mistake(
    "standard deviation in the place of the variance",
    "You write the root of the variance. running holds variances.",
    edited(
        _recalibrate, ("one[name]", "(np.sqrt(one[name]) if name.startswith('var') else one[name])")
    ),
)
RECALIBRATE_BN.mistake(
    "one number for all units",
    "All units of a layer get the same number. Average over the batches only: axis=0.",
    edited(_recalibrate, ("one[name]", "one[name].mean()")),
)


def _by_m_minus_1(network, part):
    return {
        name: value * len(part) / (len(part) - 1) if name.startswith("var") else value
        for name, value in network.batch_statistics(part).items()
    }


RECALIBRATE_BN.mistake(
    "variance by m - 1",
    "Your variances divide by m - 1. This course divides by m in both modes.",
    edited(_recalibrate, ("network.batch_statistics(part)", "_by_m_minus_1(network, part)")),
)


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


RECALIBRATE_BN.mistake(
    "statistics at inference",
    "Your second layer gets what the first one gives with its old running statistics. Take every "
    "batch through in training mode, as batch_statistics does.",
    edited(_recalibrate, ("network.batch_statistics(part)", "_at_inference(network, part)")),
)


@RECALIBRATE_BN.mistake(
    "statistics of the inputs",
    "You average the columns of X. Each layer's statistics are of what reaches that layer.",
)
def _of_inputs(network, X, batch_size):
    new = network.copy()
    for name, values in new.running.items():
        values[...] = np.mean(X.mean(axis=0) if name.startswith("mean") else X.var(axis=0))
    return new
