"""Lesson 00: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

import numpy as np

from . import judges  # noqa: F401  (attaches the reference that the bank builds on)
from .probes import STANDARDIZE, UNITS


@STANDARDIZE.misconception(
    "one mean for the whole table",
    hint="X.mean() is one number for the whole table. Each column has a mean of its own: "
    "X.mean(axis=0). The same goes for std.",
)
def whole_table(X):
    return (X - X.mean()) / X.std()


@STANDARDIZE.misconception(
    "own mean, common standard deviation",
    hint="The means are right, but X.std() is one number for the whole table: use X.std(axis=0).",
)
def common_std(X):
    return (X - X.mean(axis=0)) / X.std()


@STANDARDIZE.misconception(
    "rows instead of columns",
    hint="You standardize each row. A feature is a column: its mean runs over the rows, axis=0.",
)
def rows(X):
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)


@STANDARDIZE.misconception(
    "row means taken off columns",
    hint="axis=1 gives one number for each row. You need one for each column: axis=0.",
)
def row_means(X):
    return (X - X.mean(axis=1)) / X.std(axis=1)


@STANDARDIZE.misconception(
    "centred, not scaled",
    hint="The means are 0 now. One step is missing: divide by the standard deviation.",
)
def not_scaled(X):
    return X - X.mean(axis=0)


@STANDARDIZE.misconception(
    "scaled, not centred",
    hint="The standard deviations are 1, the means are not 0: subtract the mean before dividing.",
)
def not_centred(X):
    return X / X.std(axis=0)


@STANDARDIZE.misconception(
    "parentheses forgotten",
    hint="X - mean / std divides the mean only. Put the difference in parentheses.",
)
def no_parentheses(X):
    return X - X.mean(axis=0) / X.std(axis=0)


@STANDARDIZE.misconception(
    "mean taken off after dividing",
    hint="X / std - mean subtracts the old mean from the rescaled column. Subtract it first.",
)
def divided_first(X):
    return X / X.std(axis=0) - X.mean(axis=0)


@STANDARDIZE.misconception(
    "divided by the variance",
    hint="You divide by the variance. Its square root, the standard deviation, has X's unit.",
)
def by_variance(X):
    return (X - X.mean(axis=0)) / X.var(axis=0)


@STANDARDIZE.misconception(
    "ddof=1",
    hint="You divide by n - 1 inside the standard deviation. This course uses n: ddof=0, NumPy's "
    "default.",
)
def sample_std(X):
    return (X - X.mean(axis=0)) / X.std(axis=0, ddof=1)


@STANDARDIZE.misconception(
    "min-max scaling",
    hint="That brings a column to the range from 0 to 1. Here the mean must be 0 and the standard "
    "deviation 1.",
)
def min_max(X):
    return (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0))


@STANDARDIZE.misconception(
    "divided by the norm",
    hint="The norm grows with the number of rows. The standard deviation is the norm of the "
    "centred column divided by sqrt(n).",
)
def by_norm(X):
    centred = X - X.mean(axis=0)
    return centred / np.linalg.norm(centred, axis=0)


UNITS.belief(
    "a",
    "the unit stays in the result",
    "x - mean is 1000 times as large, but so is the standard deviation that it is divided by.",
)
UNITS.belief(
    "c",
    "the standard deviation keeps the unit",
    "A column that was divided by its own standard deviation has standard deviation 1, in any "
    "unit.",
)
