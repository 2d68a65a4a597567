"""Exercise 3.4: what each property demands."""

from itertools import pairwise

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import LASSO_CD
from ..probes.descent import SWEEPS
from .shared import meets_conditions, size, violation


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


def _objective(data, fit):
    w, b, _ = fit
    r = data["y"] - data["X"] @ w - b
    return float(r @ r / (2 * len(r)) + data["lam"] * np.sum(np.abs(w)))


@LASSO_CD.judge("monotone")
def monotone(data, out):
    values = [_objective(data, fit) for fit in out["lasso_cd"]]
    for sweep, (before, after) in enumerate(pairwise(values), start=1):
        if after > before * (1 + 1e-9) + 1e-12:
            return failed(
                "Each update minimizes over one weight, so nothing can rise, if the residual "
                "is up to date.",
                f"{size(data)}: {number(before)} after sweep {sweep}, {number(after)} after "
                f"sweep {sweep + 1}",
            )
    return PASSED


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
    if not np.any(out["below"][0] != 0):
        return failed(
            "Just below lambda_max one weight must have entered.",
            f"{size(data)}, lam = .99 lambda_max: expected a nonzero weight, got none",
        )
    return PASSED


@LASSO_CD.judge("warm_start")
def warm_start(data, out):
    (cold, _, _), (warm, _, sweeps) = out["cold"], out["warm"]
    where = first_difference(cold, warm, rtol=1e-4, atol=1e-6)
    if where is not None:
        return failed(
            "Started at its own solution, the weights should stay where they are.",
            f"w[{where[0]}]: expected {number(cold[where])}, got {number(warm[where])}",
        )
    if sweeps >= SWEEPS:
        return failed(
            "The stop test never fires. Judge the centred problem with b = 0, or the original one "
            "with its own b, but do not mix them.",
            f"{size(data)}: expected n_iter <= 1 from the solution, got all {sweeps} sweeps",
        )
    if sweeps > 1:
        return failed(
            "Start from w0 when it is given, and stop as soon as the conditions hold.",
            f"{size(data)}: expected n_iter <= 1 from the solution, got {sweeps}",
        )
    return PASSED


@LASSO_CD.judge("sweep_limit")
def sweep_limit(data, out):
    w, b, sweeps = out["two"]
    if sweeps != 2:
        return failed(
            "Count whole sweeps over the columns, and stop after max_iter of them.",
            f"{size(data)}, max_iter = 2, tol = 0: expected n_iter = 2, got {sweeps}",
        )
    if violation(data, w, b, data["lam"]) < 1e-9:
        return failed(
            "Two sweeps are not enough to solve this problem: do you count them?",
            f"{size(data)}, max_iter = 2: the answer is already exact",
        )
    return PASSED


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
