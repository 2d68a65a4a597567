"""Exercise 4.2, the gap inside a group: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise

GROUP_GAP = Exercise(
    "elastic_net.group_gap",
    title="4.2 group_gap",
    points=2,
    forbid=("reglab.linear.groups",),
)

GAPS = {"group_gap": Array(lambda data: np.unique(data["groups"]).shape)}


def _small_to_large(rng):
    # In quarters, which can be subtracted on paper; the last case has any numbers.
    low, step, more = rng.integers(4, 13, size=3) / 4
    return [
        {"w": np.array([low, low + step]), "groups": np.array([0, 0])},
        {"w": np.array([-low, step]), "groups": np.array([0, 0])},
        {"w": np.array([0.0, low, low + more]), "groups": np.array([0, 0, 0])},
        _three_groups(rng),
        _side_by_side(rng, rng.integers(2, 6, size=rng.integers(4, 7))),
    ]


def _three_groups(rng):
    """Gaps that neither rise nor fall, and are not all whole numbers; extremes in the middle."""
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


@GROUP_GAP.property("small cases by hand", draw=_small_to_large, returns=GAPS)
def small_cases(answers, data):
    return {"group_gap": answers.group_gap(data["w"], data["groups"])}


def _shared(rng):
    sizes = rng.integers(2, 6, size=rng.integers(2, 6))
    w = np.repeat(rng.normal(scale=2.0, size=len(sizes)), sizes)
    return {"w": w, "groups": np.repeat(np.arange(len(sizes)), sizes)}


@GROUP_GAP.property(
    "a group that shares one weight has gap 0",
    draw=_shared,
    returns=GAPS,
    after="small_cases",
)
def shared_weight(answers, data):
    return {"group_gap": answers.group_gap(data["w"], data["groups"])}


def _scattered(rng):
    # Sizes differ, the label that comes first is not the smallest, and each group has a level of
    # its own: a column of another group always shows.
    k = rng.integers(3, 6)
    groups = rng.permutation(np.repeat(np.arange(k), rng.permutation(k) + 2))
    other = rng.choice(np.flatnonzero(groups))
    groups[[0, other]] = groups[[other, 0]]
    w = rng.uniform(-2.0, 2.0, size=len(groups)) + 10.0 * rng.permutation(k)[groups]
    return {"w": w, "groups": groups}


@GROUP_GAP.property(
    "the columns of a group may stand anywhere",
    draw=_scattered,
    returns=GAPS,
    after="small_cases",
)
def scattered(answers, data):
    return {"group_gap": answers.group_gap(data["w"], data["groups"])}


@GROUP_GAP.property(
    "a group of one column has gap 0",
    draw=lambda rng: _side_by_side(rng, rng.permutation([1, *rng.integers(2, 5, size=2)])),
    returns=GAPS,
    after="small_cases",
)
def single_column(answers, data):
    return {"group_gap": answers.group_gap(data["w"], data["groups"])}
