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


def _by_hand(rng):
    return [
        {"w": np.array([1.0, 3.0]), "groups": np.array([0, 0])},
        {"w": np.array([-1.0, 3.0]), "groups": np.array([0, 0])},
        {"w": np.array([0.0, 2.0, 3.0]), "groups": np.array([0, 0, 0])},
        # The extremes stand in the middle, and the gaps, 4, 5 and 2.5, neither rise nor fall.
        {
            "w": np.array([2.0, -2.0, -1.0, -6.0, -4.0, 0.5, 3.0]),
            "groups": np.array([0, 0, 1, 1, 1, 2, 2]),
        },
    ]


@GROUP_GAP.property("small cases by hand", draw=_by_hand, returns=GAPS)
def small_cases(answers, data):
    return {"group_gap": answers.group_gap(data["w"], data["groups"])}


def _shared(rng):
    return {"w": np.repeat(rng.normal(size=3), 4), "groups": np.repeat(np.arange(3), 4)}


@GROUP_GAP.property(
    "a group that shares one weight has gap 0",
    draw=_shared,
    returns=GAPS,
    after="small_cases",
)
def shared_weight(answers, data):
    return {"group_gap": answers.group_gap(data["w"], data["groups"])}


def _scattered(rng):
    # Labels in a mixed order; the label that comes first is not the smallest; sizes differ.
    w = rng.normal(size=9) * np.array([1.0, 4.0, 9.0] * 3)
    return {"w": w, "groups": np.array([2, 0, 1, 2, 2, 1, 0, 2, 1])}


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
    draw=lambda rng: {"w": rng.normal(size=3) + 2.0, "groups": np.array([0, 1, 1])},
    returns=GAPS,
    after="small_cases",
)
def single_column(answers, data):
    return {"group_gap": answers.group_gap(data["w"], data["groups"])}
