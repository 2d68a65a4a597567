"""Exercise 2.2: the known wrong answers."""

import numpy as np

from ..probes import RIDGE_SVD_PATH


def _path(X, y, lams, *, shrink=None, rotate=lambda Vt, d: Vt.T @ d):
    """The right answer, or the same with another factor or another rotation back."""
    X_mean, y_mean = X.mean(axis=0), y.mean()
    U, s, Vt = np.linalg.svd(X - X_mean, full_matrices=False)
    n = len(y)
    shrink = shrink or (lambda s, lam: s / (s**2 + n * lam))
    with np.errstate(divide="ignore", invalid="ignore"):
        W = np.array([rotate(Vt, shrink(s, lam) * (U.T @ (y - y_mean))) for lam in lams])
        return W, y_mean - W @ X_mean


@RIDGE_SVD_PATH.misconception(
    "n forgotten",
    hint="n is missing: with an averaged loss the divisor is s^2 + n lam, not s^2 + lam.",
)
def n_forgotten(X, y, lams):
    return _path(X, y, lams, shrink=lambda s, lam: s / (s**2 + lam))


@RIDGE_SVD_PATH.misconception(
    "s not squared",
    hint="The divisor has s squared: s / (s^2 + n lam).",
)
def s_not_squared(X, y, lams):
    return _path(X, y, lams, shrink=lambda s, lam: s / (s + len(y) * lam))


@RIDGE_SVD_PATH.misconception(
    "shrinkage factor without 1/s",
    hint="s^2 / (s^2 + n lam) is the share that is kept of the least-squares answer. You apply it "
    "to u'y; the weights also need the 1/s of least squares, so s / (s^2 + n lam).",
)
def share_only(X, y, lams):
    return _path(X, y, lams, shrink=lambda s, lam: s**2 / (s**2 + len(y) * lam))


@RIDGE_SVD_PATH.misconception(
    "divided by s on the way",
    hint="Where a singular value is 0, your 1/s is infinite. Cancel it on paper first: "
    "1/s * s^2 / (s^2 + n lam) = s / (s^2 + n lam).",
)
def divided_by_s(X, y, lams):
    # A share of 0 / 0 where s is 0, as it comes out when least squares is shrunk afterwards. The
    # threshold stands for exact zeros, which rounding turns into 1e-15 on some machines.
    def shrink(s, lam):
        s = np.where(s < 1e-9 * s.max(), 0.0, s)
        return s**2 / (s**2 + len(y) * lam) / s

    return _path(X, y, lams, shrink=shrink)


@RIDGE_SVD_PATH.misconception(
    "rotated with V' instead of V",
    hint="np.linalg.svd returns V transposed. Back in the columns of X, w = V d, which is Vt.T @ d.",
)
def vt_for_v(X, y, lams):
    def rotate(Vt, d):
        return Vt @ d if Vt.shape[0] == Vt.shape[1] else d[: Vt.shape[1]]

    W, b = _path(X, y, lams, rotate=rotate)
    return W, b


@RIDGE_SVD_PATH.misconception(
    "not centred",
    hint="The SVD must be that of the centred X, and y must be centred too: otherwise b has no "
    "place in it.",
)
def not_centred(X, y, lams):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    W = np.array([Vt.T @ (s / (s**2 + len(y) * lam) * (U.T @ y)) for lam in lams])
    return W, np.mean(y) - W @ X.mean(axis=0)


@RIDGE_SVD_PATH.misconception(
    "intercept of the data instead of the fit",
    hint="b differs from row to row: mean(y) - mean(X) @ w, with that row's w.",
)
def mean_intercept(X, y, lams):
    W, _ = _path(X, y, lams)
    return W, np.full(len(lams), y.mean())


@RIDGE_SVD_PATH.misconception(
    "rows from small to large lam",
    hint="You sort lams and leave the rows in that order. Row i belongs to lams[i], as given.",
)
def sorted_rows(X, y, lams):
    return _path(X, y, np.sort(lams))


@RIDGE_SVD_PATH.misconception(
    "one array for all rows",
    hint="All rows are the last solution: the same array was stored each time. Store a copy.",
)
def one_array(X, y, lams):
    return _path(X, y, np.full(len(lams), lams[-1]))


@RIDGE_SVD_PATH.misconception(
    "columns in place of rows",
    hint="Your W has a column for each lam. The course puts each solution into a row: transpose it.",
)
def transposed(X, y, lams):
    W, b = _path(X, y, lams)
    return W.T, b
