"""Exercise 2.4 and the prediction about the scaler: what holds."""

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import SCALING, TO_SKLEARN_ALPHA
from .shared import case

HINT = "Multiply our objective (2.1) by 2n, and compare it with scikit-learn's."


@TO_SKLEARN_ALPHA.judge("multiple")
def multiple(data, out):
    got, expected = out["to_sklearn_alpha"], data["n"] * data["lam"]
    if first_difference(expected, got) is None:
        return PASSED
    return failed(
        HINT,
        f"lam = {number(data['lam'])}, n = {data['n']}: expected {number(expected)}, "
        f"got {number(got)}",
    )


@TO_SKLEARN_ALPHA.judge("same_weights")
def same_weights(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Ridge

    alpha = out["to_sklearn_alpha"]
    if alpha <= 0:
        return failed(HINT, f"{case(data)}: expected a positive alpha, got {number(alpha)}")
    expected, _ = reference.ridge_closed_form(data["X"], data["y"], data["lam"])
    got = Ridge(alpha=alpha).fit(data["X"], data["y"]).coef_
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    return failed(
        HINT,
        f"{case(data)}, w[{where[0]}]: expected {number(expected[where])}, "
        f"got {number(got[where])}",
    )


SCALING.answer(
    "c",
    "The standard deviations come from all rows, so the test rows have a say in how hard each "
    "weight is shrunk. How much that moves the error depends on the table, and nobody knows it "
    "beforehand.",
)
