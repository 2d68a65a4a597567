"""Exercise 9.2: what each property demands.

Right is the slope of the forward pass of the lesson; or that of the student's own, if that is a
normalization: a mistake there has cost its points in 9.1.
"""

import numpy as np

from reglab import nn

from ...core import PASSED, first_difference, number
from ..probes import BN_BACKWARD
from .shared import SMALL, compare, vector

# Wide enough for central differences, far below the effect of any mistake.
RTOL = 1e-5


def _slopes(data):
    """The gradients of ``sum(dout * out)``, from the reference."""
    x, gamma, beta = data["x"], data["gamma"], data["beta"]
    _, cache, _ = nn.bn_forward(x, gamma, beta, None, training=True, eps=data["eps"])
    return nn.bn_backward(data["dout"], cache)


def _normalizes(outs):
    """Whether a forward pass takes means and scales away, and leaves something."""
    one, moved = outs
    size = np.ptp(one)
    return bool(size > 0.1 and np.all(np.abs(moved - one) < 0.7 * size))


def _case(data):
    x = data["x"]
    case = f"x of shape {x.shape}"
    if x.size <= SMALL:
        case = f"x = {vector(x)}, gamma = {vector(data['gamma'])}, dout = {vector(data['dout'])}"
    return f"{case}, eps = {number(data['eps'])}"


def _judge(data, out, part, hint):
    expected = _slopes(data)[part]
    got = out["bn_backward"][part]
    if not _normalizes(out["own_outs"]):
        hint = "bn_backward reads the cache of your bn_forward, which is not right yet: see 9.1."
    elif first_difference(out["own_slope"], got, rtol=RTOL, atol=1e-6) is None:
        return PASSED
    return compare(expected, got, _case(data), hint, rtol=RTOL)


@BN_BACKWARD.judge("dx")
def dx(data, out):
    hint = (
        "x reaches out on three ways: directly, through the mean, and through the variance. Add "
        "the three."
    )
    return _judge(data, out, 0, hint)


@BN_BACKWARD.judge("dgamma")
def dgamma(data, out):
    hint = "out = gamma * x_hat + beta: what multiplies gamma, times dout, summed over the rows."
    return _judge(data, out, 1, hint)


@BN_BACKWARD.judge("dbeta")
def dbeta(data, out):
    hint = "Every row of a column gets the same beta: their gradients add up."
    return _judge(data, out, 2, hint)


@BN_BACKWARD.judge("own_cache")
def own_cache(data, out):
    hint = "Take everything from cache. A variable outside of the function holds the last batch."
    return _judge(data, out, 0, hint)
