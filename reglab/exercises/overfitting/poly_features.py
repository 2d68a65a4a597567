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
    aspects={"powers": 5, "any x": 3, "few columns": 2, "digits": 1.5},
)


def _places(rng, n):
    """Numbers other than 0 and 1, whose powers are all equal; some negative, to vary the signs."""
    size = np.where(np.arange(n) % 2, rng.uniform(0.2, 0.9, size=n), rng.uniform(1.1, 2.2, size=n))
    signs = np.where(np.arange(n) < 2, -1.0, rng.choice([-1.0, 1.0], size=n))
    return _unsorted(rng.permutation(signs * size))


def _unsorted(x):
    """The same numbers, not in rising order."""
    return np.concatenate([np.sort(x[:2])[::-1], x[2:]])


def _few(rng):
    one, two = np.array([2.0, -3.0, -1.5]), np.array([0.5, -0.5, 2.5])
    return [
        {"x": _unsorted(np.array([rng.choice(one), rng.choice(two)])), "degree": 2},
        {"x": _places(rng, int(rng.integers(3, 6))), "degree": 2},
    ]


def _powers(rng):
    return [
        {"x": np.array([rng.choice([2.0, 3.0]), -2.0]), "degree": 3},
        {"x": _places(rng, int(rng.integers(4, 8))), "degree": 4},
        {"x": _places(rng, int(rng.integers(6, 11))), "degree": 5},
    ]


def _positive(rng):
    return [{**data, "x": _unsorted(np.abs(data["x"]))} for data in _powers(rng)[1:]]


def _row(values):
    return f"[{', '.join(map(number, values))}]"


# Near enough: what rounding costs is asked once, by "digits".
NEAR = {"rtol": 0.02, "atol": 1e-2}


def _compare(data, got, hint, rtol=1e-6, atol=0.0):
    x, degree = data["x"], data["degree"]
    expected = poly_features(x, degree)
    if first_difference(expected, got, rtol=rtol, atol=atol) is None:
        return PASSED
    wrong = ~np.isclose(got, expected, rtol=rtol, atol=atol)
    i, j = map(int, np.argwhere(wrong)[0])
    if degree <= 4:
        values = f": expected {_row(expected[i])}, got {_row(got[i])}"
    else:
        values = f", column {j}: {expected_got(expected[i, j], got[i, j])}"
    return failed(hint, f"x = {number(x[i])}, degree = {degree}{values}")


COLUMN = "Column j must be x to the power j + 1."


def _near(data, out):
    return _compare(data, out["poly_features"], COLUMN, **NEAR)


POLY_FEATURES.property(
    "the columns are x, x^2, ..., x^degree",
    name="powers",
    draw=_powers,
    aspect="powers",
    judge=_near,
)
POLY_FEATURES.property(
    "two columns: x and x^2",
    name="two_columns",
    draw=_few,
    aspect="powers",
    judge=_near,
)
POLY_FEATURES.property(
    "positive numbers x",
    name="positive",
    draw=_positive,
    aspect="powers",
    judge=_near,
)
POLY_FEATURES.property(
    "one number x alone",
    name="one_row",
    draw=lambda rng: [{"x": _places(rng, 1), "degree": int(rng.integers(3, 6))} for _ in range(2)],
    aspect="powers",
    judge=_near,
)


def _zero(rng):
    return {
        "x": _unsorted(rng.permutation([0.0, *_places(rng, 3)])),
        "degree": int(rng.integers(3, 6)),
    }


def _tiny(rng):
    small = float(10.0 ** rng.uniform(-4.0, -3.0))
    x = _unsorted(rng.permutation([small, -small, *_places(rng, 3)]))
    return {"x": x, "degree": int(rng.integers(4, 7))}


def _large(rng):
    large = float(10.0 ** rng.uniform(2.5, 3.5))
    return {
        "x": _unsorted(rng.permutation([large, -large, 1.5])),
        "degree": int(rng.integers(4, 7)),
    }


POLY_FEATURES.property(
    "x may be 0",
    name="zero",
    draw=_zero,
    aspect="any x",
    judge=_near,
)


@POLY_FEATURES.property(
    "x may be near 0",
    name="any_size",
    draw=_tiny,
    after="powers",
    aspect="any x",
)
def any_size(data, out):
    return _compare(
        data, out["poly_features"], "Return each power as it is, even if it is tiny.", 0.02
    )


@POLY_FEATURES.property("x may be large", draw=_large, aspect="any x")
def large(data, out):
    hint = "Column j must be x to the power j + 1, even if it is large."
    return _compare(data, out["poly_features"], hint, 0.02)


@POLY_FEATURES.property(
    "a high degree",
    draw=lambda rng: {
        "x": _places(rng, int(rng.integers(3, 6))),
        "degree": int(rng.integers(21, 31)),
    },
    aspect="any x",
)
def high_degree(data, out):
    hint = "Column j must be x to the power j + 1, for every j below degree."
    return _compare(data, out["poly_features"], hint, **NEAR)


@POLY_FEATURES.property(
    "all digits are right",
    draw=lambda rng: [*_powers(rng), _zero(rng), _tiny(rng), _large(rng)],
    after="powers",
    aspect="digits",
)
def digits(data, out):
    hint = "Your powers are near, but not exact. Round nothing."
    return _compare(data, out["poly_features"], hint)


@POLY_FEATURES.property(
    "degree 1 is x itself, as a column",
    draw=lambda rng: {"x": _places(rng, int(rng.integers(3, 8))), "degree": 1},
    after="two_columns",
    aspect="few columns",
)
def one_column(data, out):
    return _compare(data, out["poly_features"], "With degree 1 the only column is x.", **NEAR)


@POLY_FEATURES.property(
    "degree 0 has no column at all",
    draw=lambda rng: {"x": _places(rng, int(rng.integers(3, 8))), "degree": 0},
    after="two_columns",
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
    "powers from 2",
    "Your powers run from 2 to degree + 1. They should run from 1 to degree.",
    lambda x, degree: x[:, None] ** np.arange(2, degree + 2),
    kind="slip",
)
POLY_FEATURES.mistake(
    "even powers",
    "Your exponents are 2, 4, 6, ... Column j is x to the power j + 1.",
    lambda x, degree: x[:, None] ** (2 * np.arange(1, degree + 1)),
    kind="half",
)
POLY_FEATURES.mistake(
    "repeated squares",
    "You square repeatedly: x, x^2, x^4. Multiply by x each time.",
    lambda x, degree: x[:, None] ** (2.0 ** np.arange(degree)),
    kind="half",
)
POLY_FEATURES.mistake(
    "x in every column",
    "All your columns are x. Column j is x to the power j + 1.",
    lambda x, degree: np.repeat(x[:, None], degree, axis=1),
    kind="half",
)
POLY_FEATURES.mistake(
    "sign of x in every power",
    "Even powers are positive, also of a negative x.",
    lambda x, degree: np.sign(x[:, None]) * np.abs(x[:, None] ** np.arange(1, degree + 1)),
    kind="slip",
)
POLY_FEATURES.mistake(
    "divided by factorials",
    "You divide by factorials, as in a Taylor series. Return the powers alone.",
    lambda x, degree: (
        x[:, None] ** np.arange(1, degree + 1) / np.cumprod(np.arange(1.0, degree + 1))
    ),
    kind="half",
)
POLY_FEATURES.mistake(
    "multiplied by the exponent",
    "You multiply the powers by their exponents, as in a derivative. Return the powers alone.",
    lambda x, degree: np.arange(1, degree + 1) * x[:, None] ** np.arange(1, degree + 1),
    kind="half",
)
POLY_FEATURES.mistake(
    "columns scaled",
    "You divide each column by its largest value. Scaling is the caller's choice.",
    lambda x, degree: (
        x[:, None] ** np.arange(1, degree + 1)
        / np.max(np.abs(x[:, None] ** np.arange(1, degree + 1)), axis=0)
    ),
    kind="slip",
)
POLY_FEATURES.mistake(
    "columns standardized",
    "You standardize the columns. Scaling is the caller's choice.",
    lambda x, degree: (
        (
            x[:, None] ** np.arange(1, degree + 1)
            - np.mean(x[:, None] ** np.arange(1, degree + 1), axis=0)
        )
        / np.std(x[:, None] ** np.arange(1, degree + 1), axis=0)
    ),
    kind="slip",
)
POLY_FEATURES.mistake(
    "columns centred",
    "You subtract the means of the columns. Return the powers as they are.",
    lambda x, degree: (
        x[:, None] ** np.arange(1, degree + 1)
        - np.mean(x[:, None] ** np.arange(1, degree + 1), axis=0)
    ),
    kind="slip",
)
POLY_FEATURES.mistake(
    "x centred first",
    "You subtract the mean of x first. Return the powers of x itself.",
    lambda x, degree: (x[:, None] - x.mean()) ** np.arange(1, degree + 1),
    kind="slip",
)
POLY_FEATURES.mistake(
    "x standardized first",
    "You standardize x first. Return the powers of x itself.",
    lambda x, degree: ((x[:, None] - x.mean()) / x.std()) ** np.arange(1, degree + 1),
    kind="slip",
)
POLY_FEATURES.mistake(
    "x sorted first",
    "You sort x. Row i belongs to x[i].",
    lambda x, degree: np.sort(x)[:, None] ** np.arange(1, degree + 1),
    kind="slip",
)
POLY_FEATURES.mistake(
    "by logarithms",
    "The logarithm of a negative x does not exist. Use x ** k.",
    lambda x, degree: np.exp(np.arange(1, degree + 1) * np.log(x[:, None])),
    kind="slip",
)
POLY_FEATURES.mistake(
    "Legendre polynomials",
    "You return Legendre polynomials. Return the plain powers.",
    lambda x, degree: np.polynomial.legendre.legvander(x, degree)[:, 1:],
    kind="half",
)
POLY_FEATURES.mistake(
    "axes squeezed",
    "You lose an axis if there is one column or one row. The shape is (n, degree) always.",
    lambda x, degree: np.squeeze(x[:, None] ** np.arange(1, degree + 1)),
    kind="slip",
)
POLY_FEATURES.mistake(
    "rounded",
    "You round the powers. Return them as they are.",
    lambda x, degree: np.round(x[:, None] ** np.arange(1, degree + 1), 3),
    kind="slip",
)
POLY_FEATURES.mistake(
    "rounded to two digits",
    "You round the powers. Return them as they are.",
    lambda x, degree: np.round(x[:, None] ** np.arange(1, degree + 1), 2),
    kind="slip",
)
POLY_FEATURES.mistake(
    "half precision",
    "float16 holds three digits and no number above 65504. Use float64, NumPy's default.",
    lambda x, degree: (x[:, None] ** np.arange(1, degree + 1)).astype(np.float16),
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
