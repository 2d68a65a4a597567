"""Exercise 1.1: the known wrong answers."""

import numpy as np

from ..probes import POLY_FEATURES


@POLY_FEATURES.misconception(
    "constant column",
    hint="There is a column of ones too many. The intercept b is fitted apart: start with x.",
)
def with_constant(x, degree):
    return x[:, None] ** np.arange(degree + 1)


@POLY_FEATURES.misconception(
    "powers from 0",
    hint="Your powers run from 0 to degree - 1. They should run from 1 to degree.",
)
def from_zero(x, degree):
    return x[:, None] ** np.arange(degree)


@POLY_FEATURES.misconception(
    "last power missing",
    hint="range and np.arange stop one before their end: range(1, degree) lacks the power degree.",
)
def one_short(x, degree):
    return x[:, None] ** np.arange(1, max(degree, 1))


@POLY_FEATURES.misconception(
    "highest power first",
    hint="The order of the columns is reversed: x comes first, x^degree last.",
)
def reversed_columns(x, degree):
    return x[:, None] ** np.arange(degree, 0, -1)


@POLY_FEATURES.misconception(
    "np.vander as it comes",
    hint="np.vander starts with the highest power and ends with a column of ones. Neither is "
    "asked for.",
)
def vander(x, degree):
    return np.vander(x, degree + 1)


@POLY_FEATURES.misconception(
    "multiples instead of powers",
    hint="x * k is a multiple, and multiples of one column cannot bend. You want x ** k.",
)
def multiples(x, degree):
    return x[:, None] * np.arange(1, degree + 1)


@POLY_FEATURES.misconception(
    "base and exponent swapped",
    hint="k ** x is an exponential. You want x ** k.",
)
def swapped(x, degree):
    return np.arange(1, degree + 1) ** x[:, None]


@POLY_FEATURES.misconception(
    "rows and columns swapped",
    hint="You have a row for each power. Each sample needs a row, each power a column: transpose.",
)
def transposed(x, degree):
    return (x[:, None] ** np.arange(1, degree + 1)).T


@POLY_FEATURES.misconception(
    "highest power only",
    hint="That is one column with x^degree. All lower powers belong to the polynomial, too.",
)
def highest_only(x, degree):
    return x[:, None] ** degree


@POLY_FEATURES.misconception(
    "x always in",
    hint="You start with the column x, whatever the degree. With degree 0 there must be none: "
    "an array of shape (n, 0).",
)
def x_always_in(x, degree):
    return x[:, None] ** np.arange(1, max(degree, 1) + 1)
