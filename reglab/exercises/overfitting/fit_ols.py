"""Exercise 1.2, least squares."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Number,
    Tuple,
    failed,
    first_difference,
    number,
)
from reglab.exercises.columns import orthonormal_columns
from reglab.exercises.overfitting.signed_numbers import signed
from reglab.linear import fit_ols

TOLERANCE = 1e-8  # relative to the product of the two columns' standard deviations
FIT = Tuple(
    w=Array(lambda data: data["X"].shape[1:], rtol=1e-6, atol=1e-8),
    b=Number(rtol=1e-6, atol=1e-8),
)

FIT_OLS = Exercise(
    "overfitting.fit_ols",
    title="1.2 fit_ols",
    points=2,
    arguments=("X", "y"),
    returns=FIT,
    forbid=(
        "reglab.linear.ols:fit_ols",
        "reglab.linear.ridge",
        "reglab.linear.lasso",
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.huber",
        "sklearn.linear_model",
    ),
    reference=fit_ols,
)


def _by_hand(rng):
    """A line through two points, in quarters; neither w, b nor the mean of x is 0."""
    left, width, w, b = rng.integers([1, 2, 1, 1], [7, 6, 7, 11]) / 2
    # Add a quarter, so that the intercept never equals the slope.
    w, b = np.array([w, b + 0.25]) * rng.choice([-1.0, 1.0], size=2)
    x = np.array([left, left + width])
    return {"X": x[:, None], "y": b + w * x}


def _regression(rng, n, p):
    """Correlated columns of unequal scale, with means far from 0, and a noisy target."""
    mixing = np.eye(p) + rng.uniform(0.4, 0.6) * np.tri(p, k=-1)
    raw = orthonormal_columns(rng, n, p) @ mixing * rng.permutation(np.linspace(0.5, 2.0, p))
    X = raw + rng.choice([-1.0, 1.0], size=p) * rng.permutation(np.linspace(1.0, 3.0, p))
    y = signed(rng, 3.0, 9.0, 1) + X @ signed(rng, 1.0, 2.5, p)
    return {"X": X, "y": y + rng.uniform(0.2, 0.5) * rng.normal(size=n)}


def _problems(rng):
    few, many = rng.integers([8, 20], [13, 31])
    return [_by_hand(rng), _regression(rng, few, 2), _regression(rng, many, rng.integers(3, 6))]


def _list(values):
    return f"[{', '.join(map(number, values))}]"


def _case(data):
    X, y = data["X"], data["y"]
    if X.size <= 2:
        rows = ", ".join(map(_list, X))
        return f"X = [{rows}], y = {_list(y)}"
    return f"n = {X.shape[0]}, p = {X.shape[1]}"


def _wrong_number(data, fit, expected):
    """The first entry of w or b that is wrong, in words."""
    (w, b), (expected_w, expected_b) = fit, expected
    place = first_difference(expected_w, w)
    if place is None:
        return f"{_case(data)}: expected b = {number(expected_b)}, got {number(b)}"
    j = place[0]
    return f"{_case(data)}: expected w[{j}] = {number(expected_w[j])}, got {number(w[j])}"


@FIT_OLS.property("the residual has mean 0 and is orthogonal to every column", draw=_problems)
def orthogonal(data, out):
    X, y, (w, b) = data["X"], data["y"], out["fit_ols"]
    r = y - X @ w - b
    products = np.abs((X - X.mean(axis=0)).T @ r) / len(y) / (X.std(axis=0) * y.std())
    if np.max(products) <= TOLERANCE and abs(r.mean()) <= TOLERANCE * y.std():
        return PASSED
    return failed(
        "Solve for w on centred X and y and compute b from the means, or solve for both at "
        "once with a column of ones.",
        _wrong_number(data, out["fit_ols"], fit_ols(X, y)),
    )


def _noiseless(rng, n, p):
    """Like `_regression`, but y is an exact linear function; its weights are in the case."""
    X = _regression(rng, n, p)["X"]
    w, b = signed(rng, 0.5, 2.5, p), float(signed(rng, 1.0, 9.0, 1)[0])
    return {"X": X, "y": X @ w + b, "w": w, "b": b}


def _exact(rng):
    few, many = rng.integers([4, 10], [6, 21])
    return [_noiseless(rng, few, 1), _noiseless(rng, many, rng.integers(2, 5))]


@FIT_OLS.property("an exact linear function is found again", draw=_exact, after="orthogonal")
def exact_data(data, out):
    expected, got = (data["w"], data["b"]), out["fit_ols"]
    if all(first_difference(e, g) is None for e, g in zip(expected, got, strict=True)):
        return PASSED
    return failed(
        "y has no noise, so the fit must return the true weights.",
        _wrong_number(data, got, expected),
    )


def _five_powers(rng):
    """The columns x, ..., x^5 of six well separated points, and any y."""
    x = rng.permutation(np.linspace(-1.0, 1.0, 6) + rng.uniform(-0.1, 0.1, size=6))
    y = np.round(rng.uniform(-2.0, 2.0, size=6), 1)
    return {"X": x[:, None] ** np.arange(1, 6), "y": y}


@FIT_OLS.property("degree 5 goes through any 6 points", draw=_five_powers, after="orthogonal")
def interpolates(data, out):
    w, b = out["fit_ols"]
    misses = np.abs(data["y"] - data["X"] @ w - b)
    if np.max(misses) < 1e-6:
        return PASSED
    i = int(np.argmax(misses))
    return failed(
        "Five weights and b are six numbers, enough to fit six points exactly.",
        f"point {i}: expected a residual of 0, got {number(misses[i])}",
    )


def _no_columns(rng):
    n = int(rng.integers(3, 6))
    # Quarters with growing steps: the mean is neither 0 nor the median.
    y = np.cumsum(np.arange(1, n + 1) * rng.integers(2, 8)) / 4
    return {"X": np.zeros((n, 0)), "y": rng.permutation(y) * rng.choice([-1.0, 1.0])}


@FIT_OLS.property("without a column the fit is the mean of y", draw=_no_columns, after="orthogonal")
def no_column(data, out):
    y, (_, b) = data["y"], out["fit_ols"]
    expected = y.mean()
    if first_difference(expected, b) is None:
        return PASSED
    return failed(
        "Without columns the fit is a constant, and the best constant is the mean of y.",
        f"X of shape ({len(y)}, 0), y = {_list(y)}: expected b = {number(expected)}, "
        f"got {number(b)}",
    )


@FIT_OLS.property(
    "it agrees with scikit-learn's LinearRegression",
    draw=lambda rng: _regression(rng, rng.integers(12, 19), rng.integers(2, 5)),
    after="orthogonal",
)
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(data["X"], data["y"])
    expected, got = (model.coef_, model.intercept_), out["fit_ols"]
    if all(first_difference(e, g) is None for e, g in zip(expected, got, strict=True)):
        return PASSED
    return failed(
        "Both minimize the same sum of squares, so your weights must agree.",
        _wrong_number(data, got, expected),
    )
