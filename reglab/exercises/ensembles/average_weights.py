"""Exercise 11.6, the mean of the weights."""

from collections import OrderedDict

import numpy as np

from reglab.checks.model import Exercise, number
from reglab.ensembles import average_weights
from reglab.exercises.ensembles.parameters import (
    EXACT,
    NEAR,
    Params,
    compare_params,
    drawn,
    drawn_signs,
    entry,
    large_shapes,
    sent,
    small_shapes,
    turned,
)

AVERAGE_WEIGHTS = Exercise(
    "ensembles.average_weights",
    title="11.6 average_weights",
    points=1,
    returns=Params(),
    forbid=("reglab.ensembles.averages:average_weights",),
    reference=average_weights,
    aspects={"mean": 5, "names": 1.5, "one": 1, "exact": 1, "new": 1.5},
)


def _case(rng, n_snapshots, shapes, scale=1.0):
    signs = drawn_signs(rng, shapes)
    snapshots = [drawn(rng, signs, scale) for _ in range(n_snapshots)]
    return {"shapes": shapes, "snapshots": snapshots}


def _average(answers, data):
    return {"average_weights": sent(answers.average_weights(data["snapshots"]), data["shapes"])}


def _mean(data):
    parts = {name: [own[name] for own in data["snapshots"]] for name in data["shapes"]}
    return {name: np.sum(values, axis=0) / len(values) for name, values in parts.items()}


def _is_mean(hint, change="", tolerance=NEAR):
    """A judge: all entries are the means over the snapshots."""

    def judge(data, out):
        def words(name, where):
            values = ", ".join(number(own[name][where]) for own in data["snapshots"])
            count = len(data["snapshots"])
            one = "in the only snapshot" if count == 1 else f"in {count} snapshots"
            return f"{entry(name, where)} = {values} {one}{change}"

        got = out["average_weights"]
        return compare_params(data, _mean(data), got, hint, words, tolerance)

    return judge


AVERAGE_WEIGHTS.property(
    "two snapshots: each entry is the mean of the two",
    name="two",
    aspect="mean",
    draw=lambda rng: _case(rng, 2, small_shapes(rng)),
    call=_average,
    judge=_is_mean("Add the arrays of the two snapshots and divide by 2."),
)

AVERAGE_WEIGHTS.property(
    "several snapshots: all count equally",
    name="several",
    aspect="mean",
    draw=lambda rng: [
        _case(rng, int(m), small_shapes(rng)) for m in rng.permutation([4, 5, 7, 8])[:3]
    ],
    call=_average,
    judge=_is_mean("Add the arrays of all snapshots and divide by the number of snapshots."),
)

AVERAGE_WEIGHTS.property(
    "arrays of any name and shape, also with a leading axis of networks",
    name="shapes",
    aspect="mean",
    draw=lambda rng: _case(rng, int(rng.integers(3, 5)), large_shapes(rng)),
    call=_average,
    judge=_is_mean(
        "Take the mean over the snapshots for every name of the dict, entry by entry, and over no "
        "axis of the arrays."
    ),
)

AVERAGE_WEIGHTS.property(
    "one snapshot is its own mean",
    name="one",
    aspect="one",
    draw=lambda rng: _case(rng, 1, small_shapes(rng)),
    call=_average,
    judge=_is_mean("With one snapshot the sum has one term, and M is 1."),
)


def _other_order(rng):
    case = _case(rng, int(rng.integers(4, 7)), {"W1": (3, 3), "W2": (3, 3), "W3": (3, 3)})
    first, *others = case["snapshots"]
    return {**case, "snapshots": [first, *map(turned, others)]}


AVERAGE_WEIGHTS.property(
    "arrays belong together by name, whatever their order in the dict",
    name="by_name",
    aspect="names",
    draw=_other_order,
    call=_average,
    judge=_is_mean("Look up each array by its name in every snapshot: the order may differ."),
)

AVERAGE_WEIGHTS.property(
    "it is exact for tiny and for huge weights",
    name="exact",
    aspect="exact",
    draw=lambda rng: [
        _case(rng, int(rng.integers(3, 6)), small_shapes(rng), scale)
        for scale in (1.0, float(rng.uniform(1e-7, 9e-7)), float(rng.uniform(1e6, 9e6)))
    ],
    call=_average,
    after="two",
    judge=_is_mean("You are close. Do not round, and use float64.", tolerance=EXACT),
)


def _then_changed(answers, data):
    """The average after training has gone on, which changes the arrays of the snapshots."""
    # Not plain dicts, so that the answer gets these arrays and no copies of them.
    snapshots = [
        OrderedDict((name, values.copy()) for name, values in own.items())
        for own in data["snapshots"]
    ]
    average = answers.average_weights(snapshots)
    for own in snapshots:
        for values in own.values():
            values += 1000.0
    return {"average_weights": sent(average, data["shapes"])}


AVERAGE_WEIGHTS.property(
    "its arrays are new: they stay when those of the snapshots change later",
    name="new_arrays",
    aspect="new",
    draw=lambda rng: [_case(rng, m, small_shapes(rng)) for m in (int(rng.integers(3, 5)), 1)],
    call=_then_changed,
    after="two",
    judge=_is_mean(
        "Make new arrays, also for a single snapshot: a sum that starts as snapshots[0] is the "
        "same array.",
        ", each changed by 1000 afterwards",
    ),
)
