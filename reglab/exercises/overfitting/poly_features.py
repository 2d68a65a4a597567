"""Exercise 1.1, the columns of a polynomial."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.linear import poly_features

POLY_FEATURES = Exercise(
    "overfitting.poly_features",
    title="1.1 poly_features",
    points=1,
    arguments=("x", "degree"),
    returns=Array(lambda data: (len(data["x"]), data["degree"])),
    forbid=("reglab.linear.polynomial:poly_features", "sklearn.preprocessing"),
    reference=poly_features,
    aspects={"powers": 5, "any x": 3, "few columns": 2},
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


def _compare(data, got, hint, atol=0.0):
    x, degree = data["x"], data["degree"]
    expected = poly_features(x, degree)
    if first_difference(expected, got, atol=atol) is None:
        return PASSED
    wrong = ~np.isclose(got, expected, rtol=1e-6, atol=atol)
    i, j = map(int, np.argwhere(wrong)[0])
    if degree <= 4:
        values = f": expected {_row(expected[i])}, got {_row(got[i])}"
    else:
        values = f", column {j}: {expected_got(expected[i, j], got[i, j])}"
    return failed(hint, f"x = {number(x[i])}, degree = {degree}{values}")


@POLY_FEATURES.property("the columns are x, x^2, ..., x^degree", draw=_powers, aspect="powers")
def powers(data, out):
    # Small powers are compared more closely below.
    return _compare(data, out["poly_features"], "Column j must be x to the power j + 1.", 1e-7)


def _far_from_1(rng):
    """Zero, numbers near 0, numbers that are large, and one number alone."""
    small, large = 10.0 ** rng.uniform([-4.0, 2.5], [-3.0, 3.5])
    x = rng.permutation([0.0, small, -small, large, -large, *_places(rng, 3)])
    return [
        {"x": _places(rng, 1), "degree": int(rng.integers(3, 6))},
        {"x": x, "degree": int(rng.integers(4, 7))},
    ]


@POLY_FEATURES.property(
    "x may be 0, tiny or large", draw=_far_from_1, after="powers", aspect="any x"
)
def any_size(data, out):
    return _compare(
        data, out["poly_features"], "Return each power as it is, also if it is tiny or large."
    )


@POLY_FEATURES.property(
    "a high degree",
    draw=lambda rng: {
        "x": _places(rng, int(rng.integers(3, 6))),
        "degree": int(rng.integers(21, 31)),
    },
    after="powers",
    aspect="any x",
)
def high_degree(data, out):
    hint = "Column j must be x to the power j + 1, for every j below degree."
    return _compare(data, out["poly_features"], hint, 1e-7)


@POLY_FEATURES.property(
    "degree 1 is x itself, as a column",
    draw=lambda rng: {"x": _places(rng, int(rng.integers(3, 8))), "degree": 1},
    after="powers",
    aspect="few columns",
)
def one_column(data, out):
    return _compare(data, out["poly_features"], "With degree 1 the only column is x.")


@POLY_FEATURES.property(
    "degree 0 has no column at all",
    draw=lambda rng: {"x": _places(rng, int(rng.integers(3, 8))), "degree": 0},
    after="powers",
    aspect="few columns",
)
def no_column(data, out):
    # An array of shape (n, 0) has no values; its shape has already been checked.
    return PASSED


# Known mistakes: every function below is wrong on purpose.

POLY_FEATURES.mistake(
    "constant column",
    "You include a column of ones. The intercept b is fitted separately, so start with x.",
    lambda x, degree: x[:, None] ** np.arange(degree + 1),
    kind="slip",
)
POLY_FEATURES.mistake(
    "powers from 0",
    "Your powers run from 0 to degree - 1. They should run from 1 to degree.",
    lambda x, degree: x[:, None] ** np.arange(degree),
    kind="slip",
)
POLY_FEATURES.mistake(
    "last power missing",
    "range and np.arange exclude their end: range(1, degree) leaves out the power degree.",
    lambda x, degree: x[:, None] ** np.arange(1, max(degree, 1)),
    kind="slip",
)
POLY_FEATURES.mistake(
    "highest power first",
    "Your columns are in reverse order: x comes first, x^degree last.",
    lambda x, degree: x[:, None] ** np.arange(degree, 0, -1),
    kind="slip",
)
POLY_FEATURES.mistake(
    "np.vander as it comes",
    "np.vander starts with the highest power and ends with a column of ones. Return x first, "
    "without the ones.",
    lambda x, degree: np.vander(x, degree + 1),
    kind="half",
)
POLY_FEATURES.mistake(
    "multiples instead of powers",
    "x * k is a multiple of x, and with multiples the fit is only a line. You want x ** k.",
    lambda x, degree: x[:, None] * np.arange(1, degree + 1),
    kind="half",
)
POLY_FEATURES.mistake(
    "base and exponent swapped",
    "k ** x is an exponential. You want x ** k.",
    lambda x, degree: np.arange(1, degree + 1) ** x[:, None],
    kind="half",
)
POLY_FEATURES.mistake(
    "rows and columns swapped",
    "You have one row for each power. Use one row for each sample and one column for each "
    "power: transpose.",
    lambda x, degree: (x[:, None] ** np.arange(1, degree + 1)).T,
    kind="slip",
)
POLY_FEATURES.mistake(
    "highest power only",
    "You return only the column x^degree. Include all lower powers, too.",
    lambda x, degree: x[:, None] ** degree,
    kind="half",
)
POLY_FEATURES.mistake(
    "x always in",
    "You always include the column x. With degree 0 return no column: an array of shape (n, 0).",
    lambda x, degree: x[:, None] ** np.arange(1, max(degree, 1) + 1),
    kind="slip",
)
POLY_FEATURES.mistake(
    "x rescaled first",
    "You return the powers of 2x - 1. Rescaling x is the caller's choice: return the powers of x "
    "itself.",
    lambda x, degree: (2 * x[:, None] - 1) ** np.arange(1, degree + 1),
    kind="slip",
)
POLY_FEATURES.mistake(
    "size of x only",
    "You lose the sign of x: odd powers of a negative x are negative.",
    lambda x, degree: np.abs(x[:, None]) ** np.arange(1, degree + 1),
    kind="slip",
)
POLY_FEATURES.mistake(
    "running sum",
    "You add up the powers. Column j is the power alone.",
    lambda x, degree: np.cumsum(x[:, None] ** np.arange(1, degree + 1), axis=1),
    kind="half",
)


@POLY_FEATURES.mistake(
    "columns stacked from an empty list",
    "With degree 0 your list of columns is empty, and NumPy cannot stack an empty list. Start "
    "from an array of shape (n, degree), or use one power of an array.",
    kind="slip",
)
def stacked(x, degree):
    return np.column_stack([x**k for k in range(1, degree + 1)])
