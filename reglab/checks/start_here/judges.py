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
    return f"X = {X.astype(int).tolist()}" if X.size <= 4 else f"X with {len(X)} rows"


@STANDARDIZE.judge("moments")
def moments(data, out):
    got = out["standardize"]
    measures = (("mean", got.mean(axis=0), 0.0), ("standard deviation", got.std(axis=0), 1.0))
    for name, values, expected in measures:
        where = first_difference(np.full(values.shape, expected), values)
        if where is not None:
            return failed(
                "Subtract the column's mean, then divide by the column's standard deviation.",
                f"{_table(data['X'])}, column {where[0]}: expected {name} {number(expected)}, "
                f"got {number(values[where])}",
            )
    return PASSED


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
    where = first_difference(out["before"], out["after"])
    if where is None:
        return PASSED
    return failed(
        "The unit should cancel: the numerator and the divisor both carry it.",
        f"{_table(data['X'])} became 1000 X + 273, row {where[0]}, column {where[1]}: "
        f"{number(out['before'][where])} became {number(out['after'][where])}",
    )


UNITS.answer(
    "b",
    "Grams make x - mean and the standard deviation 1000 times as large, and the factor cancels. "
    "This is why later lessons standardize: a penalty must not depend on units.",
)
