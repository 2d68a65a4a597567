"""Exercise 1.1: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import POLY_FEATURES


def _compare(data, got, hint):
    x, degree = data["x"], data["degree"]
    expected = reference.poly_features(x, degree)
    if first_difference(expected, got) is None:
        return PASSED
    i = int(np.flatnonzero(np.any(~np.isclose(got, expected), axis=1))[0])
    return failed(
        hint,
        f"x = {number(x[i])}, degree = {degree}: expected {_row(expected[i])}, got {_row(got[i])}",
    )


def _row(values):
    return f"[{', '.join(map(number, values))}]"


@POLY_FEATURES.judge("powers")
def powers(data, out):
    return _compare(data, out["poly_features"], "Column j holds x to the power j + 1.")


@POLY_FEATURES.judge("one_column")
def one_column(data, out):
    return _compare(data, out["poly_features"], "With degree 1 there is one column, and it is x.")


@POLY_FEATURES.judge("no_column")
def no_column(data, out):
    # An array of shape (n, 0) has no values that could be wrong: its shape was the question.
    return PASSED
