"""Exercise 0.1, standardize, with its reference."""

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import PASSED, Array, Exercise, failed, first_difference, number


def standardize(X):
    """z = (x - mean) / standard deviation, column by column.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
        No column is constant.

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
)


def _on_paper(rng):
    """Two rows in halves; the second column is ten times as large."""
    low, gap = rng.integers(2, 8, size=2) / 2, rng.integers(2, 9, size=2) / 2
    return rng.permuted(np.array([low, low + gap]) * [1.0, 10.0], axis=0)


def _tables(rng):
    # Smallest first. Columns and rows have different means and spreads, so that a mean over the
    # wrong axis is never right by chance.
    n, p = int(rng.integers(7, 13)), int(rng.integers(3, 6))
    size = rng.permutation([0.5, 3.0, 40.0, 8.0, 100.0][:p]) * rng.uniform(0.8, 1.25, size=p)
    mean = rng.choice([-1.0, 1.0], size=p) * rng.permutation([4.0, 20.0, 300.0, 60.0, 1.5][:p])
    return [{"X": _on_paper(rng)}, {"X": mean + size * rng.uniform(-1, 1, size=(n, p))}]


def _values(row):
    return f"[{', '.join(map(number, row))}]"


def _table(X):
    if X.size > 4:
        return f"X with {len(X)} rows"
    return f"X = [{', '.join(map(_values, X))}]"


@STANDARDIZE.property("every column has mean 0 and standard deviation 1", draw=_tables)
def moments(data, out):
    X, got = data["X"], out["standardize"]
    measures = (("mean", got.mean(axis=0), 0.0), ("standard deviation", got.std(axis=0), 1.0))
    for name, values, expected in measures:
        where = first_difference(np.full(values.shape, expected), values)
        if where is not None:
            return failed(
                "Subtract the column's mean, then divide by the column's standard deviation.",
                f"{_table(X)}, column {where[0]}: expected {name} {number(expected)}, "
                f"got {number(values[where])}",
            )
    # Any column can have mean 0 and standard deviation 1: check that it comes from X.
    largest, expected = got.argmax(axis=0), X.argmax(axis=0)
    if np.array_equal(largest, expected):
        return PASSED
    j = int(np.flatnonzero(largest != expected)[0])
    return failed(
        "Standardizing keeps the order of a column: its largest value is still the largest "
        "afterwards.",
        f"{_table(X)}, column {j}: expected the largest value in row {expected[j]}, "
        f"got it in row {largest[j]}",
    )


STANDARDIZE.property(
    "values keep their order and their relative distances",
    name="distances",
    draw=_tables,
    after="moments",
    judge=agrees(
        STANDARDIZE,
        "Shift and divide a column as a whole: each value gets the same mean and the same divisor.",
        lambda data, where: f"{_table(data['X'])}, row {where[0]}, column {where[1]}",
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
    after="distances",
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
                f"column {where[1]}: expected {number(expected[where])}, "
                f"got {number(out[name][where])}",
            )
    return PASSED


# Known mistakes: every function below is wrong on purpose.

STANDARDIZE.mistake(
    "one mean for the whole table",
    "X.mean() is one number for the whole table. Each column has a mean of its own: "
    "X.mean(axis=0). The same goes for std.",
    lambda X: (X - X.mean()) / X.std(),
)
STANDARDIZE.mistake(
    "own mean, common standard deviation",
    "Your means are right, but X.std() is one number for the whole table: use X.std(axis=0).",
    lambda X: (X - X.mean(axis=0)) / X.std(),
)
STANDARDIZE.mistake(
    "rows instead of columns",
    "You standardize each row. A feature is a column: its mean runs over the rows, axis=0.",
    lambda X: (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True),
)
STANDARDIZE.mistake(
    "row means taken off columns",
    "With axis=1 you get one number for each row. You need one for each column: axis=0.",
    lambda X: (X - X.mean(axis=1)) / X.std(axis=1),
)
STANDARDIZE.mistake(
    "centred, not scaled",
    "Your means are 0, but one step is missing: divide by the standard deviation.",
    lambda X: X - X.mean(axis=0),
)
STANDARDIZE.mistake(
    "scaled, not centred",
    "Your standard deviations are 1, but the means are not 0: subtract the mean before dividing.",
    lambda X: X / X.std(axis=0),
)
STANDARDIZE.mistake(
    "parentheses forgotten",
    "X - mean / std divides the mean only. Put the difference in parentheses.",
    lambda X: X - X.mean(axis=0) / X.std(axis=0),
)
STANDARDIZE.mistake(
    "mean taken off after dividing",
    "X / std - mean subtracts the old mean from the rescaled column. Subtract it first.",
    lambda X: X / X.std(axis=0) - X.mean(axis=0),
)
STANDARDIZE.mistake(
    "divided by the variance",
    "You divide by the variance. Its square root, the standard deviation, has X's unit.",
    lambda X: (X - X.mean(axis=0)) / X.var(axis=0),
)
STANDARDIZE.mistake(
    "ddof=1",
    "You divide by n - 1 inside the standard deviation. This course uses n: ddof=0, NumPy's "
    "default.",
    lambda X: (X - X.mean(axis=0)) / X.std(axis=0, ddof=1),
)
STANDARDIZE.mistake(
    "min-max scaling",
    "You scale each column to the range from 0 to 1. Here the mean must be 0 and the standard "
    "deviation 1.",
    lambda X: (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0)),
)


@STANDARDIZE.mistake(
    "divided by the norm",
    "You divide by the norm of the centred column. The standard deviation is that norm "
    "divided by sqrt(n).",
)
def by_norm(X):
    centred = X - X.mean(axis=0)
    return centred / np.linalg.norm(centred, axis=0)
