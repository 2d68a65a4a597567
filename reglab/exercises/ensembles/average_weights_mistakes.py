"""Exercise 11.6: the known mistakes. Every function here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.ensembles.average_weights import AVERAGE_WEIGHTS


def _average_of(snapshots):
    total = {name: 0 * values for name, values in snapshots[0].items()}
    for params in snapshots:
        for name, values in params.items():
            total[name] = total[name] + values
    return {name: values / len(snapshots) for name, values in total.items()}


AVERAGE_WEIGHTS.mistake(
    "sum",
    "You return the sum. Divide it by the number of snapshots.",
    edited(_average_of, ("values / len(snapshots)", "values")),
    kind="slip",
)


@AVERAGE_WEIGHTS.mistake(
    "one snapshot fewer",
    "You divide by M - 1. That is for a variance; a mean divides by M.",
    kind="slip",
)
def divided_by_one_fewer(snapshots):
    total = {name: np.sum([params[name] for params in snapshots], axis=0) for name in snapshots[0]}
    return {name: values / (len(snapshots) - 1) for name, values in total.items()}


AVERAGE_WEIGHTS.mistake(
    "number of arrays",
    "You divide by the number of arrays in a snapshot. Divide by the number of snapshots.",
    edited(_average_of, ("len(snapshots)", "len(snapshots[0])")),
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "whole numbers",
    "// rounds down to whole numbers. Use /.",
    edited(_average_of, ("/ len", "// len")),
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "last snapshot",
    "You return the last snapshot alone. Take the mean over all of them.",
    lambda snapshots: {name: values.copy() for name, values in snapshots[-1].items()},
    kind="wrong",
)
AVERAGE_WEIGHTS.mistake(
    "first snapshot",
    "You return the first snapshot alone. Take the mean over all of them.",
    lambda snapshots: {name: values.copy() for name, values in snapshots[0].items()},
    kind="wrong",
)
AVERAGE_WEIGHTS.mistake(
    "first snapshot left out",
    "You leave out the first snapshot but count it. Start the sum at 0 and add all of them.",
    edited(_average_of, ("for params in snapshots", "for params in snapshots[1:]")),
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "last snapshot left out",
    "You leave out the last snapshot but count it. Add all of them.",
    edited(_average_of, ("for params in snapshots", "for params in snapshots[:-1]")),
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "first snapshot twice",
    "You count the first snapshot twice: your sum starts with it, and then you add it again.",
    edited(_average_of, ("0 * values", "1 * values")),
    kind="slip",
)


@AVERAGE_WEIGHTS.mistake(
    "sum inside the first snapshot",
    "Your sum is the first snapshot itself, so you change its arrays in place. Start with a copy.",
    kind="slip",
)
def into_the_first(snapshots):
    total = snapshots[0]
    for params in snapshots[1:]:
        for name in total:
            total[name] += params[name]
    for name in total:
        total[name] /= len(snapshots)
    return total


AVERAGE_WEIGHTS.mistake(
    "single snapshot not copied",
    "With a single snapshot you return its own arrays. Return new ones.",
    lambda snapshots: dict(snapshots[0]) if len(snapshots) == 1 else _average_of(snapshots),
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "one number per array",
    "Your mean goes over all entries of an array, too. Take it over the snapshots only: axis=0.",
    lambda snapshots: {
        name: np.mean([params[name] for params in snapshots]) for name in snapshots[0]
    },
    kind="half",
)
AVERAGE_WEIGHTS.mistake(
    "one number per array, filled",
    "All entries of your arrays are equal. Take the mean over the snapshots, entry by entry.",
    lambda snapshots: {
        name: np.full_like(values, np.mean([params[name] for params in snapshots]))
        for name, values in snapshots[0].items()
    },
    kind="half",
)
for _axis in (1, -1):
    AVERAGE_WEIGHTS.mistake(
        f"axis {_axis}",
        "Your mean goes over an axis of the arrays. In a stack of snapshots, the snapshots are "
        "axis 0.",
        lambda snapshots, axis=_axis: {
            name: np.mean([params[name] for params in snapshots], axis=axis)
            for name in snapshots[0]
        },
        kind="half",
    )


@AVERAGE_WEIGHTS.mistake(
    "by position",
    "You match the arrays by their position in the dict. Look them up by name.",
    kind="slip",
)
def by_position(snapshots):
    columns = zip(*(params.values() for params in snapshots), strict=True)
    return {
        name: np.mean(values, axis=0) for name, values in zip(snapshots[0], columns, strict=True)
    }


@AVERAGE_WEIGHTS.mistake(
    "mean with the next one, again and again",
    "You average the mean so far with the next snapshot. Then the last one counts half; all "
    "should count equally.",
    kind="half",
)
def halved(snapshots):
    average = {name: values.copy() for name, values in snapshots[0].items()}
    for params in snapshots[1:]:
        average = {name: (average[name] + params[name]) / 2 for name in average}
    return average


def _weighted(weigh):
    def average(snapshots):
        weights = weigh(len(snapshots))
        return {
            name: np.average([params[name] for params in snapshots], axis=0, weights=weights)
            for name in snapshots[0]
        }

    return average


AVERAGE_WEIGHTS.mistake(
    "later ones count more",
    "Later snapshots count more in your mean. All should count equally.",
    _weighted(lambda m: np.arange(1, m + 1)),
    kind="half",
)
AVERAGE_WEIGHTS.mistake(
    "first and last",
    "You use the first and the last snapshot only. Take the mean over all of them.",
    _weighted(lambda m: np.eye(m)[0] + np.eye(m)[-1]),
    kind="half",
)


@AVERAGE_WEIGHTS.mistake(
    "running mean, count off by one",
    "Your running mean counts one snapshot too many: after m snapshots the new one counts 1/m.",
    kind="slip",
)
def running(snapshots):
    average = {name: 0 * values for name, values in snapshots[0].items()}
    for m, params in enumerate(snapshots):
        for name in average:
            average[name] = average[name] + (params[name] - average[name]) / (m + 2)
    return average


def _by(statistic):
    return lambda snapshots: {
        name: statistic(np.array([params[name] for params in snapshots])) for name in snapshots[0]
    }


AVERAGE_WEIGHTS.mistake(
    "median",
    "You return the median. Return the mean.",
    _by(lambda stack: np.median(stack, axis=0)),
    kind="half",
)
AVERAGE_WEIGHTS.mistake(
    "middle of the range",
    "You return the middle between the smallest and the largest value. Return the mean.",
    _by(lambda stack: (stack.min(axis=0) + stack.max(axis=0)) / 2),
    kind="half",
)
AVERAGE_WEIGHTS.mistake(
    "standard deviation",
    "You return the standard deviation. Return the mean.",
    _by(lambda stack: stack.std(axis=0)),
    kind="wrong",
)
AVERAGE_WEIGHTS.mistake(
    "root mean square",
    "You take the root of the mean square, which has no sign. Take the mean of the values.",
    _by(lambda stack: np.sqrt(np.mean(stack**2, axis=0))),
    kind="half",
)
AVERAGE_WEIGHTS.mistake(
    "absolute values",
    "You average absolute values. Keep the signs.",
    _by(lambda stack: np.mean(np.abs(stack), axis=0)),
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "half precision",
    "You use half precision (float16), which has three digits. Keep double precision.",
    _by(lambda stack: np.mean(stack.astype(np.float16), axis=0)),
    kind="slip",
)
for _digits in (2, 3, 4, 6):
    AVERAGE_WEIGHTS.mistake(
        f"rounded to {_digits} digits",
        "You round the means. Weights may be small: return them as they are.",
        _by(lambda stack, digits=_digits: np.round(np.mean(stack, axis=0), digits)),
        kind="slip",
    )
AVERAGE_WEIGHTS.mistake(
    "only the weights W",
    "You average the arrays W only, and the others are those of the last snapshot. Average all.",
    lambda snapshots: {
        name: values if name.startswith("W") else snapshots[-1][name].copy()
        for name, values in _average_of(snapshots).items()
    },
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "only the weights W returned",
    "You return the arrays W only. Return all names: biases and batch norm are parameters, too.",
    lambda snapshots: {
        name: values for name, values in _average_of(snapshots).items() if name.startswith("W")
    },
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "list of arrays",
    "You return a list. Return a dict with the names of the snapshots.",
    lambda snapshots: list(_average_of(snapshots).values()),
    kind="slip",
)
AVERAGE_WEIGHTS.mistake(
    "one long vector",
    "You return one long array. Return a dict with the names and shapes of the snapshots.",
    lambda snapshots: np.concatenate([v.ravel() for v in _average_of(snapshots).values()]),
    kind="half",
)

# An answer that fails in each call shows nothing else: it must not earn a part of the points.
DICTS = (
    "Dicts have no sum and no mean. Take the mean for each name, over the arrays of all snapshots."
)
AVERAGE_WEIGHTS.mistake(
    "mean of the dicts", DICTS, lambda snapshots: np.mean(snapshots, axis=0), kind="wrong"
)
AVERAGE_WEIGHTS.mistake(
    "sum of the dicts", DICTS, lambda snapshots: sum(snapshots) / len(snapshots), kind="wrong"
)
for _join in (np.concatenate, np.vstack):
    AVERAGE_WEIGHTS.mistake(
        f"arrays joined with {_join.__name__}",
        "You join the arrays along their first axis, so the mean is over their rows, too. Stack "
        "them along a new axis first.",
        lambda snapshots, join=_join: {
            name: np.mean(join([params[name] for params in snapshots]), axis=0)
            for name in snapshots[0]
        },
        kind="slip",
    )
for _names, _kind in (("W1 b1", "slip"), ("W1 b1 W2 b2", "wrong"), ("W1 W2 b1 b2", "wrong")):
    AVERAGE_WEIGHTS.mistake(
        f"only the names {_names}",
        "You use fixed names. They differ from network to network: loop over snapshots[0].",
        lambda snapshots, names=_names: {
            name: np.mean([params[name] for params in snapshots], axis=0) for name in names.split()
        },
        kind=_kind,
    )
