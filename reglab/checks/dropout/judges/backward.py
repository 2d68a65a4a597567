"""Exercise 7.2: what each property demands."""

import numpy as np

from ...core import PASSED, failed, first_difference, number
from ..probes import DROPOUT_BACKWARD


def _compare(data, out, which, hint):
    """Compare with the gradient on the entries that `which` selects."""
    dout, mask, rate = data["dout"], data["mask"], data["rate"]
    expected = np.where(mask, dout / (1 - rate), 0.0)
    got = np.where(which, out["dropout_backward"], expected)
    where = first_difference(expected, got, rtol=1e-9)
    if where is None:
        return PASSED
    case = f"dout = {number(dout[where])}, mask = {bool(mask[where])}, rate = {number(rate)}"
    return failed(hint, f"{case}: expected {number(expected[where])}, got {number(got[where])}")


@DROPOUT_BACKWARD.judge("kept_units")
def kept_units(data, out):
    hint = "Forward multiplied what stayed by 1 / (1 - rate). Its derivative is the same factor."
    return _compare(data, out, data["mask"], hint)


@DROPOUT_BACKWARD.judge("dropped_units")
def dropped_units(data, out):
    hint = "A dropped entry had no influence on the output, so its gradient is 0."
    return _compare(data, out, ~data["mask"], hint)


@DROPOUT_BACKWARD.judge("rate_zero")
def rate_zero(data, out):
    return _compare(data, out, True, "With rate = 0 forward returns x: the gradient is dout.")
