"""Exercise 6.2: what each property demands."""

import numpy as np

from reglab import nn

from ...core import PASSED, failed, first_difference, number
from ..probes import PENALTY_GRAD

STEP = 1e-4  # away from the kinks central differences are exact here, up to rounding


def _compare(data, grads, expected, hint, *, rtol=1e-6, atol=1e-9):
    for name, got in zip(data["params"], grads, strict=True):
        where = first_difference(expected[name], got, rtol=rtol, atol=atol)
        if where is None:
            continue
        value = number(data["params"][name][where])
        index = ", ".join(map(str, where))
        return failed(
            hint,
            f"{name}[{index}] = {value}, l1 = {number(data['l1'])}, l2 = {number(data['l2'])}: "
            f"expected gradient {number(expected[name][where])}, got {number(got[where])}",
        )
    return PASSED


@PENALTY_GRAD.judge("by_hand")
def by_hand(data, out):
    expected = nn.penalty_grad(data["params"], data["l1"], data["l2"])
    hint = "For weights it is l1*sign(w) + l2*w. What is not penalized has gradient 0."
    return _compare(data, out["penalty_grad"], expected, hint)


def _slopes(params, l1, l2):
    """Central differences of the penalty."""
    slopes = {name: np.zeros(value.shape) for name, value in params.items()}
    for name, value in params.items():
        for index in np.ndindex(value.shape):
            ends = []
            for step in (STEP, -STEP):
                moved = value.copy()
                moved[index] += step
                ends.append(nn.penalty({**params, name: moved}, l1, l2))
            slopes[name][index] = (ends[0] - ends[1]) / (2 * STEP)
    return slopes


@PENALTY_GRAD.judge("slope")
def slope(data, out):
    expected = _slopes(data["params"], data["l1"], data["l2"])
    hint = "Move one parameter a little: the penalty changes by its gradient times the move."
    return _compare(data, out["penalty_grad"], expected, hint, atol=1e-7)


@PENALTY_GRAD.judge("at_zero")
def at_zero(data, out):
    expected = nn.penalty_grad(data["params"], data["l1"], data["l2"])
    hint = "At 0, |w| has a kink. We take 0 there, as np.sign does: a weight of 0 is left alone."
    return _compare(data, out["penalty_grad"], expected, hint)


@PENALTY_GRAD.judge("tiny_weights")
def tiny_weights(data, out):
    expected = nn.penalty_grad(data["params"], data["l1"], data["l2"])
    hint = "However small a weight is, sign(w) is 1 or -1. Only a weight of 0 has 0."
    # A guard such as w / (|w| + 1e-8) is harmless beside any weight that training makes.
    return _compare(data, out["penalty_grad"], expected, hint, rtol=1e-3)


@PENALTY_GRAD.judge("names_decide")
def names_decide(data, out):
    expected = nn.penalty_grad(data["params"], data["l1"], data["l2"])
    hint = "Ask of every name in params whether it starts with W, and of nothing else."
    return _compare(data, out["penalty_grad"], expected, hint)
