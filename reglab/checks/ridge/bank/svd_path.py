"""Exercise 2.2 and the predictions about the path: known wrong answers and beliefs."""

import numpy as np

from reglab.linear import ridge_svd_path

from ..probes import EXACT_ZEROS, RIDGE_SVD_PATH, SINGLE_WEIGHTS


def _right(s, n, lam):
    return s / (s**2 + n * lam)


def _path(X, y, lams, factors):
    """A path from the SVD of X as it comes, with factors of one's own."""
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return (factors(s, len(y), lams[:, None]) * (U.T @ y)) @ Vt


def _from_means(X, y, W):
    return W, y.mean() - W @ X.mean(axis=0)


@RIDGE_SVD_PATH.misconception(
    "n forgotten",
    hint="The squared singular values belong to X'X, not to X'X/n, so lam needs the factor n.",
)
def n_forgotten(X, y, lams):
    return ridge_svd_path(X, y, lams / len(y))


@RIDGE_SVD_PATH.misconception(
    "factor two",
    hint="You shrink with 2*lam: the 1/2 of the penalty cancels the 2 of its derivative.",
)
def doubled(X, y, lams):
    return ridge_svd_path(X, y, 2 * lams)


@RIDGE_SVD_PATH.misconception(
    "singular values not squared",
    hint="The denominator needs s squared: the eigenvalues of X'X are s^2, not s.",
)
def not_squared(X, y, lams):
    W = _path(X - X.mean(axis=0), y, lams, lambda s, n, lam: s / (s + n * lam))
    return _from_means(X, y, W)


@RIDGE_SVD_PATH.misconception(
    "shares of the fit as factors of the weights",
    hint="s^2 / (s^2 + n lam) is what is left of each direction of the fit. The factor of a weight "
    "has one s less.",
)
def not_divided(X, y, lams):
    W = _path(X - X.mean(axis=0), y, lams, lambda s, n, lam: s**2 / (s**2 + n * lam))
    return _from_means(X, y, W)


@RIDGE_SVD_PATH.misconception(
    "divided by s on the way",
    hint="You divide by s, and s is 0 where columns repeat or rows are few. Cancel it on paper: "
    "1/s * s^2 / (s^2 + n lam) = s / (s^2 + n lam).",
)
def divided_by_s(X, y, lams):
    def factors(s, n, lam):
        # The zeros of an exact computation; rounding may leave 1e-16 in their place.
        s = np.where(s < 1e-12 * s[0], 0.0, s)
        with np.errstate(invalid="ignore"):
            return s**2 / (s**2 + n * lam) / s

    return _from_means(X, y, _path(X - X.mean(axis=0), y, lams, factors))


@RIDGE_SVD_PATH.misconception(
    "s missing in the numerator",
    hint="X'y = V diag(s) U'y: one s must stay in the numerator.",
)
def no_numerator(X, y, lams):
    W = _path(X - X.mean(axis=0), y, lams, lambda s, n, lam: 1 / (s**2 + n * lam))
    return _from_means(X, y, W)


@RIDGE_SVD_PATH.misconception(
    "V for its transpose",
    hint="np.linalg.svd returns V transposed. Its rows are the directions: you took its columns.",
)
def transposed_v(X, y, lams):
    U, s, Vt = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    return _from_means(X, y, (_right(s, len(y), lams[:, None]) * (U.T @ y)) @ Vt.T)


@RIDGE_SVD_PATH.misconception(
    "only y centred",
    hint="The SVD must be that of the centred X, or its first direction is mostly the mean.",
)
def only_y_centred(X, y, lams):
    return _from_means(X, y, _path(X, y - y.mean(), lams, _right))


@RIDGE_SVD_PATH.misconception(
    "nothing centred",
    hint="Centre X before the SVD. With neither X nor y centred, the weights must do the work of "
    "the intercept.",
)
def nothing_centred(X, y, lams):
    return _from_means(X, y, _path(X, y, lams, _right))


@RIDGE_SVD_PATH.misconception(
    "columns of W instead of rows",
    hint="W is transposed: row i holds the weights at lams[i].",
)
def transposed(X, y, lams):
    W, b = ridge_svd_path(X, y, lams)
    return W.T, b


@RIDGE_SVD_PATH.misconception(
    "one row for all lams",
    hint="All rows are the last solution: the same array was stored each time. Store a copy.",
)
def one_array(X, y, lams):
    W, b = ridge_svd_path(X, y, lams)
    return np.tile(W[-1], (len(lams), 1)), b


@RIDGE_SVD_PATH.misconception(
    "rows from small to large",
    hint="Your rows follow the sorted lams. Nothing needs sorting here: row i belongs to lams[i].",
)
def rising(X, y, lams):
    return ridge_svd_path(X, y, np.sort(lams))


@RIDGE_SVD_PATH.misconception(
    "b is the mean of y",
    hint="The weights are right, b is not: it is mean(y) only if the columns have mean 0.",
)
def mean_of_y(X, y, lams):
    return ridge_svd_path(X, y, lams)[0], np.full(len(lams), y.mean())


@RIDGE_SVD_PATH.misconception(
    "b of the centred problem",
    hint="The weights are right. b is 0 for the centred data only: find each b[i] from the means.",
)
def zero_b(X, y, lams):
    return ridge_svd_path(X, y, lams)[0], np.zeros(len(lams))


@RIDGE_SVD_PATH.misconception(
    "one b for all lams",
    hint="All entries of b are the last one. Each row of W has an intercept of its own.",
)
def last_b(X, y, lams):
    W, b = ridge_svd_path(X, y, lams)
    return W, np.full(len(lams), b[-1])


EXACT_ZEROS.belief(
    "a",
    "some weights become exactly zero",
    "Each direction of the data is multiplied by a factor above 0, however large lam is. Small is "
    "not zero: w != 0 still counts every column.",
)
EXACT_ZEROS.belief(
    "b",
    "one of two twins is dropped",
    "Of two equal columns ridge gives each the same weight: 1 and 1 cost 1 + 1 = 2, where 2 and 0 "
    "cost 4.",
)
SINGLE_WEIGHTS.belief(
    "a",
    "every weight only shrinks",
    "What falls is the part of w along each singular direction. A single weight adds up several "
    "such parts, with signs, and so it may grow while they fall.",
)
SINGLE_WEIGHTS.belief(
    "c",
    "all weights shrink alike",
    "That holds when all singular values are equal. Otherwise the shares s^2 / (s^2 + n lam) "
    "differ: directions of small variance shrink most.",
)
