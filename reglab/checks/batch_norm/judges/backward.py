"""Exercise 9.2: what each property demands.

Right is the slope of the forward pass of the lesson; or that of the student's own, if that is a
normalization: a mistake there has cost its points in 9.1.
"""

import numpy as np

from reglab import nn

from ...core import PASSED, first_difference, number
from ..probes import BN_BACKWARD
from .shared import RTOL, SMALL, compare, difference, vector, written


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
    case = written(x)
    if x.size <= SMALL:
        case += f", gamma = {vector(data['gamma'])}, dout = {vector(data['dout'])}"
    return f"{case}, eps = {number(data['eps'])}"


def _by_the_formula(data, own):
    """(9.3) and (9.4) with the x_hat and the root of a student's own forward pass."""
    dout, gamma, centred = data["dout"], data["gamma"], data["x"] - data["x"].mean(axis=0)
    x_hat = (own - data["beta"]) / gamma
    root = np.sum(centred**2, axis=0) / np.sum(centred * x_hat, axis=0)
    dx = gamma / root * (dout - dout.mean(axis=0) - x_hat * np.mean(dout * x_hat, axis=0))
    return dx, np.sum(dout * x_hat, axis=0), dout.sum(axis=0)


def _judge(data, out, part, hint):
    expected, (own, _) = _slopes(data)[part], out["own_outs"]
    got = out["bn_backward"][part]
    right, *_ = nn.bn_forward(
        data["x"], data["gamma"], data["beta"], None, training=True, eps=data["eps"]
    )
    if not _normalizes(out["own_outs"]):
        hint = "bn_backward reads the cache of your bn_forward, which is not right yet: see 9.1."
    elif first_difference(out["own_slope"], got, rtol=RTOL, atol=1e-6) is None:
        return PASSED
    elif difference(right, own) is not None:
        if difference(_by_the_formula(data, own)[part], got) is None:
            return PASSED
        hint = "bn_backward reads the cache of your bn_forward, which is not right yet: see 9.1."
    return compare(expected, got, _case(data), hint)


def _share_outside(values, *directions):
    """How much of each column is left when its parts along some columns are taken away."""
    left = []
    for j, column in enumerate(values.T):
        basis, _ = np.linalg.qr(np.stack([one[:, j] for one in directions], axis=1))
        left.append(column - basis @ (basis.T @ column))
    return np.linalg.norm(left) / np.linalg.norm(values)


def _which_way(data, got):
    """A hint from what is wrong in dx: a column's constant, or a multiple of x_hat."""
    error = got - _slopes(data)[0]
    centred = data["x"] - data["x"].mean(axis=0)
    if _share_outside(error, np.ones_like(error)) < 1e-3:
        return (
            "You are off by the same number in all rows of a column. Look at the term through the "
            "mean: its sign, its 1/m, its factors (and is x centred in the other one?)."
        )
    if _share_outside(error, centred) < 1e-3:
        return (
            "You are off by a multiple of x - mean. Look at the term through the variance: its "
            "sign, its 1/m, its factor and the power of the root."
        )
    return "Compare each of your three terms with (9.4): factors, and sums over the m rows."


@BN_BACKWARD.judge("dx")
def dx(data, out):
    return _judge(data, out, 0, _which_way(data, out["bn_backward"][0]))


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
