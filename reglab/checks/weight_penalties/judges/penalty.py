"""Exercise 6.1: what each property demands."""

import numpy as np

from reglab import nn

from ...core import PASSED, failed, number
from ..probes import PENALTY


def _entries(array):
    """A small array as a reader wants it: 1, -3 or [[1, -3], [2, 0]]."""
    if np.ndim(array) == 0:
        return number(array)
    return "[" + ", ".join(map(_entries, array)) + "]"


def _case(data):
    arrays = ", ".join(f"{name} = {_entries(value)}" for name, value in data["params"].items())
    return f"{arrays}, {_strengths(data)}"


def _strengths(data):
    return f"l1 = {number(data['l1'])}, l2 = {number(data['l2'])}"


def _sizes(data):
    shapes = ", ".join(f"{name} {value.shape}" for name, value in data["params"].items())
    return f"{shapes}; {_strengths(data)}"


def _differs(expected, got):
    return not np.isclose(got, expected, rtol=1e-6, atol=1e-9)


def _compare(data, got, hint, case):
    expected = nn.penalty(data["params"], data["l1"], data["l2"])
    if not _differs(expected, got):
        return PASSED
    return failed(hint, f"{case}: expected {number(expected)}, got {number(got)}")


@PENALTY.judge("by_hand")
def by_hand(data, out):
    hint = "l1 times the sum of |w|, plus l2/2 times the sum of w^2, over all weights."
    return _compare(data, out["penalty"], hint, _case(data))


@PENALTY.judge("all_weights")
def all_weights(data, out):
    hint = "Sum over every matrix whose name starts with W, and over nothing else."
    return _compare(data, out["penalty"], hint, f"params of shapes {_sizes(data)}")


@PENALTY.judge("scaling")
def scaling(data, out):
    for part, factor in (("l1", 2), ("l2", 4)):
        before, after = out[part], out[f"{part}_twice"]
        alone = {**data, "l1": 0.0, "l2": 0.0, part: data[part]}
        verdict = _compare(
            alone, before, f"This is the {part} part alone.", f"params of shapes {_sizes(alone)}"
        )
        if not verdict.passed:
            return verdict
        if _differs(factor * before, after):
            return failed(
                "|2w| = 2|w|, and (2w)^2 = 4 w^2.",
                f"only {part}, all weights doubled: expected {number(factor * before)}, "
                f"got {number(after)}",
            )
    return PASSED


@PENALTY.judge("names_decide")
def names_decide(data, out):
    hint = "Ask of every name in params whether it starts with W, and of nothing else."
    return _compare(data, out["penalty"], hint, f"params of shapes {_sizes(data)}")
