"""Exercise 6.4: what each property demands."""

import numpy as np

from reglab import nn

from ...core import PASSED, failed, first_difference, number
from ..probes import PROX_L1


def _simplest(W, t, expected, got):
    """The failing entry with the smallest |w|, in words."""
    wrong = np.argwhere(~np.isclose(got, expected, rtol=1e-6, atol=1e-9))
    i = min(map(tuple, wrong), key=lambda i: abs(W[i]))
    case = f"w = {number(W[i])}, t = {number(t)}"
    return f"{case}: expected {number(expected[i])}, got {number(got[i])}"


def _compare(data, got, hint):
    expected = nn.prox_l1(data["W"], data["t"])
    if first_difference(expected, got) is None:
        return PASSED
    return failed(hint, _simplest(data["W"], data["t"], expected, got))


@PROX_L1.judge("by_hand")
def by_hand(data, out):
    hint = "Each weight moves towards 0 by t, and stops there."
    return _compare(data, out["prox_l1"], hint)


@PROX_L1.judge("exact_zeros")
def exact_zeros(data, out):
    W, got = data["W"], out["prox_l1"]
    wrong = np.argwhere((np.abs(W) <= data["t"]) & (got != 0))
    if len(wrong):
        i = tuple(wrong[0])
        return failed(
            "A tiny number is not 0, and cannot be left out of the network.",
            f"w = {number(W[i])}, t = {number(data['t'])}: expected exactly 0, got {got[i]:.1e}",
        )
    return _compare(data, got, "What is larger than t keeps its sign and loses t of its size.")


@PROX_L1.judge("no_threshold")
def no_threshold(data, out):
    return _compare(data, out["prox_l1"], "With t = 0 there is no penalty: W stays as it is.")


@PROX_L1.judge("descent")
def descent(data, out):
    """The optimality conditions: gradient = -l1 sign(W), or at most l1 where W = 0."""
    X, W, l1 = data["X"], out["W"], data["l1"]
    gradient = X.T @ (X @ W - data["Y"])
    excess = np.where(W == 0, np.maximum(np.abs(gradient) - l1, 0), gradient + l1 * np.sign(W))
    if np.max(np.abs(excess)) < 1e-6:
        return PASSED
    i = tuple(np.argwhere(np.abs(excess) >= 1e-6)[0])
    return failed(
        "At the minimum the gradient is -l1*sign(w), or at most l1 in size where w = 0.",
        f"l1 = {number(l1)}: after {data['n_steps']} steps w = {number(W[i])}, where the gradient "
        f"of the loss is {number(gradient[i])}",
    )
