"""Exercise 1.1, the columns of a polynomial."""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, failed, first_difference, number
from reglab.linear import poly_features

POLY_FEATURES = Exercise(
    "overfitting.poly_features",
    title="1.1 poly_features",
    points=1,
    arguments=("x", "degree"),
    returns=Array(lambda data: (len(data["x"]), data["degree"])),
    forbid=("reglab.linear.polynomial:poly_features", "sklearn.preprocessing"),
    reference=poly_features,
)


def _places(rng, n):
    """Numbers other than 0 and 1, whose powers are all equal; some negative, to vary the signs."""
    size = np.where(np.arange(n) % 2, rng.uniform(0.2, 0.9, size=n), rng.uniform(1.1, 2.2, size=n))
    signs = np.where(np.arange(n) < 2, -1.0, rng.choice([-1.0, 1.0], size=n))
    return rng.permutation(signs * size)


def _powers(rng):
    one, two = np.array([2.0, -3.0, -1.5]), np.array([0.5, -0.5, 2.5])
    return [
        {"x": rng.choice([2.0, 2.5, 3.0, -2.0, -3.0], size=1), "degree": int(rng.integers(3, 5))},
        {"x": np.array([rng.choice(one), rng.choice(two)]), "degree": 2},
        {"x": _places(rng, int(rng.integers(6, 11))), "degree": int(rng.integers(4, 6))},
    ]


def _row(values):
    return f"[{', '.join(map(number, values))}]"


def _compare(data, got, hint):
    x, degree = data["x"], data["degree"]
    expected = poly_features(x, degree)
    if first_difference(expected, got) is None:
        return PASSED
    i = int(np.flatnonzero(np.any(~np.isclose(got, expected), axis=1))[0])
    return failed(
        hint,
        f"x = {number(x[i])}, degree = {degree}: expected {_row(expected[i])}, got {_row(got[i])}",
    )


@POLY_FEATURES.property("the columns are x, x^2, ..., x^degree", draw=_powers)
def powers(data, out):
    return _compare(data, out["poly_features"], "Column j must be x to the power j + 1.")


@POLY_FEATURES.property(
    "degree 1 is x itself, as a column",
    draw=lambda rng: {"x": _places(rng, int(rng.integers(3, 8))), "degree": 1},
    after="powers",
)
def one_column(data, out):
    return _compare(data, out["poly_features"], "With degree 1 the only column is x.")


@POLY_FEATURES.property(
    "degree 0 has no column at all",
    draw=lambda rng: {"x": _places(rng, int(rng.integers(3, 8))), "degree": 0},
    after="powers",
)
def no_column(data, out):
    # An array of shape (n, 0) has no values; its shape has already been checked.
    return PASSED


# Known mistakes: every function below is wrong on purpose.

POLY_FEATURES.mistake(
    "constant column",
    "You include a column of ones. The intercept b is fitted separately, so start with x.",
    lambda x, degree: x[:, None] ** np.arange(degree + 1),
)
POLY_FEATURES.mistake(
    "powers from 0",
    "Your powers run from 0 to degree - 1. They should run from 1 to degree.",
    lambda x, degree: x[:, None] ** np.arange(degree),
)
POLY_FEATURES.mistake(
    "last power missing",
    "range and np.arange exclude their end: range(1, degree) leaves out the power degree.",
    lambda x, degree: x[:, None] ** np.arange(1, max(degree, 1)),
)
POLY_FEATURES.mistake(
    "highest power first",
    "Your columns are in reverse order: x comes first, x^degree last.",
    lambda x, degree: x[:, None] ** np.arange(degree, 0, -1),
)
POLY_FEATURES.mistake(
    "np.vander as it comes",
    "np.vander starts with the highest power and ends with a column of ones. Return x first, "
    "without the ones.",
    lambda x, degree: np.vander(x, degree + 1),
)
POLY_FEATURES.mistake(
    "multiples instead of powers",
    "x * k is a multiple of x, and with multiples the fit is only a line. You want x ** k.",
    lambda x, degree: x[:, None] * np.arange(1, degree + 1),
)
POLY_FEATURES.mistake(
    "base and exponent swapped",
    "k ** x is an exponential. You want x ** k.",
    lambda x, degree: np.arange(1, degree + 1) ** x[:, None],
)
POLY_FEATURES.mistake(
    "rows and columns swapped",
    "You have one row for each power. Use one row for each sample and one column for each "
    "power: transpose.",
    lambda x, degree: (x[:, None] ** np.arange(1, degree + 1)).T,
)
POLY_FEATURES.mistake(
    "highest power only",
    "You return only the column x^degree. Include all lower powers, too.",
    lambda x, degree: x[:, None] ** degree,
)
POLY_FEATURES.mistake(
    "x always in",
    "You always include the column x. With degree 0 return no column: an array of shape (n, 0).",
    lambda x, degree: x[:, None] ** np.arange(1, max(degree, 1) + 1),
)
