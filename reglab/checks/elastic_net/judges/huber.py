"""Exercise 4.4: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import HUBER_LOSS_GRAD

STEP = 1e-6


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
    # Each side is compared with the known value, too. Which sign the gradient has is not asked
    # here: whoever reverses it everywhere has no jump.
    delta = data["delta"]
    known = (delta**2 / 2, delta)
    for part, name in enumerate(("loss", "gradient")):
        inside, outside = (float(out[side][part][0]) for side in ("inside", "outside"))
        sizes = [abs(inside), abs(outside)] if part else [inside, outside]
        if abs(inside - outside) <= 1e-5 and np.all(
            np.abs(np.subtract(sizes, known[part])) <= 1e-5
        ):
            continue
        return failed(
            "Both formulas must meet at |r| = delta.",
            f"delta = {number(delta)}, the {name} just inside and outside r = "
            f"{number(data['r'][0])}: {number(inside)} and {number(outside)}",
        )
    return PASSED


@HUBER_LOSS_GRAD.judge("slope")
def slope(data, out):
    r, delta = data["r"], data["delta"]
    verdict = _compare(data, out["huber_loss_grad"], 0, "The loss itself is wrong here.")
    if not verdict.passed:
        return verdict
    high, low = (reference.huber_loss_grad(r + step, delta)[0] for step in (STEP, -STEP))
    expected, got = (high - low) / (2 * STEP), out["huber_loss_grad"][1]
    where = first_difference(expected, got, rtol=0.0, atol=1e-4)
    if where is None:
        return PASSED
    return failed(
        "Differentiate both formulas with respect to r.",
        f"r = {number(r[where])}, delta = {number(delta)}: the loss has the slope "
        f"{number(expected[where])}, your gradient is {number(got[where])}",
    )


@HUBER_LOSS_GRAD.judge("all_squares")
def all_squares(data, out):
    hint = "With delta above every |r| only the squares are left: r^2/2 and r, for each residual."
    verdict = _compare(data, out["huber_loss_grad"], 0, hint)
    return verdict if verdict is not PASSED else _compare(data, out["huber_loss_grad"], 1, hint)
