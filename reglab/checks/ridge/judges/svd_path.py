"""Exercise 2.2 and the predictions about the path: what holds."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import EXACT_ZEROS, RIDGE_SVD_PATH, SINGLE_WEIGHTS
from .shared import case, has_right_intercept, has_zero_gradient


def _rows_solve(data, out, hint):
    for i, (w, lam) in enumerate(zip(out["ridge_svd_path"][0], data["lams"], strict=True)):
        verdict = has_zero_gradient(data, w, hint, float(lam), f", row {i}")
        if not verdict.passed:
            return verdict
    return PASSED


@RIDGE_SVD_PATH.judge("every_row")
def every_row(data, out):
    hint = "Row i is V diag(s / (s^2 + n lams[i])) U'y, with the SVD of the centred X."
    return _rows_solve(data, out, hint)


@RIDGE_SVD_PATH.judge("intercepts")
def intercepts(data, out):
    b = out["ridge_svd_path"][1]
    hint = "Each row of W has an intercept of its own: b[i] = mean(y) - mean(X) W[i]."
    for i, lam in enumerate(data["lams"]):
        verdict = has_right_intercept(data, b[i], hint, float(lam), f", row {i}")
        if not verdict.passed:
            return verdict
    return PASSED


@RIDGE_SVD_PATH.judge("order")
def order(data, out):
    return _rows_solve(data, out, "Whatever order you work in, row i belongs to lams[i].")


@RIDGE_SVD_PATH.judge("wide_data")
def wide_data(data, out):
    return _rows_solve(data, out, "There are min(n, p) singular values: ask for the thin SVD.")


@RIDGE_SVD_PATH.judge("dependent_columns")
def dependent_columns(data, out):
    hint = "A singular value of 0 is no obstacle: s / (s^2 + n lam) is 0 there. Do not divide by s."
    return _rows_solve(data, out, hint)


@RIDGE_SVD_PATH.judge("norm_falls")
def norm_falls(data, out):
    hint = "Every factor s / (s^2 + n lam) falls in lam."
    norms, lams = np.linalg.norm(out["ridge_svd_path"][0], axis=1), data["lams"]
    rising = np.flatnonzero(np.diff(norms) >= 0)
    if rising.size:
        i = int(rising[0])
        return failed(
            hint,
            f"{case(data, lams[i])}: norm {number(norms[i])}; "
            f"lam = {number(lams[i + 1])}: norm {number(norms[i + 1])}",
        )
    # Any numbers may fall: these have to be the norms of the solutions.
    expected = np.linalg.norm(reference.ridge_svd_path(data["X"], data["y"], lams)[0], axis=1)
    where = first_difference(expected, norms)
    if where is None:
        return PASSED
    return failed(
        hint,
        f"{case(data, lams[where])}: expected the norm {number(expected[where])}, "
        f"got {number(norms[where])}",
    )


@RIDGE_SVD_PATH.judge("single")
def single(data, out):
    return _rows_solve(data, out, "One lam gives W of shape (1, p) and b of shape (1,).")


EXACT_ZEROS.answer(
    "c",
    "A weight may pass through 0, but it does not stay there: the square is flat at 0, so the last "
    "step to 0 saves next to nothing. Lesson 3 has a penalty that gives zeros.",
)
SINGLE_WEIGHTS.answer(
    "b",
    "The penalty holds down the sum of squares. Correlated columns share one effect, and while one "
    "of them gives up weight, another may take it over.",
)
