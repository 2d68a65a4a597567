"""Exercise 3.5 and the prediction about the path: what holds."""

from ...core import PASSED
from ..probes import LASSO_PATH, SUPPORT_GROWS
from .shared import meets_conditions


def _rows_solve(data, out, hint):
    W, b = out["lasso_path"]
    for i, lam in enumerate(data["lams"]):
        verdict = meets_conditions({**data, "lam": lam}, (W[i], b[i]), hint, f", row {i}")
        if not verdict.passed:
            return verdict
    return PASSED


@LASSO_PATH.judge("every_row")
def every_row(data, out):
    return _rows_solve(data, out, "Row i must be the answer of lasso_cd at lams[i].")


@LASSO_PATH.judge("order")
def order(data, out):
    return _rows_solve(data, out, "Whatever order you solve in, row i belongs to lams[i].")


@LASSO_PATH.judge("single")
def single(data, out):
    return _rows_solve(data, out, "One lam gives W of shape (1, p) and b of shape (1,).")


SUPPORT_GROWS.answer(
    "b",
    "When a correlated feature enters, it can take over the work of one that is already in. "
    "On the diabetes data one weight leaves at a smaller lam and comes back with the other sign.",
)
