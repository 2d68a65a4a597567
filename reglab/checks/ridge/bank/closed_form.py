"""Exercise 2.1: the known wrong answers."""

import numpy as np

from reglab.linear import fit_ols, ridge_closed_form

from ..judges.shared import GRADIENT_TOLERANCE, relative_gradient
from ..probes import RIDGE_CLOSED_FORM


def _from_means(X, y, w):
    return w, y.mean() - X.mean(axis=0) @ w


@RIDGE_CLOSED_FORM.misconception(
    "summed loss",
    hint="Your loss is summed, ours is averaged: next to X'X without 1/n the penalty is n*lam, and "
    "only X'X is divided by n, not lam with it.",
)
def summed_loss(X, y, lam):
    return ridge_closed_form(X, y, lam / len(y))


@RIDGE_CLOSED_FORM.misconception(
    "n counted twice",
    hint="You divide X'X by n and multiply lam by n as well. Do one of the two.",
)
def n_twice(X, y, lam):
    return ridge_closed_form(X, y, lam * len(y))


@RIDGE_CLOSED_FORM.misconception(
    "1/n on one side only",
    hint="Both sides of the system carry the 1/n: you divide X'X by n, but not X'y.",
)
def one_sided_n(X, y, lam):
    return _from_means(X, y, len(y) * ridge_closed_form(X, y, lam)[0])


@RIDGE_CLOSED_FORM.misconception(
    "factor two",
    hint="Your penalty is twice as strong as ours. The derivative of lam/2 * ||w||^2 is lam * w, "
    "and that of the loss has 1/n, not 1/(2n): both 2s cancel.",
)
def doubled(X, y, lam):
    return ridge_closed_form(X, y, 2 * lam)


@RIDGE_CLOSED_FORM.misconception(
    "half of lam",
    hint="You solve with lam/2. The derivative of lam/2 * ||w||^2 is lam * w: no 1/2 is left.",
)
def halved(X, y, lam):
    return ridge_closed_form(X, y, lam / 2)


@RIDGE_CLOSED_FORM.misconception(
    "lam squared",
    hint="The loss squares the rows that you put below X: they need the root of n*lam.",
)
def squared(X, y, lam):
    n, p = X.shape
    rows = np.vstack([X - X.mean(axis=0), n * lam * np.eye(p)])
    w = np.linalg.lstsq(rows, np.append(y - y.mean(), np.zeros(p)), rcond=None)[0]
    return _from_means(X, y, w)


@RIDGE_CLOSED_FORM.misconception(
    "lam not used",
    hint="That is least squares: lam does not enter your system.",
)
def least_squares(X, y, lam):
    return fit_ols(X, y)


@RIDGE_CLOSED_FORM.misconception(
    "least squares divided by 1 + lam",
    hint="Dividing by 1 + lam is right for uncorrelated columns of variance 1 only. In general lam "
    "goes into the system.",
)
def divided(X, y, lam):
    return _from_means(X, y, fit_ols(X, y)[0] / (1 + lam))


@RIDGE_CLOSED_FORM.misconception(
    "penalty with the wrong sign",
    hint="You subtract lam from the diagonal, so the weights grow. Check the sign in (2.3).",
)
def subtracted(X, y, lam):
    Xc = X - X.mean(axis=0)
    A = Xc.T @ Xc / len(y) - lam * np.eye(X.shape[1])
    return _from_means(X, y, np.linalg.solve(A, Xc.T @ y / len(y)))


@RIDGE_CLOSED_FORM.misconception(
    "lam added to every entry",
    hint="You add lam to every entry of X'X/n. Only the diagonal gets it: lam * np.eye(p).",
)
def everywhere(X, y, lam):
    Xc = X - X.mean(axis=0)
    w = np.linalg.lstsq(Xc.T @ Xc / len(y) + lam, Xc.T @ y / len(y), rcond=None)[0]
    return _from_means(X, y, w)


@RIDGE_CLOSED_FORM.misconception(
    "intercept penalized",
    hint="The intercept is shrunk like a weight: your fit changes when y becomes y + 100. Centre "
    "X and y, and compute b from the means.",
)
def penalized_intercept(X, y, lam):
    fit = _uncentred(np.column_stack([X, np.ones(len(y))]), y, lam)
    return fit[:-1], fit[-1]


def _uncentred(X, y, lam):
    return np.linalg.solve(X.T @ X / len(y) + lam * np.eye(X.shape[1]), X.T @ y / len(y))


@RIDGE_CLOSED_FORM.misconception(
    "nothing centred",
    hint="Neither X nor y is centred, so the weights must do the work of the intercept.",
)
def not_centred(X, y, lam):
    return _uncentred(X, y, lam), 0.0


@RIDGE_CLOSED_FORM.misconception(
    "nothing centred, b from the means",
    hint="b = mean(y) - mean(X) w belongs to weights of the centred problem. Yours were fitted to "
    "X and y as they came.",
)
def not_centred_b(X, y, lam):
    return _from_means(X, y, _uncentred(X, y, lam))


@RIDGE_CLOSED_FORM.misconception(
    "only y centred",
    hint="You centre y, but not X. The intercept takes up the means of both.",
)
def only_y_centred(X, y, lam):
    return _from_means(X, y, _uncentred(X, y - y.mean(), lam))


@RIDGE_CLOSED_FORM.misconception(
    "one mean for the whole table",
    hint="X.mean() is one number for the whole table. Each column has its own: X.mean(axis=0).",
)
def whole_table(X, y, lam):
    return _from_means(X, y, _uncentred(X - X.mean(), y - y.mean(), lam))


@RIDGE_CLOSED_FORM.misconception(
    "columns standardized, weights in the old units",
    hint="You divide the columns by their standard deviations, and so penalize other weights. Here "
    "X is centred and nothing else: scaling is the caller's choice.",
)
def standardized(X, y, lam):
    std = X.std(axis=0)
    return _from_means(X, y, ridge_closed_form(X / std, y, lam)[0] / std)


@RIDGE_CLOSED_FORM.misconception(
    "columns standardized, weights in the new units",
    hint="You standardize the columns, so your w belongs to columns that nobody gave you. Centre "
    "X, but do not divide it.",
)
def standardized_units(X, y, lam):
    return _from_means(X, y, ridge_closed_form(X / X.std(axis=0), y, lam)[0])


@RIDGE_CLOSED_FORM.misconception(
    "b is the mean of y",
    hint="Your weights are right, b is not: it is mean(y) only if the columns have mean 0.",
)
def mean_of_y(X, y, lam):
    return ridge_closed_form(X, y, lam)[0], y.mean()


@RIDGE_CLOSED_FORM.misconception(
    "b of the centred problem",
    hint="Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
)
def zero_b(X, y, lam):
    return ridge_closed_form(X, y, lam)[0], 0.0


@RIDGE_CLOSED_FORM.misconception(
    "sign of b",
    hint="Your weights are right. The fit passes through the means, mean(y) = mean(X) @ w + b: "
    "solve that for b once more.",
)
def sign_of_b(X, y, lam):
    w, b = ridge_closed_form(X, y, lam)
    return w, -b


@RIDGE_CLOSED_FORM.misconception(
    "returned in the other order",
    hint="You return b first. The order is w, b.",
)
def swapped(X, y, lam):
    return ridge_closed_form(X, y, lam)[::-1]


def _lost_digits(data, out):
    """Nearly the right weights: too large a gradient for a solver, too small for a mistake."""
    size = relative_gradient(data, out["ridge_closed_form"][0], data["lam"])
    return GRADIENT_TOLERANCE < size < 1e-2


@RIDGE_CLOSED_FORM.misconception(
    "explicit inverse",
    hint="Digits are lost here, and the gradient shows it. An explicit inverse of a nearly "
    "singular matrix does that, and so does a tiny lam that was changed. Use "
    "np.linalg.solve(A, c), with lam as it is.",
    # The lost digits are noise: another spelling loses others.
    signature=("nearly_equal_columns", _lost_digits),
)
def explicit_inverse(X, y, lam):
    Xc = X - X.mean(axis=0)
    A = Xc.T @ Xc / len(y) + lam * np.eye(X.shape[1])
    return _from_means(X, y, np.linalg.inv(A) @ (Xc.T @ y / len(y)))
