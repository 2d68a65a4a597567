"""Exercise 5.5: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number, once_for_a_case
from ..probes import LOGREG_PROX

TOLERANCE = 1e-4


def _case(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}, lam = {number(data['lam'])}, l1_ratio = {number(data['l1_ratio'])}"


@once_for_a_case
def _solution(data):
    steps = 2 * data["n_steps"]
    return reference.logreg_prox(
        data["X"], data["y"], data["lam"], data["l1_ratio"], data["lr"], steps
    )


def _compare(data, out, hint, expected=None):
    expected, got = _solution(data) if expected is None else expected, out["logreg_prox"]
    where = first_difference(expected[0], got[0], rtol=TOLERANCE, atol=TOLERANCE)
    if where is not None:
        j = where[0]
        wrong = f"expected w[{j}] = {number(expected[0][j])}, got {number(got[0][j])}"
    elif first_difference([expected[1]], [got[1]], rtol=TOLERANCE, atol=TOLERANCE) is not None:
        wrong = f"expected b = {number(expected[1])}, got {number(got[1])}"
    else:
        return PASSED
    return failed(hint, f"{_case(data)}: {wrong}")


@LOGREG_PROX.judge("ridge")
def ridge(data, out):
    return _compare(
        data,
        out,
        "At the minimum, X'(p - y)/n + lam * w = 0 and mean(p - y) = 0. Your steps end somewhere "
        "else.",
    )


@LOGREG_PROX.judge("lasso")
def lasso(data, out):
    return _compare(
        data,
        out,
        "At the minimum, X'(p - y)/n = -lam * sign(w) where w is not 0. The soft threshold after "
        "each gradient step takes care of that.",
    )


@LOGREG_PROX.judge("mixed")
def mixed(data, out):
    return _compare(
        data,
        out,
        "With both penalties your steps end somewhere else than at the minimum: look at the prox.",
    )


@LOGREG_PROX.judge("all_zero")
def all_zero(data, out):
    w, b = out["logreg_prox"]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "Only a soft threshold lands on 0 exactly.",
            f"{_case(data)}: expected w[{j}] = 0, got {number(w[j])}",
        )
    share = np.mean(data["y"])
    expected = np.log(share / (1 - share))
    if abs(b - expected) <= TOLERANCE:
        return PASSED
    return failed(
        "Without weights, b is the log-odds of label 1, whatever lam is.",
        f"{_case(data)}: expected b = {number(expected)}, got {number(b)}",
    )


@LOGREG_PROX.judge("large_margins")
def large_margins(data, out):
    w, b = out["logreg_prox"]
    margins = (2 * data["y"] - 1) * (data["X"] @ w + b)
    if np.all(margins > 0):
        return PASSED
    i = int(np.argmin(margins))
    return failed(
        "The two groups lie far apart, on both sides of 0: every row should come out right.",
        f"x = ({', '.join(number(v) for v in data['X'][i])}), y = {data['y'][i]}: got "
        f"x'w + b = {number(data['X'][i] @ w + b)}",
    )


@once_for_a_case
def _of_sklearn(data):
    # Inside the function: only one property pays for the import.
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=1 / (len(data["y"]) * data["lam"]),
        l1_ratio=data["l1_ratio"],
        solver="lbfgs" if data["l1_ratio"] == 0 else "saga",
        tol=1e-10,
        max_iter=20_000,
        random_state=0,
    ).fit(data["X"], data["y"])
    return model.coef_[0], float(model.intercept_[0])


@LOGREG_PROX.judge("library")
def library(data, out):
    return _compare(
        data,
        out,
        "scikit-learn sums the log-loss and multiplies it by C; ours is a mean.",
        _of_sklearn(data),
    )
