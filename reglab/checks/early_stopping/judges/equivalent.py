"""Exercise 10.4: what each property demands."""

import numpy as np

from ...core import PASSED, failed, number
from ..probes import EQUIVALENT_LAMBDA


def _compare(data, got, hint):
    expected = 1 / (data["eta"] * data["t"])
    if np.isclose(got, expected, rtol=1e-6):
        return PASSED
    return failed(
        hint,
        f"eta = {number(data['eta'])}, t = {data['t']}: expected {number(expected)}, "
        f"got {number(got)}",
    )


@EQUIVALENT_LAMBDA.judge("first_order")
def first_order(data, out):
    hint = "Where both filters are small, one is eta*t*s and the other s/lam: make them equal."
    return _compare(data, out["equivalent_lambda"], hint)


@EQUIVALENT_LAMBDA.judge("same_way")
def same_way(data, out):
    one, other = out["one"], out["other"]
    if np.isclose(one, other, rtol=1e-6):
        return _compare(data, one, "Only the product eta*t counts.")
    return failed(
        "Only the product eta*t counts.",
        f"eta = {number(data['eta'])}, t = {data['t']}, then half the step and twice the steps: "
        f"expected equal penalties, got {number(one)} and {number(other)}",
    )


@EQUIVALENT_LAMBDA.judge("one_and_many")
def one_and_many(data, out):
    hint = "The rule is the same for every number of steps: no rounding, no limit."
    return _compare(data, out["equivalent_lambda"], hint)
