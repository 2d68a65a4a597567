"""Exercise 2.3: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import EFFECTIVE_DF


def _case(X, lam):
    shown = X.astype(int).tolist() if X.size <= 3 else f"{X.shape[0]} x {X.shape[1]}"
    return f"X = {shown}, lam = {number(lam)}"


@EFFECTIVE_DF.judge("sum_of_factors")
def sum_of_factors(data, out):
    expected, got = reference.effective_df(data["X"], data["lam"]), out["effective_df"]
    if first_difference([expected], [got]) is None:
        return PASSED
    return failed(
        "Add up the factors s^2 / (s^2 + n lam) of (2.6), with s from the centred X.",
        f"{_case(data['X'], data['lam'])}: expected {number(expected)}, got {number(got)}",
    )


@EFFECTIVE_DF.judge("falls")
def falls(data, out):
    X, values = data["X"], out["effective_df"]
    rank = np.linalg.matrix_rank(X - X.mean(axis=0))
    shape = f"X {X.shape[0]} x {X.shape[1]}"
    if abs(values[0] - rank) > 1e-3:
        return failed(
            "Without a penalty every direction counts in full: df is the rank of the centred X.",
            f"{shape}, lam = 1e-9: expected {rank}, got {number(values[0])}",
        )
    if abs(values[-1]) > 1e-3:
        return failed(
            "Under a huge penalty nothing is left but the intercept, which is not counted.",
            f"{shape}, lam = 1e+9: expected 0, got {number(values[-1])}",
        )
    if np.any(np.diff(values) >= 0):
        return failed(
            "A larger lam must give fewer degrees of freedom.",
            f"{shape}, lam = 0.01, 0.1, 10: got {', '.join(map(number, values[1:4]))}",
        )
    return PASSED


@EFFECTIVE_DF.judge("moved_columns")
def moved_columns(data, out):
    if first_difference([out["here"]], [out["moved"]]) is None:
        return PASSED
    return failed(
        "The intercept takes up any shift of a column: centre X first.",
        f"X + [273, -40, 5]: {number(out['here'])} became {number(out['moved'])}",
    )
