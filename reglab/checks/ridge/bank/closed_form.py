"""Exercise 2.1: the known wrong answers."""

import numpy as np

from ..judges.shared import gradient
from ..probes import RIDGE_CLOSED_FORM


def _fit(X, y, lam, *, matrix=None):
    """The right answer, or the same with another matrix in place of lam I."""
    X_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, n, p = X - X_mean, *X.shape
    added = lam * np.eye(p) if matrix is None else matrix
    # A wrong matrix may be singular: then any solution will do to recognize it.
    w = np.linalg.lstsq(Xc.T @ Xc / n + added, Xc.T @ (y - y_mean) / n, rcond=None)[0]
    return w, y_mean - X_mean @ w


@RIDGE_CLOSED_FORM.misconception(
    "intercept penalized",
    hint="The intercept is shrunk like a weight: your fit changes when y becomes y + 100. Centre X "
    "and y first, or leave the 1 of the intercept out of lam * I.",
)
def penalized_intercept(X, y, lam):
    ones = np.column_stack([X, np.ones(len(y))])
    n, p = ones.shape
    w = np.linalg.solve(ones.T @ ones / n + lam * np.eye(p), ones.T @ y / n)
    return w[:-1], w[-1]


@RIDGE_CLOSED_FORM.misconception(
    "intercept forgotten",
    hint="There is no intercept in your fit: centre X and y, and compute b from their means.",
)
def no_intercept(X, y, lam):
    n, p = X.shape
    return np.linalg.solve(X.T @ X / n + lam * np.eye(p), X.T @ y / n), 0.0


@RIDGE_CLOSED_FORM.misconception(
    "X not centred",
    hint="You centre y but not X. Both means have to go before w is computed.",
)
def only_y_centred(X, y, lam):
    n, p = X.shape
    w = np.linalg.solve(X.T @ X / n + lam * np.eye(p), X.T @ (y - y.mean()) / n)
    return w, y.mean() - X.mean(axis=0) @ w


@RIDGE_CLOSED_FORM.misconception(
    "b is the mean of y",
    hint="Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w, with the means before centring.",
)
def mean_of_y(X, y, lam):
    return _fit(X, y, lam)[0], y.mean()


@RIDGE_CLOSED_FORM.misconception(
    "summed loss",
    hint="Your loss is summed, ours is averaged: check the 1/n. X'X + lam I is the matrix for "
    "scikit-learn's alpha.",
)
def summed_loss(X, y, lam):
    return _fit(X, y, lam / len(y))


@RIDGE_CLOSED_FORM.misconception(
    "lam times n twice",
    hint="lam is multiplied by n, although X'X is already divided by it: do one of the two.",
)
def n_twice(X, y, lam):
    return _fit(X, y, lam * len(y))


@RIDGE_CLOSED_FORM.misconception(
    "factor 2 in the penalty",
    hint="The penalty is lam/2 times the squares: in the derivative the 2 cancels, and lam is left.",
)
def doubled(X, y, lam):
    return _fit(X, y, 2 * lam)


@RIDGE_CLOSED_FORM.misconception(
    "half of lam",
    hint="The 1/2 of the penalty is still in your system. The derivative of lam/2 * w^2 is lam * w.",
)
def halved(X, y, lam):
    return _fit(X, y, lam / 2)


@RIDGE_CLOSED_FORM.misconception(
    "lam added to every entry",
    hint="A + lam adds lam to every entry of the matrix. Only the diagonal gets it: lam * np.eye(p).",
)
def every_entry(X, y, lam):
    return _fit(X, y, lam, matrix=lam)


@RIDGE_CLOSED_FORM.misconception(
    "penalty with the wrong sign",
    hint="lam is subtracted from the diagonal, so weights get longer. Check the sign.",
)
def wrong_sign(X, y, lam):
    return _fit(X, y, -lam)


@RIDGE_CLOSED_FORM.misconception(
    "no penalty",
    hint="That is least squares: lam does not appear in your system.",
)
def least_squares(X, y, lam):
    return _fit(X, y, 0.0)


@RIDGE_CLOSED_FORM.misconception(
    "least squares divided by 1 + lam",
    hint="Dividing by 1 + lam is right only for uncorrelated columns of variance 1. In general "
    "lam goes into the matrix.",
)
def divided_afterwards(X, y, lam):
    X_mean = X.mean(axis=0)
    w = np.linalg.lstsq(X - X_mean, y - y.mean(), rcond=None)[0] / (1 + lam)
    return w, y.mean() - X_mean @ w


def _only_rounding_is_wrong(data, out):
    """The gradient is off by what rounding leaves, far less than any other mistake makes it."""
    return gradient(data, *out["ridge_closed_form"], data["lam"]) < 1e-2


@RIDGE_CLOSED_FORM.misconception(
    "explicit inverse",
    hint="np.linalg.inv(A) @ c leaves rounding errors in w where columns nearly repeat each "
    "other. np.linalg.solve(A, c) does not, and is faster.",
    signature=("nearly_equal_columns", _only_rounding_is_wrong),
)
def explicit_inverse(X, y, lam):
    X_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, n, p = X - X_mean, *X.shape
    w = np.linalg.inv(Xc.T @ Xc / n + lam * np.eye(p)) @ (Xc.T @ (y - y_mean) / n)
    return w, y_mean - X_mean @ w
