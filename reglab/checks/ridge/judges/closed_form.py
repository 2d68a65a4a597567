"""Exercise 2.1: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import RIDGE_CLOSED_FORM
from .shared import (
    GRADIENT_TOLERANCE,
    case,
    has_right_intercept,
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
    return has_right_intercept(data, out["ridge_closed_form"][1], hint)


@RIDGE_CLOSED_FORM.judge("shifted_target")
def shifted_target(data, out):
    expected, _ = reference.ridge_closed_form(data["X"], data["y"], data["lam"])
    for name, change in (("plain", ""), ("shifted", f", y + {number(data['shift'])}")):
        w = out[name][0]
        where = first_difference(expected, w)
        if where is not None:
            return failed(
                "The intercept must not be penalized: centre X and y first.",
                f"{case(data)}{change}, w[{where[0]}]: expected {number(expected[where])}, "
                f"got {number(w[where])}",
            )
    # How b grows is known; that it is right in the first place is the matter of `intercept`.
    growth = out["shifted"][1] - out["plain"][1]
    if abs(growth - data["shift"]) > 1e-6:
        return failed(
            "The entire shift goes into b: b = mean(y) - mean(X) w.",
            f"{case(data)}: expected b to grow by {number(data['shift'])}, got {number(growth)}",
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
