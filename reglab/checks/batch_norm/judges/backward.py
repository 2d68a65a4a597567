"""Exercise 9.2: what each property demands."""

import numpy as np

from ...core import PASSED, number
from ..probes import BN_BACKWARD
from .gradients import forward, is_right, right_gradients, slopes
from .shared import SMALL, compare, difference, vector, written


def _case(data, *names):
    parts = [written(data["x"])]
    if data["x"].size <= SMALL:
        parts += [f"{name} = {vector(data[name])}" for name in names]
    return ", ".join([*parts, f"eps = {number(data['eps'])}"])


def _judge(data, out, part, hint):
    got, own = out["bn_backward"][part], out["bn_forward"]
    right = right_gradients(data, own, part)
    if any(difference(one, got) is None for one in right):
        return PASSED
    if not is_right(data, own):
        hint = "bn_backward reads the cache of your bn_forward, which is not right yet: see 9.1."
    if not right:
        return compare(forward(data), own, _case(data, "gamma", "beta"), hint, what="out =")
    return compare(slopes(data)[part], got, _case(data, "gamma", "dout"), hint)


def _share_outside(values, *directions):
    """How much of each column is left when its parts along some columns are taken away."""
    left = []
    for j, column in enumerate(values.T):
        basis, _ = np.linalg.qr(np.stack([one[:, j] for one in directions], axis=1))
        left.append(column - basis @ (basis.T @ column))
    return np.linalg.norm(left) / np.linalg.norm(values)


def _which_way(data, got):
    """A hint from what is wrong in dx: a column's constant, or a multiple of x_hat."""
    error = got - slopes(data)[0]
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
