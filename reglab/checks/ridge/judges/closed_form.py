"""Exercise 2.1: what each property demands."""

from ...core import PASSED, failed, first_difference, number
from ..probes import RIDGE_CLOSED_FORM
from .shared import has_zero_gradient, size


@RIDGE_CLOSED_FORM.judge("gradient_zero")
def gradient_zero(data, out):
    return has_zero_gradient(
        data,
        out["ridge_closed_form"],
        data["lam"],
        "Centre X and y, solve (2.3) for w, and take b from the means.",
    )


@RIDGE_CLOSED_FORM.judge("wide_data")
def wide_data(data, out):
    return has_zero_gradient(
        data,
        out["ridge_closed_form"],
        data["lam"],
        "With lam > 0 the matrix in (2.3) can be solved with for any p.",
    )


@RIDGE_CLOSED_FORM.judge("nearly_equal_columns")
def nearly_equal_columns(data, out):
    return has_zero_gradient(
        data,
        out["ridge_closed_form"],
        data["lam"],
        "Solve the p x p system of (2.3) as it is; each detour adds rounding errors.",
        ", columns a millionth apart",
    )


@RIDGE_CLOSED_FORM.judge("shifted_target")
def shifted_target(data, out):
    (w, b), (w_shifted, b_shifted) = out["plain"], out["shifted"]
    where = first_difference(w, w_shifted)
    if where is not None:
        return failed(
            "The intercept must not be penalized: centre X and y first.",
            f"{size(data)}, w[{where[0]}]: {number(w[where])} became {number(w_shifted[where])}",
        )
    if first_difference([b + 100.0], [b_shifted]) is not None:
        return failed(
            "b = mean(y) - mean(X) w, with the means before centring.",
            f"{size(data)}: expected b to grow by 100, got {number(b_shifted - b)}",
        )
    return PASSED


@RIDGE_CLOSED_FORM.judge("library")
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Ridge

    X, y, lam = data["X"], data["y"], data["lam"]
    model = Ridge(alpha=len(y) * lam).fit(X, y)
    w, _ = out["ridge_closed_form"]
    where = first_difference(model.coef_, w)
    if where is None:
        return PASSED
    return failed(
        "scikit-learn sums the squares where we average them: its alpha is n * lam.",
        f"{size(data)}, w[{where[0]}]: expected {number(model.coef_[where])}, "
        f"got {number(w[where])}",
    )
