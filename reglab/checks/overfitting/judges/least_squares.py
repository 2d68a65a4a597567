"""Exercise 1.2: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import FIT_OLS

TOLERANCE = 1e-8  # of the standard deviations that a product of columns is made of


def _list(values):
    return f"[{', '.join(map(number, values))}]"


def _case(data):
    X, y = data["X"], data["y"]
    if X.size <= 2:
        rows = ", ".join(map(_list, X))
        return f"X = [{rows}], y = {_list(y)}"
    return f"n = {X.shape[0]}, p = {X.shape[1]}"


def _wrong_number(data, fit, expected):
    """The first of w and b that is off, in words."""
    (w, b), (expected_w, expected_b) = fit, expected
    place = first_difference(expected_w, w)
    if place is None:
        return f"{_case(data)}: expected b = {number(expected_b)}, got {number(b)}"
    j = place[0]
    return f"{_case(data)}: expected w[{j}] = {number(expected_w[j])}, got {number(w[j])}"


@FIT_OLS.judge("orthogonal")
def orthogonal(data, out):
    X, y, (w, b) = data["X"], data["y"], out["fit_ols"]
    r = y - X @ w - b
    products = np.abs((X - X.mean(axis=0)).T @ r) / len(y) / (X.std(axis=0) * y.std())
    if np.max(products) <= TOLERANCE and abs(r.mean()) <= TOLERANCE * y.std():
        return PASSED
    return failed(
        "Solve for w on centred X and y, and take b from their means; or for both at once, with a "
        "column of ones.",
        _wrong_number(data, out["fit_ols"], reference.fit_ols(X, y)),
    )


@FIT_OLS.judge("exact_data")
def exact_data(data, out):
    expected, got = (data["w"], data["b"]), out["fit_ols"]
    if all(first_difference(e, g) is None for e, g in zip(expected, got, strict=True)):
        return PASSED
    return failed(
        "Without noise there is nothing to average over: the true weights must come out.",
        _wrong_number(data, got, expected),
    )


@FIT_OLS.judge("interpolates")
def interpolates(data, out):
    w, b = out["fit_ols"]
    misses = np.abs(data["y"] - data["X"] @ w - b)
    if np.max(misses) < 1e-6:
        return PASSED
    i = int(np.argmax(misses))
    return failed(
        "Six numbers, five weights and b, are enough for six points.",
        f"point {i}: expected a residual of 0, got {number(misses[i])}",
    )


@FIT_OLS.judge("no_column")
def no_column(data, out):
    y, (_, b) = data["y"], out["fit_ols"]
    expected = y.mean()
    if first_difference(expected, b) is None:
        return PASSED
    return failed(
        "With nothing to explain y by, the best constant is its mean.",
        f"X of shape ({len(y)}, 0), y = {_list(y)}: expected b = {number(expected)}, "
        f"got {number(b)}",
    )


@FIT_OLS.judge("library")
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(data["X"], data["y"])
    expected, got = (model.coef_, model.intercept_), out["fit_ols"]
    if all(first_difference(e, g) is None for e, g in zip(expected, got, strict=True)):
        return PASSED
    return failed("Both minimize the same squares.", _wrong_number(data, got, expected))
