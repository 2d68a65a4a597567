"""Exercise 4.4: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import HUBER_LOSS_GRAD
from ..probes.huber import STEP


def _compare(data, got, part, hint):
    """Compare the loss (0) or the gradient (1) with the reference."""
    r = np.asarray(data["r"])
    expected = reference.huber_loss_grad(r, data["delta"])[part]
    where = first_difference(expected, got[part])
    if where is None:
        return PASSED
    return failed(
        hint,
        f"r = {number(r[where])}, delta = {number(data['delta'])}: expected "
        f"{('loss', 'grad')[part]} = {number(expected[where])}, got {number(got[part][where])}",
    )


@HUBER_LOSS_GRAD.judge("loss_values")
def loss_values(data, out):
    return _compare(
        data,
        out["huber_loss_grad"],
        0,
        "r^2/2 where |r| <= delta, else delta * (|r| - delta/2).",
    )


@HUBER_LOSS_GRAD.judge("grad_values")
def grad_values(data, out):
    return _compare(
        data,
        out["huber_loss_grad"],
        1,
        "The slope of r^2/2 is r; outside, the slope is delta with the sign of r.",
    )


@HUBER_LOSS_GRAD.judge("continuous")
def continuous(data, out):
    for part, name in enumerate(("loss", "gradient")):
        inside, outside = out["inside"][part], out["outside"][part]
        if np.all(np.abs(inside - outside) <= 1e-5):
            continue
        i = int(np.argmax(np.abs(inside - outside)))
        return failed(
            "Both formulas must meet at |r| = delta.",
            f"delta = {number(data['delta'])}, the {name} just inside and outside r = "
            f"{number(data['r'][i])}: {number(inside[i])} and {number(outside[i])}",
        )
    return PASSED


@HUBER_LOSS_GRAD.judge("slope")
def slope(data, out):
    expected = (out["high"][0] - out["low"][0]) / (2 * STEP)
    got = out["here"][1]
    wrong = np.flatnonzero(np.abs(expected - got) > 1e-4)
    if not wrong.size:
        return PASSED
    i = wrong[0]
    return failed(
        "Differentiate both formulas with respect to r.",
        f"r = {number(data['r'][i])}, delta = {number(data['delta'])}: the loss has the slope "
        f"{number(expected[i])}, your gradient is {number(got[i])}",
    )


@HUBER_LOSS_GRAD.judge("all_squares")
def all_squares(data, out):
    hint = "With delta above every |r| only the squares are left: r^2/2 and r, for each residual."
    verdict = _compare(data, out["huber_loss_grad"], 0, hint)
    return verdict if verdict is not PASSED else _compare(data, out["huber_loss_grad"], 1, hint)
