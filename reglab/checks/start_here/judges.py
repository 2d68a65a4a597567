"""Lesson 00, the grader's half: the reference, and what each property demands."""

import numpy as np

from ..core import PASSED, failed, first_difference, number
from .probes import STANDARDIZE, UNITS

__all__ = ["standardize"]


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


STANDARDIZE.reference = {"standardize": standardize}


def _table(X):
    if X.size > 4:
        return f"X with {len(X)} rows"
    return f"X = [{', '.join(map(_values, X))}]"


def _values(row):
    return f"[{', '.join(map(number, row))}]"


@STANDARDIZE.judge("moments")
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
    # Any numbers can be given mean 0 and standard deviation 1: they have to be those of X.
    largest, expected = got.argmax(axis=0), X.argmax(axis=0)
    if np.array_equal(largest, expected):
        return PASSED
    j = int(np.flatnonzero(largest != expected)[0])
    return failed(
        "A column keeps its order: its largest value is still the largest one afterwards.",
        f"{_table(X)}, column {j}: expected the largest value in row {expected[j]}, "
        f"got it in row {largest[j]}",
    )


@STANDARDIZE.judge("distances")
def distances(data, out):
    expected, got = standardize(data["X"]), out["standardize"]
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    return failed(
        "Shift and divide a column as a whole: each value gets the same mean and the same divisor.",
        f"{_table(data['X'])}, row {where[0]}, column {where[1]}: "
        f"expected {number(expected[where])}, got {number(got[where])}",
    )


@STANDARDIZE.judge("units")
def units(data, out):
    expected = standardize(data["X"])
    # Each is measured by the reference: two wrong results may well equal each other.
    for name in ("before", "after"):
        where = first_difference(expected, out[name])
        if where is not None:
            change = f"{number(data['factor'])} X + {number(data['shift'])}"
            return failed(
                "The unit should cancel: the numerator and the divisor both carry it.",
                f"{_table(data['X'])}, {name} it became {change}, row {where[0]}, "
                f"column {where[1]}: expected {number(expected[where])}, "
                f"got {number(out[name][where])}",
            )
    return PASSED


UNITS.answer(
    "b",
    "Grams make x - mean and the standard deviation 1000 times as large, and the factor cancels. "
    "This is why later lessons standardize: a penalty must not depend on units.",
)
