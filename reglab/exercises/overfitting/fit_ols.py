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

# Of a weight, relative to the largest part that a column has in y. Normal equations, which lose the
# most digits, stay below a tenth of the first, and of the second where columns are nearly equal
# or of unequal units.
TOLERANCE = 2e-10
TOLERANCE_ILL_CONDITIONED = 1e-7
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
    aspects={"weights": 7, "intercept": 2, "digits": 1.5},
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


def _several(rng):
    few, many = rng.integers([8, 20], [13, 31])
    return [_regression(rng, few, 2), _regression(rng, many, rng.integers(3, 6))]


def _with_mean_0(data):
    X, y = data["X"], data["y"]
    return {"X": X - X.mean(axis=0), "y": y - y.mean()}


def _list(values):
    return f"[{', '.join(map(number, values))}]"


def _case(data):
    X, y = data["X"], data["y"]
    if X.size <= 3:
        rows = ", ".join(map(_list, X))
        return f"X = [{rows}], y = {_list(y)}"
    return f"n = {X.shape[0]}, p = {X.shape[1]}"


def _with_outlier(rng):
    """A problem whose residuals have a mean far from their median."""
    data = _regression(rng, int(rng.integers(10, 15)), 2)
    y = data["y"].copy()
    y[rng.integers(len(y))] += 40.0
    return {**data, "y": y}


# A weight is right if it is this near: what rounding costs is asked once, by "digits".
NEAR = 0.02


def _wrong_weights(data, w, hint, tolerance=NEAR):
    """Fail at the weight that is most wrong, measured by what its column does to the fit."""
    expected, _ = fit_ols(data["X"], data["y"])
    spread = data["X"].std(axis=0)
    gap = np.abs(w - expected) * spread
    if np.all(gap <= tolerance * np.max(np.abs(expected) * spread, initial=0.0)):
        return PASSED
    j = int(np.argmax(gap))
    values = f"expected w[{j}] = {number(expected[j])}, got {number(w[j])}"
    if number(expected[j]) == number(w[j]):  # they differ in later digits
        values = f"w[{j}] is off by {number(w[j] - expected[j])}"
    return failed(hint, f"{_case(data)}: {values}")


def _weights(hint):
    """A judge: all weights are near the only solution."""
    return lambda data, out: _wrong_weights(data, out["fit_ols"][0], hint)


SOLVE = "Solve for w on centred X and centred y, or for w and b at once with a column of ones."
FIT_OLS.property(
    "the weights are those of the smallest squared residuals",
    name="weights",
    draw=_several,
    aspect="weights",
    judge=_weights(SOLVE),
)
FIT_OLS.property(
    "a line through two points",
    name="line",
    draw=lambda rng: [_by_hand(rng), _by_hand(rng)],
    aspect="weights",
    judge=_weights(SOLVE),
)
FIT_OLS.property(
    "X and y of mean 0",
    name="mean_0",
    draw=lambda rng: [_with_mean_0(data) for data in _several(rng)],
    aspect="weights",
    judge=_weights("If X and y have mean 0, w solves the normal equations X'X w = X'y."),
)


def _wrong_intercept(data, w, b, hint, rtol=1e-3):
    """Compare b with the one that is right for the student's own w, so that one slip costs once."""
    X, y = data["X"], data["y"]
    expected = y.mean() - X.mean(axis=0) @ w
    # With w = 0 there is nothing to judge, unless there is no column.
    if X.shape[1] and not np.any(w):
        return failed(hint, f"{_case(data)}: all weights are 0, b = {number(b)}")
    size = np.abs(y).max() + np.abs(X.mean(axis=0) * w).max(initial=0.0)
    if abs(b - expected) <= rtol * size:
        return PASSED
    return failed(
        hint,
        f"{_case(data)}, for your w: expected b = {number(expected)}, got {number(b)}",
    )


@FIT_OLS.property(
    "the residuals have mean 0, so b fits w",
    draw=lambda rng: [_by_hand(rng), *_several(rng), _with_outlier(rng)],
    aspect="intercept",
)
def intercept(data, out):
    w, b = out["fit_ols"]
    hint = "The residuals y - X w - b have mean 0 only with b = mean(y) - mean(X) w."
    return _wrong_intercept(data, w, b, hint)


def _noiseless(rng, n, p):
    """Like `_regression`, but y is an exact linear function."""
    X = _regression(rng, n, p)["X"]
    w, b = signed(rng, 0.5, 2.5, p), float(signed(rng, 1.0, 9.0, 1)[0])
    if p > 1:
        w[rng.integers(p)] *= 1e-4  # a weight is not 0 because it is small
    return {"X": X, "y": X @ w + b}


def _exact(rng):
    few, many = rng.integers([4, 10], [6, 21])
    return [_noiseless(rng, few, 1), _noiseless(rng, many, rng.integers(2, 5))]


FIT_OLS.property(
    "an exact linear function is found again",
    name="exact_data",
    draw=_exact,
    aspect="weights",
    judge=_weights("y has no noise, so the fit must return the true weights, even small ones."),
)


def _five_powers(rng):
    """The columns x, ..., x^5 of six well separated points, and any y."""
    x = rng.permutation(np.linspace(-1.0, 1.0, 6) + rng.uniform(-0.1, 0.1, size=6))
    y = np.round(rng.uniform(-2.0, 2.0, size=6), 1)
    return {"X": x[:, None] ** np.arange(1, 6), "y": y}


FIT_OLS.property(
    "degree 5 goes through any 6 points",
    name="interpolates",
    draw=_five_powers,
    aspect="weights",
    judge=_weights("Five weights and b are six numbers, enough to fit six points exactly."),
)


def _whole_numbers(rng):
    """Counts: X and y of whole numbers, whose weights and means are none."""
    n = 2 * int(rng.integers(4, 6))  # an even n: the mean of 0, 1, ..., n - 1 has a fraction
    X = np.column_stack([np.arange(n), rng.permutation(np.arange(n) ** 2)])
    X[:, 1] -= int(rng.integers(4, 20))
    return {"X": X, "y": X @ [2, -1] + rng.permutation([1, 0, 3, 0, -2, 0, 5, 0, 0, 2][:n])}


FIT_OLS.property(
    "X and y of whole numbers",
    name="whole_numbers",
    draw=_whole_numbers,
    after="weights",
    aspect="weights",
    judge=_weights("Means and weights have fractions even if X and y have none: use floats."),
)


def _units(rng):
    """All columns tiny; then one column 100,000 times as large as another, and y in a third unit.

    Each column has the same part in y, so the smallest one has the largest weight.
    """
    tiny, mixed = (_regression(rng, int(rng.integers(14, 20)), p) for p in (2, 3))
    size = 10.0 ** (rng.permutation([-3.0, 0.0, 2.0]) + rng.uniform(-0.3, 0.3, size=3))
    unit = 10.0 ** float(rng.choice([-6.0, 5.0]))
    return [
        {"X": tiny["X"] * 1e-6, "y": tiny["y"]},
        {"X": mixed["X"] * size, "y": mixed["y"] * unit},
    ]


FIT_OLS.property(
    "columns and y in other units",
    name="units",
    draw=_units,
    aspect="weights",
    judge=_weights(
        "Another unit changes the unit of a weight and nothing else: add nothing to the system, "
        "and do not treat small numbers as 0.",
    ),
)


def _near_copies(rng):
    """Two columns that differ by a thousandth, and a y that depends on the difference."""
    n = int(rng.integers(12, 19))
    Q = orthonormal_columns(rng, n, 3)
    near = Q[:, 0] + 1e-3 * Q[:, 1]
    X = np.column_stack([Q[:, 0], near, Q[:, 2]])[:, rng.permutation(3)]
    y = Q @ signed(rng, 1.0, 2.0, 3) + float(signed(rng, 1.0, 3.0, 1)[0])
    return {"X": X + rng.uniform(-1.0, 1.0, size=3), "y": y}


FIT_OLS.property(
    "two nearly equal columns, whose difference matters",
    name="near_copies",
    draw=_near_copies,
    aspect="weights",
    judge=_weights(
        "Nearly equal is not equal: the data determine every weight. Add nothing to the system, "
        "and drop nothing from it.",
    ),
)


def _no_columns(rng):
    n = int(rng.integers(3, 6))
    # Quarters with growing steps: the mean is neither 0 nor the median.
    y = np.cumsum(np.arange(1, n + 1) * rng.integers(2, 8)) / 4
    return {"X": np.zeros((n, 0)), "y": rng.permutation(y) * rng.choice([-1.0, 1.0])}


@FIT_OLS.property(
    "without a column the fit is the mean of y",
    draw=_no_columns,
    # The intercept of any weights, such as random ones, must not be worth much.
    after="weights",
    aspect="intercept",
)
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


def _all_kinds(rng):
    cases = [_by_hand(rng), *_several(rng), *_exact(rng), _five_powers(rng)]
    cases = [{**data, "tolerance": TOLERANCE} for data in cases]
    ill = [*_units(rng), _near_copies(rng)]
    return cases + [{**data, "tolerance": TOLERANCE_ILL_CONDITIONED} for data in ill]


@FIT_OLS.property(
    "all digits are right",
    draw=_all_kinds,
    after="weights",
    aspect="digits",
)
def digits(data, out):
    w, b = out["fit_ols"]
    hint = (
        "Your fit is near, but not exact. Round nothing, add nothing to the system, and drop "
        "nothing from it."
    )
    # What is far off is the matter of the other properties.
    if not (_wrong_weights(data, w, "").passed and _wrong_intercept(data, w, b, "").passed):
        return PASSED
    verdict = _wrong_weights(data, w, hint, data["tolerance"])
    return verdict if not verdict.passed else _wrong_intercept(data, w, b, hint, 1e-8)


@FIT_OLS.property(
    "it agrees with scikit-learn's LinearRegression",
    draw=lambda rng: _regression(rng, rng.integers(12, 19), rng.integers(3, 5)),
    aspect="weights",
)
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import LinearRegression

    w = out["fit_ols"][0]
    expected = LinearRegression().fit(data["X"], data["y"]).coef_
    where = first_difference(expected, w, rtol=NEAR, atol=1e-9)
    if where is None:
        return PASSED
    return failed(
        "Both minimize the same sum of squares, so your weights must agree.",
        f"{_case(data)}: expected w[{where[0]}] = {number(expected[where])}, "
        f"got {number(w[where])}",
    )
