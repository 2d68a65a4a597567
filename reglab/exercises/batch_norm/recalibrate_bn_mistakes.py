"""Exercise 9.4: the known mistakes. Every function here is wrong on purpose, except the first."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.batch_norm.recalibrate_bn import RECALIBRATE_BN


def _recalibrate(network, X, batch_size):
    """A correct answer; the mistakes change some of its words."""
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
    "You give every batch the same weight, even a last one with fewer rows. Weight each by "
    "its number of rows.",
    edited(_recalibrate, ("len(part) / len(X)", "1 / len(parts)")),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "the last batch at full weight",
    "Your weights do not sum to 1: you weight the last batch as if it were full.",
    edited(_recalibrate, ("len(part) / len(X)", "len(parts[0]) / len(X)")),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "the last batch dropped",
    "You leave out the rows after the last full batch. Use them as a smaller batch.",
    edited(_recalibrate, FULL_ONLY, ("len(part) / len(X)", "1 / len(parts)")),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "only the last batch",
    "Your statistics are from the last batch only: each batch overwrites the previous one. "
    "Average them.",
    edited(_recalibrate, ("weights = [len(part) / len(X)", "parts = parts[-1:]\n    weights = [1")),
    kind="half",
)
RECALIBRATE_BN.mistake(
    "only the first batch",
    "Your statistics are from the first batch only: check whether the return is inside the loop.",
    edited(_recalibrate, ("weights = [len(part) / len(X)", "parts = parts[:1]\n    weights = [1")),
    kind="half",
)
RECALIBRATE_BN.mistake(
    "one batch of all rows",
    "You take all rows as one batch. Use batches of batch_size as in training, within which "
    "the variance is smaller.",
    edited(_recalibrate, ("weights =", "parts = [X]\n    weights =")),
    kind="half",
)
RECALIBRATE_BN.mistake(
    "batches of equal size",
    "You split X into parts of nearly equal size. Use batches of batch_size rows, and a last "
    "one with the rest.",
    edited(
        _recalibrate,
        (
            "weights =",
            "parts = np.array_split(X, int(np.ceil(len(X) / batch_size)))\n    weights =",
        ),
    ),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "batches that overlap",
    "Your batches overlap: start the next one batch_size rows later, not one row later.",
    edited(
        _recalibrate,
        ("range(0, len(X), batch_size)", "range(int(np.ceil(len(X) / batch_size)))"),
        ("len(part) / len(X)", "1 / len(parts)"),
    ),
    kind="half",
)
RECALIBRATE_BN.mistake(
    "summed",
    "You add up the statistics of the batches. Average them.",
    edited(_recalibrate, ("len(part) / len(X)", "1")),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "weighed with the rows, not divided",
    "You multiply by the rows of each batch but do not divide by the number of all rows at "
    "the end.",
    edited(_recalibrate, ("len(part) / len(X)", "len(part)")),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "the last batch dropped, and missing in the sum",
    "You leave out the rows after the last full batch, so your weights do not sum to 1. Use "
    "them as a smaller batch.",
    edited(_recalibrate, FULL_ONLY),
    kind="slip",
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
        "You continue the moving average, so it still contains the old statistics. Take the "
        "plain average over the batches.",
        _moving(lambda name, values: values, _momentum),
        kind="half",
    )
    RECALIBRATE_BN.mistake(
        f"a moving average from (0, 1), momentum {_momentum}",
        "You take a moving average from (0, 1) again, which is the problem to solve. Take the "
        "plain average over the batches.",
        _moving(lambda name, values: float(name.startswith("var")), _momentum),
        kind="half",
    )

RECALIBRATE_BN.mistake(
    "the old statistics in the average",
    "Your average includes the old running statistics. Leave them out.",
    edited(_recalibrate, ("[...] = value", "[...] = (value + network.running[name]) / 2")),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "added to the old statistics",
    "You add to the running statistics of the copy, which are not 0. Replace them.",
    edited(_recalibrate, ("[...] = value", "[...] += value")),
    kind="slip",
)

# --- what is written and returned
RECALIBRATE_BN.mistake(
    "nothing written",
    "Your new network still has the old running statistics: write the new ones. (A call with "
    "training=True does not update them, only nn.fit does.)",
    edited(_recalibrate, ("new.running[name][...] = value", "pass")),
    kind="wrong",
)
RECALIBRATE_BN.mistake(
    "entries replaced instead of written into",
    "You put new arrays into the dictionary, but the layers still use the old ones. Write "
    "into the arrays of running, with [...] = or [:] =.",
    edited(_recalibrate, ("[...] = value", " = value")),
    kind="half",
)
RECALIBRATE_BN.mistake(
    "the dictionary replaced",
    "Your code raises an AttributeError. If you set running to another dictionary: that is not "
    "possible. Write into its arrays, with [...] = or [:] =.",
    edited(_recalibrate, ("new.running[name][...] = value", "new.running = totals")),
    kind="wrong",
)
RECALIBRATE_BN.mistake(
    "the given network changed",
    "You change the given network: you make no copy, or one that shares its arrays (as "
    "copy.copy does). Write into network.copy().",
    edited(_recalibrate, ("network.copy()", "network")),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "the statistics returned",
    "You return a dictionary. Return a network that has the new statistics.",
    edited(_recalibrate, ("return new", "return totals")),
    kind="wrong",
)
RECALIBRATE_BN.mistake(
    "nothing returned",
    "You return nothing. Return the new network.",
    edited(_recalibrate, ("return new", "return None")),
    kind="wrong",
)
RECALIBRATE_BN.mistake(
    "only the means written",
    "Your variances do not change. Average and write both means and variances.",
    edited(_recalibrate, ("in seen[0]", "in seen[0] if name.startswith('mean')")),
    kind="half",
)
RECALIBRATE_BN.mistake(
    "only the variances written",
    "Your means do not change. Average and write both means and variances.",
    edited(_recalibrate, ("in seen[0]", "in seen[0] if name.startswith('var')")),
    kind="half",
)
RECALIBRATE_BN.mistake(
    "only the first layer written",
    "You write new statistics only into the first batch-norm layer. Go through all names in "
    "running.",
    edited(_recalibrate, ("in seen[0]", "in ('mean1', 'var1')")),
    kind="slip",
)

# --- what is averaged
RECALIBRATE_BN.mistake(
    "standard deviation in the place of the variance",
    "You write the root of the variance. Write the variance itself.",
    edited(
        _recalibrate, ("one[name]", "(np.sqrt(one[name]) if name.startswith('var') else one[name])")
    ),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "standard deviations averaged",
    "You average the standard deviations and square the result. Average the variances.",
    edited(
        _recalibrate,
        ("one[name]", "(np.sqrt(one[name]) if name.startswith('var') else one[name])"),
        ("[...] = value", "[...] = value**2 if name.startswith('var') else value"),
    ),
    kind="slip",
)
RECALIBRATE_BN.mistake(
    "one number for all units",
    "You give all units of a layer the same number. Average only over the batches: axis=0.",
    edited(_recalibrate, ("one[name]", "one[name].mean()")),
    kind="half",
)


def _by_m_minus_1(network, part):
    return {
        name: value * len(part) / (len(part) - 1) if name.startswith("var") else value
        for name, value in network.batch_statistics(part).items()
    }


RECALIBRATE_BN.mistake(
    "variance by m - 1",
    "Your variances divide by m - 1. Divide by m, as in both modes of this course.",
    edited(_recalibrate, ("network.batch_statistics(part)", "_by_m_minus_1(network, part)")),
    kind="slip",
)


def _at_inference(network, part):
    """Statistics of the inputs of each batch-norm layer if earlier ones use running statistics."""
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
    "The input of your second layer is computed with the old running statistics of the first. "
    "Run every batch in training mode, as batch_statistics does.",
    edited(_recalibrate, ("network.batch_statistics(part)", "_at_inference(network, part)")),
    kind="slip",
)


@RECALIBRATE_BN.mistake(
    "statistics of the inputs",
    "You average the columns of X. Use the statistics of each layer's own inputs.",
    kind="wrong",
)
def _of_inputs(network, X, batch_size):
    new = network.copy()
    for name, values in new.running.items():
        values[...] = np.mean(X.mean(axis=0) if name.startswith("mean") else X.var(axis=0))
    return new
