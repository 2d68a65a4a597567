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
    aspects={"gap": 1, "groups": 1},
)


def _weights(data, where):
    w, groups = data["w"], data["groups"]
    members = w[groups == np.unique(groups)[where[0]]]
    return f"a group with the weights {', '.join(map(number, members))}"


def _agrees(hint):
    # Weights may be tiny, and a difference of two weights has next to no rounding error.
    return agrees(GROUP_GAP, hint, _weights, rtol=1e-9, atol=1e-15)


def _one_group(*weights):
    w = np.array(weights, dtype=float)
    return {"w": w, "groups": np.zeros(len(w), dtype=int)}


def _small_to_large(rng):
    # Quarters, which are easy to subtract on paper.
    low, step, more = (rng.integers(1, 9, size=3) * 2 + 1) / 4
    return [
        _one_group(low, low + step),
        _one_group(-low, step),
        _one_group(-low, -low - step),
        _one_group(low + step, low),
        _one_group(0.0, low, low + more),
        _one_group(low + 0.25, low + step + more, low, low + step),
        _one_group(*rng.normal(scale=3.0, size=6)),
    ]


GROUP_GAP.property(
    "one group: its largest weight minus its smallest",
    name="one_group",
    draw=_small_to_large,
    aspect="gap",
    judge=_agrees("In each group: the largest weight minus the smallest, with signs."),
)


def _sizes(rng):
    w = rng.uniform(1.0, 2.0, size=4)
    return [
        _one_group(*(1e-9 * w)),
        _one_group(*(1e6 * w)),
        _one_group(*(-1e6 * w)),
        _one_group(*(1e12 * w)),
    ]


GROUP_GAP.property(
    "weights of any size",
    name="sizes",
    draw=_sizes,
    after="one_group",
    aspect="gap",
    judge=_agrees(
        "The gap is exactly the largest weight minus the smallest: round nothing, and start from "
        "weights of the group if you search for them in a loop."
    ),
)


def _shared(rng):
    one, two = rng.normal(scale=2.0, size=2)
    return [
        _one_group(one),
        _one_group(*np.full(3, two)),
        {"w": np.repeat([one, two], 2), "groups": np.repeat([0, 1], 2)},
    ]


GROUP_GAP.property(
    "a group of one column, or of equal weights, has gap 0",
    name="shared_weight",
    draw=_shared,
    after="one_group",
    aspect="gap",
    judge=_agrees("If all weights of a group are equal, the largest minus the smallest is 0."),
)


def _rising(rng, sizes):
    """Positive weights that rise inside each group, so that many a wrong gap is right here."""
    # The gaps are in no order, and each group has a level of its own.
    gaps = (rng.permutation(len(sizes)) + rng.uniform(0.1, 0.9, size=len(sizes))) / 2
    low = rng.uniform(1.0, 9.0, size=len(sizes))
    parts = [low[g] + np.linspace(0.0, gaps[g], size) for g, size in enumerate(sizes)]
    return {"w": np.concatenate(parts), "groups": np.repeat(np.arange(len(sizes)), sizes)}


def _in_no_order(rng, sizes):
    """Gaps that neither rise nor fall."""
    data = _rising(rng, sizes)
    gaps = group_gap(data["w"], data["groups"])
    return data if np.ptp(np.sign(np.diff(gaps))) == 2 else _in_no_order(rng, sizes)


GROUP_GAP.property(
    "several groups, side by side: entry g belongs to label g",
    name="several_groups",
    draw=lambda rng: [_in_no_order(rng, [2] * 3), _in_no_order(rng, [2] * rng.integers(11, 14))],
    aspect="groups",
    judge=_agrees("Compute one gap for each label 0, 1, ..., and return them in this order."),
)


def _scattered(rng):
    # Sizes differ, the first label is not the smallest, and each group has its own level, so that
    # a column of another group always shows.
    k = rng.integers(3, 6)
    groups = rng.permutation(np.repeat(np.arange(k), rng.permutation(k) + 2))
    other = rng.choice(np.flatnonzero(groups))
    groups[[0, other]] = groups[[other, 0]]
    w = rng.uniform(0.5, 1.5, size=len(groups)) + 1.5 * rng.permutation(k)[groups]
    return {"w": w, "groups": groups}


GROUP_GAP.property(
    "the columns of a group may be in any positions",
    name="scattered",
    draw=_scattered,
    after="several_groups",
    aspect="groups",
    judge=_agrees(
        "Entry g is the gap of the columns with the label g, w[groups == g], wherever they are."
    ),
)

GROUP_GAP.property(
    "groups of different sizes, one of them with a single column",
    name="single_column",
    draw=lambda rng: _in_no_order(rng, rng.permutation([1, 2, 3, 4])),
    after="several_groups",
    aspect="groups",
    judge=_agrees("A single weight is both the largest and the smallest of its group."),
)


# Known mistakes: every function below is wrong on purpose.


def _by_group(w, groups, one):
    return np.array([one(w[groups == label]) for label in np.unique(groups)], dtype=float)


GROUP_GAP.mistake(
    "signs dropped",
    "You take absolute values first. The weights 1 and -1 differ: their gap is 2, not 0.",
    lambda w, groups: _by_group(np.abs(w), groups, np.ptp),
    kind="slip",
)
GROUP_GAP.mistake(
    "smallest minus largest",
    "You compute smallest minus largest. The gap is largest minus smallest and never negative.",
    lambda w, groups: -_by_group(w, groups, np.ptp),
    kind="slip",
)
GROUP_GAP.mistake(
    "ratio instead of difference",
    "You divide the smallest by the largest. The gap is their difference, 0 if all are equal.",
    lambda w, groups: _by_group(w, groups, lambda v: v.min() / v.max()),
    kind="half",
)
GROUP_GAP.mistake(
    "standard deviation",
    "You compute the standard deviation. The gap is the largest weight minus the smallest.",
    lambda w, groups: _by_group(w, groups, np.std),
    kind="half",
)
GROUP_GAP.mistake(
    "variance",
    "You compute the variance. The gap is the largest weight minus the smallest.",
    lambda w, groups: _by_group(w, groups, np.var),
    kind="half",
)
GROUP_GAP.mistake(
    "distance from the mean",
    "You measure from the group's mean. Measure from its smallest weight.",
    lambda w, groups: _by_group(w, groups, lambda v: v.max() - v.mean()),
    kind="half",
)
GROUP_GAP.mistake(
    "first and last column only",
    "You compare the first column of a group with its last. The extremes may be anywhere: use "
    "max and min.",
    lambda w, groups: _by_group(w, groups, lambda v: abs(v[-1] - v[0])),
    kind="half",
)
GROUP_GAP.mistake(
    "largest weight only",
    "You return the largest weight of each group. Subtract its smallest weight.",
    lambda w, groups: _by_group(w, groups, np.max),
    kind="half",
)
GROUP_GAP.mistake(
    "search starts at 0",
    "Your largest and smallest weights start at 0, so a group with weights of one sign gets the "
    "distance from 0. Start from weights of the group.",
    lambda w, groups: _by_group(w, groups, lambda v: max(v.max(), 0) - min(v.min(), 0)),
    kind="slip",
)
GROUP_GAP.mistake(
    "one number for all groups",
    "You compute one gap over all columns, so every group gets the same value. Compute one "
    "for each group.",
    lambda w, groups: np.full(np.unique(groups).size, np.ptp(w)),
    kind="half",
)
GROUP_GAP.mistake(
    "last group left out",
    "The last group is missing: the labels are 0, 1, ..., groups.max(), so there is one more than "
    "groups.max() of them.",
    lambda w, groups: _by_group(w, groups, np.ptp)[:-1],
    kind="slip",
)


@GROUP_GAP.mistake(
    "groups in order of appearance",
    "Your gaps are right, but in the order in which the labels appear. Entry g belongs to label g.",
    kind="slip",
)
def by_appearance(w, groups):
    labels = list(dict.fromkeys(groups.tolist()))
    return np.array([np.ptp(w[groups == label]) for label in labels])


GROUP_GAP.mistake(
    "gaps sorted",
    "Your gaps are right but sorted by size. Entry g belongs to label g.",
    lambda w, groups: np.sort(_by_group(w, groups, np.ptp)),
    kind="slip",
)
GROUP_GAP.mistake(
    "groups in falling order",
    "Your gaps are right, but their order is reversed. Entry g belongs to label g.",
    lambda w, groups: _by_group(w, groups, np.ptp)[::-1],
    kind="slip",
)


@GROUP_GAP.mistake(
    "labels sorted as text",
    "Your gaps are right, but the labels are sorted as text, where 10 comes before 2. Entry g "
    "belongs to label g.",
    kind="slip",
)
def as_text(w, groups):
    return np.array([np.ptp(w[groups.astype(str) == g]) for g in np.unique(groups.astype(str))])


GROUP_GAP.mistake(
    "zeros left out",
    "You leave out weights that are 0. A dropped column is still in its group: its weight 0 "
    "counts.",
    lambda w, groups: _by_group(w, groups, lambda v: np.ptp(v[v != 0]) if np.any(v != 0) else 0.0),
    kind="slip",
)
GROUP_GAP.mistake(
    "rounded to whole numbers",
    "Your gaps are whole numbers: an array or a number of type int drops the decimals.",
    lambda w, groups: np.trunc(_by_group(w, groups, np.ptp)),
    kind="slip",
)
GROUP_GAP.mistake(
    "largest step between neighbours",
    "You return the largest step from one weight to the next. Take the largest weight minus "
    "the smallest.",
    lambda w, groups: _by_group(w, groups, lambda v: np.max(np.diff(np.sort(v)), initial=0.0)),
    kind="half",
)


@GROUP_GAP.mistake(
    "groups taken to be side by side",
    "You split w into consecutive pieces. Select the columns by their label instead: w[groups "
    "== g].",
    kind="slip",
)
def consecutive(w, groups):
    sizes = np.unique(groups, return_counts=True)[1]
    return np.array([np.ptp(part) for part in np.split(w, np.cumsum(sizes)[:-1])])


@GROUP_GAP.mistake(
    "split where the label changes",
    "You split w wherever the label changes, so a group whose columns are apart gets several "
    "gaps. Select the columns by their label instead: w[groups == g].",
    kind="slip",
)
def at_changes(w, groups):
    return np.array([np.ptp(part) for part in np.split(w, np.flatnonzero(np.diff(groups)) + 1)])


GROUP_GAP.mistake(
    "position of the extremes",
    "argmax and argmin return positions. Take the weights at these positions.",
    lambda w, groups: _by_group(w, groups, lambda v: np.argmax(v) - np.argmin(v)),
    kind="half",
)
