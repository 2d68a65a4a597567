"""Exercise 2.4: what each property demands."""

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import TO_SKLEARN_ALPHA


@TO_SKLEARN_ALPHA.judge("same_minimum")
def same_minimum(data, out):
    lam, n = data["lam"], data["n"]
    expected, got = n * lam, out["to_sklearn_alpha"]
    if first_difference([expected], [got]) is None:
        return PASSED
    return failed(
        "Multiply objective (2.1) by the number that makes its first term scikit-learn's.",
        f"lam = {number(lam)}, n = {n}: expected {number(expected)}, got {number(got)}",
    )


@TO_SKLEARN_ALPHA.judge("library")
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Ridge

    X, y, alpha = data["X"], data["y"], out["to_sklearn_alpha"]
    if alpha >= 0:
        expected, _ = reference.ridge_closed_form(X, y, data["lam"])
        got = Ridge(alpha=alpha).fit(X, y).coef_
        where = first_difference(expected, got)
        if where is None:
            return PASSED
        shown = f"expected w[{where[0]}] = {number(expected[where])}, got {number(got[where])}"
    else:
        shown = f"expected an alpha of at least 0, got {number(alpha)}"
    return failed("Both must find the same weights.", f"n = {len(y)}, lam = 0.5: {shown}")
