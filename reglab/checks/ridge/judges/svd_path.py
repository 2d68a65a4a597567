"""Exercise 2.2: what each property demands."""

import numpy as np

from ...core import PASSED, failed, number
from ..probes import RIDGE_SVD_PATH
from .shared import has_zero_gradient


def _rows_solve(data, out, hint):
    W, b = out["ridge_svd_path"]
    for i, lam in enumerate(data["lams"]):
        verdict = has_zero_gradient(data, (W[i], b[i]), lam, hint, f", row {i}")
        if not verdict.passed:
            return verdict
    return PASSED


@RIDGE_SVD_PATH.judge("every_row")
def every_row(data, out):
    return _rows_solve(data, out, "Row i is (2.5) at lams[i], with the SVD of the centred X.")


@RIDGE_SVD_PATH.judge("order")
def order(data, out):
    return _rows_solve(data, out, "The caller chose the order of lams: row i belongs to lams[i].")


@RIDGE_SVD_PATH.judge("wide_data")
def wide_data(data, out):
    return _rows_solve(
        data, out, "Take the thin SVD (full_matrices=False): there are min(n, p) singular values."
    )


@RIDGE_SVD_PATH.judge("singular_values_of_zero")
def singular_values_of_zero(data, out):
    return _rows_solve(
        data, out, "s / (s^2 + n lam) has no trouble with s = 0. Don't divide by s on the way."
    )


@RIDGE_SVD_PATH.judge("shorter")
def shorter(data, out):
    lengths = np.linalg.norm(out["ridge_svd_path"][0], axis=1)
    for i in np.flatnonzero(np.diff(lengths) > 1e-9 * lengths[0]):
        return failed(
            "Every factor s / (s^2 + n lam) falls as lam grows, so the length of w does.",
            f"lam = {number(data['lams'][i])}: length {number(lengths[i])}, "
            f"lam = {number(data['lams'][i + 1])}: length {number(lengths[i + 1])}",
        )
    return PASSED
