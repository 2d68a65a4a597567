"""Exercise 0.1, standardize, with its reference."""

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


def standardize(X):
    """z = (x - mean) / standard deviation, column by column.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
        Floats or whole numbers; no column is constant.

    Returns
    -------
    array of shape (n_samples, n_features)
    """
    return (X - X.mean(axis=0)) / X.std(axis=0)


LIKE_X = Array(lambda data: data["X"].shape)

STANDARDIZE = Exercise(
    "start_here.standardize",
    title="0.1 standardize",
    points=0,
    arguments=("X",),
    returns=LIKE_X,
    reference=standardize,
    aspects={"mean": 2, "deviation": 2, "any table": 2},
)


def _on_paper(rng):
    """Two rows in halves; the second column is ten times as large."""
    low, gap = rng.integers(2, 8, size=2) / 2, rng.integers(2, 9, size=2) / 2
    return rng.permuted(np.array([low, low + gap]) * [1.0, 10.0], axis=0)


def _skewed(rng, n, p):
    """Values from 0 to 1, most of them small: in each column the mean is not the median."""
    return rng.permuted(np.linspace(0.1, 1.0, n)[:, None] ** 3 * np.ones(p), axis=0)


def _table_of(rng, n, p):
    """Columns and rows of unequal means and spreads.

    So a mean over the wrong axis is never right by chance.
    """
    size = rng.permutation([0.5, 3.0, 40.0, 8.0, 100.0][:p]) * rng.uniform(0.8, 1.25, size=p)
    mean = rng.choice([-1.0, 1.0], size=p) * rng.permutation([4.0, 20.0, 300.0, 60.0, 1.5][:p])
    return mean + size * (_skewed(rng, n, p) + rng.uniform(0, 0.2, size=(n, p)))


def _tables(rng):
    # Smallest first.
    n, p = int(rng.integers(7, 13)), int(rng.integers(3, 6))
    return [{"X": _on_paper(rng)}, {"X": _table_of(rng, n, p)}]


def _values(row):
    return f"[{', '.join(map(number, row))}]"


def _table(X):
    if X.size > 4:
        return f"X of shape {X.shape}"
    return f"X = [{', '.join(map(_values, X))}]"


def _difference(data, got):
    """The first value that is wrong, in words; None if there is none."""
    X = data["X"]
    expected = standardize(X)
    where = first_difference(expected, got)
    if where is None:
        return None
    place = f"{_table(X)}, row {where[0]}, column {where[1]}"
    return f"{place}: {expected_got(expected[where], got[where])}"


# Rounding of the result stays below this; another property asks for all digits.
SMALL = 1e-3


def _not_from_columns(data, got):
    """Fail unless each column of the result is the column of X, shifted and multiplied."""
    expected = standardize(data["X"])
    centred = got - got.mean(axis=0)
    factor = np.sum(centred * expected, axis=0) / len(got)  # the spread that x leaves in it
    rest = np.abs(centred - factor * expected).max(axis=0)
    if np.all(factor > 0) and np.all(rest <= SMALL * factor):
        return PASSED
    return failed(
        "Shift and divide a column as a whole: each value gets the same mean and the same divisor.",
        _difference(data, got) or "",
    )


def _all_equal_to(data, values, expected, name, hint, tolerance):
    where = first_difference(np.full(values.shape, expected), values, atol=tolerance)
    if where is None:
        return PASSED
    return failed(
        hint,
        f"{_table(data['X'])}, column {where[0]}: expected {name} {number(expected)}, "
        f"got {number(values[where])}",
    )


@STANDARDIZE.property("every column has mean 0", draw=_tables, aspect="mean")
def means(data, out):
    got = out["standardize"]
    verdict = _all_equal_to(
        data, got.mean(axis=0), 0.0, "mean", "Subtract from each column its own mean.", SMALL
    )
    # Any column can have mean 0: check that it comes from X.
    return _not_from_columns(data, got) if verdict.passed else verdict


# A small number added to the divisor stays below this; n - 1 in place of n does not.
ONE_PERCENT = 0.01


@STANDARDIZE.property(
    "every column has standard deviation 1, to 1 %", draw=_tables, aspect="deviation"
)
def deviations(data, out):
    got = out["standardize"]
    verdict = _all_equal_to(
        data,
        got.std(axis=0),
        1.0,
        "standard deviation",
        "Divide each centred column by its own standard deviation, formula (0.1).",
        ONE_PERCENT,
    )
    return _not_from_columns(data, got) if verdict.passed else verdict


def _agrees(hint):
    """A judge: all values are right."""

    def judge(data, out):
        wrong = _difference(data, out["standardize"])
        return PASSED if wrong is None else failed(hint, wrong)

    return judge


STANDARDIZE.property(
    "all digits are right",
    name="digits",
    draw=_tables,
    after="deviations",
    aspect="any table",
    judge=_agrees(
        "Use the mean and the standard deviation as they are: add nothing, round nothing."
    ),
)


def _whole_numbers(rng):
    n, p = int(rng.integers(6, 10)), int(rng.integers(2, 5))
    small = np.array([[0], [int(rng.integers(1, 9))], [-int(rng.integers(10, 20))]])
    many = rng.permuted(np.arange(n)[:, None] ** 2 * np.arange(1, p + 1), axis=0)
    return [{"X": small}, {"X": many - int(rng.integers(3, 30))}]


STANDARDIZE.property(
    "a table of whole numbers",
    name="whole_numbers",
    draw=_whole_numbers,
    after="digits",
    aspect="any table",
    judge=_agrees("The result has fractions even if X has none, so it needs an array of floats."),
)


def _units_of_any_size(rng):
    """Columns from 1e-13 to 1e7 in size; what is small in one unit is large in another."""
    n = int(rng.integers(8, 13))
    size = 10.0 ** (np.array([-13.0, -7.0, -4.0, 7.0]) + rng.uniform(-0.3, 0.3, size=4))
    column = _skewed(rng, n, 4) + rng.choice([-2.0, 2.0], size=4)
    return [{"X": column[:, :1] * size[0]}, {"X": column * rng.permutation(size)}]


STANDARDIZE.property(
    "columns of any size, however small",
    name="small_columns",
    draw=_units_of_any_size,
    after="digits",
    aspect="any table",
    judge=_agrees(
        "No column is constant: divide by its standard deviation without any lower limit."
    ),
)


def _far_from_zero(rng):
    n = int(rng.integers(8, 13))
    return {"X": _skewed(rng, n, 3) + 1e7 * rng.permutation([-1.0, 1.0, -1.0])}


STANDARDIZE.property(
    "columns whose mean is much larger than their spread",
    name="far_from_zero",
    draw=_far_from_zero,
    after="digits",
    aspect="any table",
    judge=_agrees(
        "Subtract the mean before you square. The difference of two large squares loses its digits."
    ),
)


def _with_outliers(rng):
    """One value of each column is far from all others; it is at 11 standard deviations."""
    n, p = int(rng.integers(130, 160)), int(rng.integers(2, 4))
    X = rng.uniform(-1.0, 1.0, size=(n, p))
    X[rng.integers(n), :] = rng.choice([-1.0, 1.0], size=p) * rng.uniform(200.0, 400.0, size=p)
    return [{"X": X + rng.uniform(-5.0, 5.0, size=p)}]


STANDARDIZE.property(
    "values far from all others stay far",
    name="outliers",
    draw=_with_outliers,
    after="digits",
    aspect="any table",
    judge=_agrees(
        "Formula (0.1) has no limit: treat every value the same way, however large it is."
    ),
)


def _units(rng):
    # From metres to inches, Celsius to Fahrenheit, hours to minutes, kg to g.
    factor = float(rng.choice([39.37, 1.8, 60.0, 1000.0]))
    shift = int(rng.integers(-1200, 1201)) / 4
    return [{**case, "factor": factor, "shift": shift} for case in _tables(rng)]


@STANDARDIZE.property(
    "another unit and another zero change nothing",
    draw=_units,
    call=lambda answers, data: {
        "before": answers.standardize(data["X"]),
        "after": answers.standardize(data["factor"] * data["X"] + data["shift"]),
    },
    returns={"before": LIKE_X, "after": LIKE_X},
    after="digits",
    aspect="any table",
)
def units(data, out):
    expected = standardize(data["X"])
    # Compare each with the reference, because two wrong results may be equal.
    for name in ("before", "after"):
        where = first_difference(expected, out[name])
        if where is not None:
            change = f"{number(data['factor'])} X + {number(data['shift'])}"
            return failed(
                "The unit should cancel: the numerator and the divisor both have it.",
                f"{_table(data['X'])}, {name} it became {change}, row {where[0]}, "
                f"column {where[1]}: {expected_got(expected[where], out[name][where])}",
            )
    return PASSED


# Known mistakes: every function below is wrong on purpose.

STANDARDIZE.mistake(
    "one mean for the whole table",
    "X.mean() is one number for the whole table. Each column has a mean of its own: "
    "X.mean(axis=0). The same goes for std.",
    lambda X: (X - X.mean()) / X.std(),
    kind="slip",
)
STANDARDIZE.mistake(
    "own mean, common standard deviation",
    "Your means are right, but X.std() is one number for the whole table: use X.std(axis=0).",
    lambda X: (X - X.mean(axis=0)) / X.std(),
    kind="slip",
)
STANDARDIZE.mistake(
    "own standard deviation, common mean",
    "Your standard deviations are right, but X.mean() is one number for the whole table: use "
    "X.mean(axis=0).",
    lambda X: (X - X.mean()) / X.std(axis=0),
    kind="slip",
)
STANDARDIZE.mistake(
    "rows instead of columns",
    "You standardize each row. A feature is a column: its mean runs over the rows, axis=0.",
    lambda X: (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True),
    kind="slip",
)
STANDARDIZE.mistake(
    "row means taken off columns",
    "With axis=1 you get one number for each row. You need one for each column: axis=0.",
    lambda X: (X - X.mean(axis=1)) / X.std(axis=1),
    kind="slip",
)
STANDARDIZE.mistake(
    "centred, not scaled",
    "Your means are 0, but one step is missing: divide by the standard deviation.",
    lambda X: X - X.mean(axis=0),
    kind="half",
)
STANDARDIZE.mistake(
    "scaled, not centred",
    "Your standard deviations are 1, but the means are not 0: subtract the mean before dividing.",
    lambda X: X / X.std(axis=0),
    kind="half",
)
STANDARDIZE.mistake(
    "parentheses forgotten",
    "X - mean / std divides the mean only. Put the difference in parentheses.",
    lambda X: X - X.mean(axis=0) / X.std(axis=0),
    kind="slip",
)
STANDARDIZE.mistake(
    "mean taken off after dividing",
    "X / std - mean subtracts the old mean from the rescaled column. Subtract it first.",
    lambda X: X / X.std(axis=0) - X.mean(axis=0),
    kind="slip",
)
STANDARDIZE.mistake(
    "divided by the variance",
    "You divide by the variance. Its square root, the standard deviation, has X's unit.",
    lambda X: (X - X.mean(axis=0)) / X.var(axis=0),
    kind="slip",
)
STANDARDIZE.mistake(
    "multiplied by the standard deviation",
    "You multiply by the standard deviation. Divide by it.",
    lambda X: (X - X.mean(axis=0)) * X.std(axis=0),
    kind="slip",
)
STANDARDIZE.mistake(
    "ddof=1",
    "You divide by n - 1 inside the standard deviation. This course uses n: ddof=0, NumPy's "
    "default.",
    lambda X: (X - X.mean(axis=0)) / X.std(axis=0, ddof=1),
    kind="slip",
)
STANDARDIZE.mistake(
    "sign of the difference",
    "You subtract X from the mean, so the largest value becomes the smallest. It is x - mean.",
    lambda X: (X.mean(axis=0) - X) / X.std(axis=0),
    kind="slip",
)
STANDARDIZE.mistake(
    "spread around 0",
    "You divide by the root of the mean of x^2. The standard deviation measures the spread "
    "around the mean: subtract the mean before you square.",
    lambda X: (X - X.mean(axis=0)) / np.sqrt(np.mean(X**2.0, axis=0)),
    kind="slip",
)
STANDARDIZE.mistake(
    "median in place of the mean",
    "You subtract the median. In (0.1) it is the mean.",
    lambda X: (X - np.median(X, axis=0)) / X.std(axis=0),
    kind="slip",
)
STANDARDIZE.mistake(
    "min-max scaling",
    "You scale each column to the range from 0 to 1. Here the mean must be 0 and the standard "
    "deviation 1.",
    lambda X: (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0)),
    kind="wrong",
)


@STANDARDIZE.mistake(
    "divided by the norm",
    "You divide by the norm of the centred column. The standard deviation is that norm "
    "divided by sqrt(n).",
    kind="slip",
)
def by_norm(X):
    centred = X - X.mean(axis=0)
    return centred / np.linalg.norm(centred, axis=0)


@STANDARDIZE.mistake(
    "cut off to whole numbers",
    "Your result has lost its fractions. np.zeros_like(X) and np.empty_like(X) hold whole numbers "
    "if X does: create the array with dtype=float.",
    kind="slip",
)
def in_an_array_like_X(X):
    Z = np.zeros_like(X)
    Z[:] = (X - X.mean(axis=0)) / X.std(axis=0)
    return Z


def _number_added(data, out):
    """Whether the divisor of each column is larger than it should be, by less than 1 %."""
    expected, got = standardize(data["X"]), out["standardize"]
    factor = np.sum(got * expected, axis=0) / len(got)
    same_column = np.abs(got - factor * expected).max() <= 1e-6
    return same_column and np.all((factor > 1 - ONE_PERCENT) & (factor < 1))


STANDARDIZE.mistake(
    "a number added to the divisor",
    "You divide by a little more than the standard deviation, as with an added 1e-3 or 1e-6. No "
    "column is constant: add nothing.",
    lambda X: (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-3),
    ("digits", _number_added),
    kind="slip",
)


def _divisor_too_large(data, out):
    """Whether each column is divided by one number, somewhere larger than it should be."""
    expected, got = standardize(data["X"]), out["standardize"]
    factor = np.sum(got * expected, axis=0) / len(got)
    same_column = np.abs(got - factor * expected).max() <= 1e-6
    return same_column and factor.min() < 1 - 1e-6 and factor.max() < 1 + 1e-6


STANDARDIZE.mistake(
    "help for a small divisor",
    "You divide a column of small numbers by more than its standard deviation (by an added 1e-8, "
    "a lower limit, or 1). No column is constant: divide by the standard deviation itself.",
    lambda X: (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8),
    ("small_columns", _divisor_too_large),
    kind="slip",
)
