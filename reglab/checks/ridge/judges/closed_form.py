"""Exercise 2.1: what each property demands."""

import numpy as np

from ...core import PASSED, failed, first_difference, number
from ..probes import RIDGE_CLOSED_FORM
from .shared import (
    GRADIENT_TOLERANCE,
    case,
    has_centred_residuals,
    has_zero_gradient,
    relative_gradient,
)


@RIDGE_CLOSED_FORM.judge("gradient")
def gradient(data, out):
    hint = "Centre X and y, then solve (X'X/n + lam I) w = X'y/n, equation (2.3)."
    return has_zero_gradient(data, out["ridge_closed_form"][0], hint)


@RIDGE_CLOSED_FORM.judge("intercept")
def intercept(data, out):
    hint = "b = mean(y) - mean(X) w, with the means before centring, equation (2.3)."
    return has_centred_residuals(data, *out["ridge_closed_form"], hint)


@RIDGE_CLOSED_FORM.judge("shifted_target")
def shifted_target(data, out):
    (w, b), (w_shifted, b_shifted) = out["plain"], out["shifted"]
    where = first_difference(w, w_shifted)
    if where is not None:
        return failed(
            "The intercept must not be penalized: centre X and y first.",
            f"{case(data)}, w[{where[0]}]: {number(w[where])} became {number(w_shifted[where])}",
        )
    if abs(b_shifted - b - 100.0) > 1e-6:
        return failed(
            "The whole shift belongs into b: b = mean(y) - mean(X) w.",
            f"{case(data)}: expected b to grow by 100, got {number(b_shifted - b)}",
        )
    return PASSED


@RIDGE_CLOSED_FORM.judge("wide_data")
def wide_data(data, out):
    hint = "X'X + n lam I has an inverse whenever lam > 0: nothing here needs n > p."
    return has_zero_gradient(data, out["ridge_closed_form"][0], hint)


@RIDGE_CLOSED_FORM.judge("nearly_equal_columns")
def nearly_equal_columns(data, out):
    size = relative_gradient(data, out["ridge_closed_form"][0], data["lam"])
    if size <= GRADIENT_TOLERANCE:
        return PASSED
    return failed(
        "Digits are lost on the way. Hand the system itself to np.linalg.solve.",
        f"{case(data)}, pairs of columns differ by 1e-6: expected a gradient of at most "
        f"{GRADIENT_TOLERANCE:.0e} (relative), got {size:.1e}",
    )


@RIDGE_CLOSED_FORM.judge("library")
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Ridge

    w, b = out["ridge_closed_form"]
    n = len(data["y"])
    model = Ridge(alpha=n * data["lam"]).fit(data["X"], data["y"])
    got, expected = np.append(w, b), np.append(model.coef_, model.intercept_)
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    weight = where[0] < len(w)
    name = f"w[{where[0]}]" if weight else "b"
    return failed(
        "scikit-learn's alpha is n * lam."
        if weight
        else "The weights agree, b does not: it is mean(y) - mean(X) @ w.",
        f"{case(data)}, {name}: expected {number(expected[where])}, got {number(got[where])}",
    )
