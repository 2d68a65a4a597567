"""Exercise 3.4: what each property demands of a solution."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import LASSO_CD
from .shared import meets_conditions, size


@LASSO_CD.judge("optimal")
def optimal(data, out):
    return meets_conditions(
        data,
        out["lasso_cd"],
        "Set each weight to soft_threshold(x_j'r/n + a_j w_j, lam) / a_j with a_j = x_j'x_j/n, "
        "on centred data, and go on until the violation is small.",
    )


@LASSO_CD.judge("wide_data")
def wide_data(data, out):
    return meets_conditions(
        data,
        out["lasso_cd"],
        "Nothing in coordinate descent needs n > p, but each weight must answer to the newest "
        "values of the others.",
    )


@LASSO_CD.judge("correlated_columns")
def correlated_columns(data, out):
    return meets_conditions(
        data,
        out["lasso_cd"],
        "When columns overlap, each weight must answer to the newest values of the others.",
        ", columns correlated .9",
    )


@LASSO_CD.judge("orthonormal_columns")
def orthonormal_columns(data, out):
    X, y, lam = data["X"], data["y"], data["lam"]
    expected = reference.soft_threshold(X.T @ (y - y.mean()) / len(y), lam)
    got = out["lasso_cd"][0]
    where = first_difference(expected, got, rtol=1e-5, atol=1e-6)
    if where is None:
        return PASSED
    return failed(
        "Here a_j = 1 and no column sees another: w = soft_threshold(X'y/n, lam).",
        f"{size(data)}, w[{where[0]}]: expected {number(expected[where])}, "
        f"got {number(got[where])}",
    )


@LASSO_CD.judge("lambda_max_limit")
def lambda_max_limit(data, out):
    w = out["above"][0]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "Zero must come out exactly: it does when the soft threshold sets it.",
            f"{size(data)}, lam just above lambda_max: expected w[{j}] = 0, got {number(w[j])}",
        )
    hint = "Just below lambda_max one weight must have entered."
    if not np.any(out["below"][0] != 0):
        return failed(
            hint, f"{size(data)}, lam = .99 lambda_max: expected a nonzero weight, got none"
        )
    largest = reference.lambda_max(data["X"], data["y"])
    above = meets_conditions(
        {**data, "lam": largest}, out["above"], "Without weights b is mean(y)."
    )
    below = meets_conditions({**data, "lam": 0.99 * largest}, out["below"], hint)
    return below if above.passed else above


@LASSO_CD.judge("constant_column")
def constant_column(data, out):
    w = out["lasso_cd"][0]
    if w[1] != 0:
        return failed(
            "Give a constant column the weight 0, whatever w0 says.",
            f"{size(data)}, column 1 constant, w0 all 1: expected w[1] = 0, got {number(w[1])}",
        )
    return meets_conditions(
        data, out["lasso_cd"], "Skip the constant column, solve for the others."
    )


@LASSO_CD.judge("tiny_units")
def tiny_units(data, out):
    return meets_conditions(
        data,
        out["lasso_cd"],
        "Stop at tol * lambda_max(X, y), not at tol.",
        ", X in units of 1e-6",
    )


@LASSO_CD.judge("shifted_target")
def shifted_target(data, out):
    (w, b, _), (w_shifted, b_shifted, _) = out["plain"], out["shifted"]
    verdict = meets_conditions(data, out["plain"], "The answer for y itself is not solved.")
    if not verdict.passed:
        return verdict
    where = first_difference(w, w_shifted, rtol=1e-4, atol=1e-6)
    if where is not None:
        return failed(
            "The intercept must not be penalized: centre X and y first.",
            f"{size(data)}, w[{where[0]}]: {number(w[where])} became {number(w_shifted[where])}",
        )
    if abs(b_shifted - b - 100.0) > 1e-4:
        return failed(
            "b = mean(y) - mean(X) w, with the means before centring.",
            f"{size(data)}: expected b to grow by 100, got {number(b_shifted - b)}",
        )
    return PASSED


@LASSO_CD.judge("library")
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Lasso

    model = Lasso(alpha=data["lam"], tol=1e-12, max_iter=100_000).fit(data["X"], data["y"])
    got = out["lasso_cd"][0]
    where = first_difference(model.coef_, got, rtol=1e-4, atol=1e-5)
    if where is None:
        return PASSED
    return failed(
        "scikit-learn's alpha is our lam, with the same 1/(2n) in front of the squares.",
        f"{size(data)}, w[{where[0]}]: expected {number(model.coef_[where])}, "
        f"got {number(got[where])}",
    )
