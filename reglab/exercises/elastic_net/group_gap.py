"""Exercise 4.2, the gap inside a group."""

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import Array, Exercise, number
from reglab.linear import group_gap

GROUP_GAP = Exercise(
    "elastic_net.group_gap",
    title="4.2 group_gap",
    points=2,
    arguments=("w", "groups"),
    returns=Array(lambda data: np.unique(data["groups"]).shape),
    forbid=("reglab.linear.groups",),
    reference=group_gap,
)


def _small_to_large(rng):
    # Quarters, which are easy to subtract on paper, except in the last case.
    low, step, more = rng.integers(4, 13, size=3) / 4
    return [
        {"w": np.array([low, low + step]), "groups": np.array([0, 0])},
        {"w": np.array([-low, step]), "groups": np.array([0, 0])},
        {"w": np.array([0.0, low, low + more]), "groups": np.array([0, 0, 0])},
        _three_groups(rng),
        _side_by_side(rng, rng.integers(2, 6, size=rng.integers(4, 7))),
    ]


def _three_groups(rng):
    """Three groups whose gaps are in no order and not all whole numbers; extremes in the middle."""
    small, medium, large = np.cumsum(rng.integers(1, 4, size=3) + rng.integers(1, 4) / 4)
    orders = [
        (medium, large, small),
        (small, large, medium),
        (medium, small, large),
        (large, small, medium),
    ]
    first, second, third = orders[rng.integers(4)]
    lows = rng.integers(-24, 5, size=3) / 4
    w = [
        [lows[0] + first, lows[0]],
        [lows[1] + 0.5, lows[1], lows[1] + second, lows[1] + 0.25],
        [lows[2], lows[2] + third],
    ]
    return {"w": np.concatenate(w), "groups": np.repeat([0, 1, 2], [2, 4, 2])}


def _side_by_side(rng, sizes):
    groups = np.repeat(np.arange(len(sizes)), sizes)
    return {"w": rng.normal(scale=3.0, size=len(groups)), "groups": groups}


def _weights(data, where):
    w, groups = data["w"], data["groups"]
    members = w[groups == np.unique(groups)[where[0]]]
    return f"a group with the weights {', '.join(map(number, members))}"


GROUP_GAP.property(
    "small cases by hand",
    name="small_cases",
    draw=_small_to_large,
    judge=agrees(
        GROUP_GAP, "In each group: the largest weight minus the smallest, with signs.", _weights
    ),
)


def _shared(rng):
    sizes = rng.integers(2, 6, size=rng.integers(2, 6))
    w = np.repeat(rng.normal(scale=2.0, size=len(sizes)), sizes)
    return {"w": w, "groups": np.repeat(np.arange(len(sizes)), sizes)}


GROUP_GAP.property(
    "a group that shares one weight has gap 0",
    name="shared_weight",
    draw=_shared,
    after="small_cases",
    judge=agrees(
        GROUP_GAP,
        "If all weights of a group are equal, the largest minus the smallest is 0.",
        _weights,
    ),
)


def _scattered(rng):
    # Sizes differ, the first label is not the smallest, and each group has its own level, so that
    # a column of another group always shows.
    k = rng.integers(3, 6)
    groups = rng.permutation(np.repeat(np.arange(k), rng.permutation(k) + 2))
    other = rng.choice(np.flatnonzero(groups))
    groups[[0, other]] = groups[[other, 0]]
    w = rng.uniform(-2.0, 2.0, size=len(groups)) + 10.0 * rng.permutation(k)[groups]
    return {"w": w, "groups": groups}


GROUP_GAP.property(
    "the columns of a group may stand anywhere",
    name="scattered",
    draw=_scattered,
    after="small_cases",
    judge=agrees(
        GROUP_GAP,
        "Select the columns of a group by their label, w[groups == g], with the labels in "
        "increasing order.",
        _weights,
    ),
)

GROUP_GAP.property(
    "a group of one column has gap 0",
    name="single_column",
    draw=lambda rng: _side_by_side(rng, rng.permutation([1, *rng.integers(2, 5, size=2)])),
    after="small_cases",
    judge=agrees(
        GROUP_GAP, "A single weight is both the largest and the smallest of its group.", _weights
    ),
)


# Known mistakes: every function below is wrong on purpose.


def _by_group(w, groups, one):
    return np.array([one(w[groups == label]) for label in np.unique(groups)], dtype=float)


GROUP_GAP.mistake(
    "signs dropped",
    "You take absolute values first. The weights 1 and -1 differ: their gap is 2, not 0.",
    lambda w, groups: _by_group(np.abs(w), groups, np.ptp),
)
GROUP_GAP.mistake(
    "smallest minus largest",
    "You compute smallest minus largest. The gap is largest minus smallest and never negative.",
    lambda w, groups: -_by_group(w, groups, np.ptp),
)
GROUP_GAP.mistake(
    "ratio instead of difference",
    "You divide the smallest by the largest. The gap is their difference, 0 if all are equal.",
    lambda w, groups: _by_group(w, groups, lambda v: v.min() / v.max()),
)
GROUP_GAP.mistake(
    "standard deviation",
    "You compute the standard deviation. The gap is the largest weight minus the smallest.",
    lambda w, groups: _by_group(w, groups, np.std),
)
GROUP_GAP.mistake(
    "distance from the mean",
    "You measure from the group's mean. Measure from its smallest weight.",
    lambda w, groups: _by_group(w, groups, lambda v: v.max() - v.mean()),
)
GROUP_GAP.mistake(
    "first and last column only",
    "You compare the first column of a group with its last. The extremes may be anywhere: use "
    "max and min.",
    lambda w, groups: _by_group(w, groups, lambda v: abs(v[-1] - v[0])),
)
GROUP_GAP.mistake(
    "largest weight only",
    "You return the largest weight of each group. Subtract its smallest weight.",
    lambda w, groups: _by_group(w, groups, np.max),
)
GROUP_GAP.mistake(
    "one number for all groups",
    "You compute one gap over all columns, so every group gets the same value. Compute one "
    "for each group.",
    lambda w, groups: np.full(np.unique(groups).size, np.ptp(w)),
)


@GROUP_GAP.mistake(
    "groups in order of appearance",
    "Your gaps are right, but in the order in which the labels appear. Entry g belongs to label g.",
)
def by_appearance(w, groups):
    labels = list(dict.fromkeys(groups.tolist()))
    return np.array([np.ptp(w[groups == label]) for label in labels])


GROUP_GAP.mistake(
    "gaps sorted",
    "Your gaps are right but sorted by size. Entry g belongs to label g.",
    lambda w, groups: np.sort(_by_group(w, groups, np.ptp)),
)
GROUP_GAP.mistake(
    "groups in falling order",
    "Your gaps are right, but their order is reversed. Entry g belongs to label g.",
    lambda w, groups: _by_group(w, groups, np.ptp)[::-1],
)
GROUP_GAP.mistake(
    "zeros left out",
    "You leave out weights that are 0. A dropped column is still in its group: its weight 0 "
    "counts.",
    lambda w, groups: _by_group(w, groups, lambda v: np.ptp(v[v != 0]) if np.any(v != 0) else 0.0),
)
GROUP_GAP.mistake(
    "rounded to whole numbers",
    "Your gaps are whole numbers: an array or a number of type int drops the decimals.",
    lambda w, groups: np.trunc(_by_group(w, groups, np.ptp)),
)
GROUP_GAP.mistake(
    "largest step between neighbours",
    "You return the largest step from one weight to the next. Take the largest weight minus "
    "the smallest.",
    lambda w, groups: _by_group(w, groups, lambda v: np.max(np.diff(np.sort(v)), initial=0.0)),
)
GROUP_GAP.mistake(
    "variance",
    "You compute the variance. The gap is the largest weight minus the smallest.",
    lambda w, groups: _by_group(w, groups, np.var),
)


@GROUP_GAP.mistake(
    "groups taken to stand side by side",
    "You split w into consecutive pieces. Select the columns by their label instead: w[groups "
    "== g].",
)
def consecutive(w, groups):
    sizes = np.unique(groups, return_counts=True)[1]
    return np.array([np.ptp(part) for part in np.split(w, np.cumsum(sizes)[:-1])])


GROUP_GAP.mistake(
    "position of the extremes",
    "argmax and argmin return positions. Take the weights at these positions.",
    lambda w, groups: _by_group(w, groups, lambda v: np.argmax(v) - np.argmin(v)),
)
