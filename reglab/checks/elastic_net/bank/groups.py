"""Exercise 4.2: the known wrong answers."""

import numpy as np

from ..probes import GROUP_GAP


def _by_group(w, groups, one):
    return np.array([one(w[groups == label]) for label in np.unique(groups)], dtype=float)


@GROUP_GAP.misconception(
    "signs dropped",
    hint="You take absolute values first. 1 and -1 pull in opposite directions: their gap is 2, "
    "not 0.",
)
def absolute(w, groups):
    return _by_group(np.abs(w), groups, np.ptp)


@GROUP_GAP.misconception(
    "smallest minus largest",
    hint="The order is reversed: largest minus smallest, which is never negative.",
)
def negative(w, groups):
    return -_by_group(w, groups, np.ptp)


@GROUP_GAP.misconception(
    "ratio instead of difference",
    hint="You divide the smallest by the largest. The gap is their difference, 0 if all are equal.",
)
def ratio(w, groups):
    return _by_group(w, groups, lambda v: v.min() / v.max())


@GROUP_GAP.misconception(
    "standard deviation",
    hint="That is the spread around the mean. The gap is the largest weight minus the smallest.",
)
def deviation(w, groups):
    return _by_group(w, groups, np.std)


@GROUP_GAP.misconception(
    "distance from the mean",
    hint="You measure from the group's mean. Measure from its smallest weight.",
)
def from_mean(w, groups):
    return _by_group(w, groups, lambda v: v.max() - v.mean())


@GROUP_GAP.misconception(
    "first and last column only",
    hint="You compare the first column of a group with its last. The extremes may stand anywhere: "
    "use max and min.",
)
def first_and_last(w, groups):
    return _by_group(w, groups, lambda v: abs(v[-1] - v[0]))


@GROUP_GAP.misconception(
    "largest weight only",
    hint="That is the largest weight of each group. Take its smallest one off.",
)
def largest(w, groups):
    return _by_group(w, groups, np.max)


@GROUP_GAP.misconception(
    "one number for all groups",
    hint="The gap is taken over all columns at once, so every group gets the same.",
)
def over_all(w, groups):
    return np.full(np.unique(groups).size, np.ptp(w))


@GROUP_GAP.misconception(
    "groups in order of appearance",
    hint="Your gaps are right, their order is that in which the labels appear: entry g belongs to "
    "label g.",
)
def by_appearance(w, groups):
    labels = list(dict.fromkeys(groups.tolist()))
    return np.array([np.ptp(w[groups == label]) for label in labels])


@GROUP_GAP.misconception(
    "gaps sorted",
    hint="Your gaps are right but sorted by size. Entry g belongs to label g.",
)
def sorted_gaps(w, groups):
    return np.sort(_by_group(w, groups, np.ptp))


@GROUP_GAP.misconception(
    "groups in falling order",
    hint="Your gaps are right, their order is reversed: entry g belongs to label g.",
)
def falling(w, groups):
    return _by_group(w, groups, np.ptp)[::-1]


@GROUP_GAP.misconception(
    "zeros left out",
    hint="You leave out weights that are 0. A dropped column belongs to its group: its weight 0 "
    "counts.",
)
def without_zeros(w, groups):
    return _by_group(w, groups, lambda v: np.ptp(v[v != 0]) if np.any(v != 0) else 0.0)


@GROUP_GAP.misconception(
    "rounded to whole numbers",
    hint="Your gaps are whole numbers: an array or a number of type int cuts off what follows the "
    "point.",
)
def whole_numbers(w, groups):
    return np.trunc(_by_group(w, groups, np.ptp))


@GROUP_GAP.misconception(
    "largest step between neighbours",
    hint="That is the largest step from one weight to the next. Take the largest weight minus the "
    "smallest.",
)
def largest_step(w, groups):
    return _by_group(w, groups, lambda v: np.max(np.diff(np.sort(v)), initial=0.0))


@GROUP_GAP.misconception(
    "variance",
    hint="That is the variance. The gap is the largest weight minus the smallest.",
)
def variance(w, groups):
    return _by_group(w, groups, np.var)


@GROUP_GAP.misconception(
    "groups taken to stand side by side",
    hint="You cut w into consecutive pieces. Pick the columns by their label instead: "
    "w[groups == g].",
)
def consecutive(w, groups):
    sizes = np.unique(groups, return_counts=True)[1]
    return np.array([np.ptp(part) for part in np.split(w, np.cumsum(sizes)[:-1])])


@GROUP_GAP.misconception(
    "position of the extremes",
    hint="argmax and argmin say where the extremes stand. Take the weights there.",
)
def positions(w, groups):
    return _by_group(w, groups, lambda v: np.argmax(v) - np.argmin(v))
