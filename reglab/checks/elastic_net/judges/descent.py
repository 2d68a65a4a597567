"""Exercise 4.1: what each property demands."""

import numpy as np

from reglab import linear as reference
from reglab.linear.optimality import weight_violation

from ...core import PASSED, failed, first_difference, number
from ..probes import ELASTIC_NET_CD

__all__ = ["meets_conditions", "size", "violation"]

KKT_TOLERANCE = 1e-6  # of lambda_max, as in lesson 3


def _shape(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}"


def size(data, **changes):
    d = {**data, **changes}
    return f"{_shape(d)}, lam = {number(d['lam'])}, l1_ratio = {number(d['l1_ratio'])}"


def violation(data, w, b):
    """The largest violation of (4.2), relative to the lasso's lambda_max."""
    X, y, lam, l1_ratio = data["X"], data["y"], data["lam"], data["l1_ratio"]
    r = y - X @ w - b
    pull = X.T @ r / len(y) - lam * (1 - l1_ratio) * w
    worst = max(weight_violation(pull, w, lam * l1_ratio), abs(r.mean()))
    return worst / reference.lambda_max(X, y)


@ELASTIC_NET_CD.judge("optimal")
def optimal(data, out):
    return meets_conditions(
        data,
        out["elastic_net_cd"],
        "Two changes to lasso_cd: the threshold is lam*l1_ratio, and lam*(1 - l1_ratio) joins a_j "
        "below the line. Stop when (4.2) holds.",
    )


@ELASTIC_NET_CD.judge("correlated_columns")
def correlated_columns(data, out):
    return meets_conditions(
        data,
        out["elastic_net_cd"],
        "When columns overlap, each weight must answer to the newest values of the others, and it "
        "takes more sweeps.",
    )


def meets_conditions(data, fit, hint, **changes):
    data, (w, b, _) = {**data, **changes}, fit
    excess = violation(data, w, b)
    if excess <= KKT_TOLERANCE:
        return PASSED
    return failed(
        hint,
        f"{size(data)}: expected a violation of (4.2) of at most {KKT_TOLERANCE:.0e} * "
        f"lambda_max, got {excess:.1e} * lambda_max",
    )


def _same_weights(expected, got, hint, case):
    where = first_difference(expected, got, rtol=1e-4, atol=1e-5)
    if where is None:
        return PASSED
    return failed(
        hint,
        f"{case}, w[{where[0]}]: expected {number(expected[where])}, got {number(got[where])}",
    )


@ELASTIC_NET_CD.judge("lasso_end")
def lasso_end(data, out):
    lam = data["lam"] * data["l1_ratio"]
    return _same_weights(
        reference.lasso_path(data["X"], data["y"], [lam])[0][0],
        out["elastic_net_cd"][0],
        "With l1_ratio = 1 nothing is left of the squares, and the threshold is lam.",
        size(data, lam=lam, l1_ratio=1.0),
    )


@ELASTIC_NET_CD.judge("ridge_end")
def ridge_end(data, out):
    return _same_weights(
        reference.ridge_closed_form(data["X"], data["y"], data["lam"])[0],
        out["elastic_net_cd"][0],
        "With l1_ratio = 0 the threshold is 0, and lam joins a_j below the line.",
        size(data, l1_ratio=0.0),
    )


@ELASTIC_NET_CD.judge("equal_columns")
def equal_columns(data, out):
    w = out["elastic_net_cd"][0]
    hint = "The squares make an even split cheapest: (w/2)^2 + (w/2)^2 < w^2 + 0^2."
    if abs(w[0] - w[-1]) > 1e-4 * max(abs(w[0]), 1e-2):
        return failed(
            hint,
            f"{size(data)}, first and last column equal: expected equal weights, got "
            f"{number(w[0])} and {number(w[-1])}",
        )
    return meets_conditions(data, out["elastic_net_cd"], hint)


@ELASTIC_NET_CD.judge("empty_model")
def empty_model(data, out):
    largest = reference.lambda_max(data["X"], data["y"]) / data["l1_ratio"]
    w = out["above"][0]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "Only the L1 part makes zeros: its threshold is lam*l1_ratio.",
            f"{_shape(data)}, lam just above lambda_max/l1_ratio: expected w[{j}] = 0, got "
            f"{number(w[j])}",
        )
    hint = "Just below lambda_max/l1_ratio one weight must have entered."
    if not np.any(out["below"][0] != 0):
        return failed(
            hint,
            f"{_shape(data)}, lam = .99 lambda_max/l1_ratio: expected a nonzero weight, got none",
        )
    above = meets_conditions(data, out["above"], "Without weights b is mean(y).", lam=largest)
    below = meets_conditions(data, out["below"], hint, lam=0.99 * largest)
    return below if above.passed else above


@ELASTIC_NET_CD.judge("shifted_target")
def shifted_target(data, out):
    (w, b, _), (w_shifted, b_shifted, _) = out["plain"], out["shifted"]
    verdict = meets_conditions(data, out["plain"], "The answer for y itself does not meet (4.2).")
    if not verdict.passed:
        return verdict
    where = first_difference(w, w_shifted, rtol=1e-4, atol=1e-5)
    if where is not None:
        return failed(
            "The intercept must not be penalized: centre X and y first.",
            f"{size(data)}, w[{where[0]}]: {number(w[where])} became {number(w_shifted[where])}",
        )
    if abs(b_shifted - b - 100.0) > 1e-3:
        return failed(
            "b = mean(y) - mean(X) w, with the means before centring.",
            f"{size(data)}: expected b to grow by 100, got {number(b_shifted - b)}",
        )
    return PASSED


@ELASTIC_NET_CD.judge("library")
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import ElasticNet

    model = ElasticNet(
        alpha=data["lam"], l1_ratio=data["l1_ratio"], tol=1e-12, max_iter=100_000
    ).fit(data["X"], data["y"])
    return _same_weights(
        model.coef_,
        out["elastic_net_cd"][0],
        "scikit-learn's alpha is our lam, and its l1_ratio ours.",
        size(data),
    )
