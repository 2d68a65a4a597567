"""Exercise 2.1: the known mistakes. Every function here is wrong on purpose, except `_ridge`."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.ridge.optimality import GRADIENT_TOLERANCE, relative_gradient
from reglab.exercises.ridge.ridge_closed_form import RIDGE_CLOSED_FORM
from reglab.linear import fit_ols, ridge_closed_form


def _ridge(X, y, lam):
    n, p = X.shape
    Xc = X - X.mean(axis=0)
    yc = y - y.mean()
    A = Xc.T @ Xc / n + lam * np.eye(p)
    c = Xc.T @ yc / n
    w = np.linalg.solve(A, c)
    b = y.mean() - X.mean(axis=0) @ w
    return w, b


RIDGE_CLOSED_FORM.mistake(
    "summed loss",
    "Your loss is summed, ours is averaged: next to X'X without 1/n the penalty is n*lam, and "
    "only X'X is divided by n, not lam with it.",
    lambda X, y, lam: ridge_closed_form(X, y, lam / len(y)),
)
RIDGE_CLOSED_FORM.mistake(
    "n counted twice",
    "You divide X'X by n and multiply lam by n as well. Do one of the two.",
    lambda X, y, lam: ridge_closed_form(X, y, lam * len(y)),
)
RIDGE_CLOSED_FORM.mistake(
    "1/n on one side only",
    "Both sides of the system carry the 1/n: you divide X'X by n, but not X'y.",
    edited(_ridge, ("c = Xc.T @ yc / n", "c = Xc.T @ yc")),
)
RIDGE_CLOSED_FORM.mistake(
    "factor two",
    "Your penalty is twice as strong as ours. The derivative of lam/2 * ||w||^2 is lam * w, "
    "and that of the loss has 1/n, not 1/(2n): both 2s cancel.",
    lambda X, y, lam: ridge_closed_form(X, y, 2 * lam),
)
RIDGE_CLOSED_FORM.mistake(
    "half of lam",
    "You solve with lam/2. The derivative of lam/2 * ||w||^2 is lam * w: no 1/2 is left.",
    lambda X, y, lam: ridge_closed_form(X, y, lam / 2),
)
RIDGE_CLOSED_FORM.mistake(
    "lam squared",
    "The loss squares the rows that you put below X: they need the root of n*lam.",
    # Rows n*lam*I below X add (n*lam)^2 to the diagonal of X'X, where n*lam is right.
    lambda X, y, lam: ridge_closed_form(X, y, len(y) * lam**2),
)
RIDGE_CLOSED_FORM.mistake(
    "lam not used",
    "That is least squares: lam does not enter your system.",
    lambda X, y, lam: fit_ols(X, y),
)


@RIDGE_CLOSED_FORM.mistake(
    "least squares divided by 1 + lam",
    "Dividing by 1 + lam is right for uncorrelated columns of variance 1 only. In general lam "
    "goes into the system.",
)
def divided(X, y, lam):
    w = fit_ols(X, y)[0] / (1 + lam)
    return w, y.mean() - X.mean(axis=0) @ w


RIDGE_CLOSED_FORM.mistake(
    "penalty with the wrong sign",
    "You subtract lam from the diagonal, so the weights grow. Check the sign in (2.3).",
    edited(_ridge, ("+ lam * np.eye(p)", "- lam * np.eye(p)")),
)
RIDGE_CLOSED_FORM.mistake(
    "lam added to every entry",
    "You add lam to every entry of X'X/n. Only the diagonal gets it: lam * np.eye(p).",
    edited(
        _ridge,
        ("+ lam * np.eye(p)", "+ lam"),
        ("np.linalg.solve(A, c)", "np.linalg.lstsq(A, c, rcond=None)[0]"),  # A may be singular
    ),
)

_nothing_centred = edited(
    _ridge, ("Xc = X - X.mean(axis=0)", "Xc = X"), ("yc = y - y.mean()", "yc = y")
)


@RIDGE_CLOSED_FORM.mistake(
    "intercept penalized",
    "The intercept is shrunk like a weight: your fit changes when y becomes y + 100. Centre "
    "X and y, and compute b from the means.",
)
def penalized_intercept(X, y, lam):
    w, _ = _nothing_centred(np.column_stack([X, np.ones(len(y))]), y, lam)
    return w[:-1], w[-1]


RIDGE_CLOSED_FORM.mistake(
    "nothing centred",
    "Neither X nor y is centred, so the weights must do the work of the intercept.",
    lambda X, y, lam: (_nothing_centred(X, y, lam)[0], 0.0),
)
RIDGE_CLOSED_FORM.mistake(
    "nothing centred, b from the means",
    "b = mean(y) - mean(X) w belongs to weights of the centred problem. Yours were fitted to "
    "X and y as they came.",
    _nothing_centred,
)
RIDGE_CLOSED_FORM.mistake(
    "only y centred",
    "You centre y, but not X. The intercept takes up the means of both.",
    edited(_ridge, ("Xc = X - X.mean(axis=0)", "Xc = X")),
)
RIDGE_CLOSED_FORM.mistake(
    "one mean for the whole table",
    "X.mean() is one number for the whole table. Each column has its own: X.mean(axis=0).",
    edited(_ridge, ("Xc = X - X.mean(axis=0)", "Xc = X - X.mean()")),
)
RIDGE_CLOSED_FORM.mistake(
    "columns standardized, weights in the old units",
    "You divide the columns by their standard deviations, and so penalize other weights. Here "
    "X is centred and nothing else: scaling is the caller's choice.",
    edited(
        _ridge,
        ("Xc = X - X.mean(axis=0)", "Xc = (X - X.mean(axis=0)) / X.std(axis=0)"),
        ("np.linalg.solve(A, c)", "np.linalg.solve(A, c) / X.std(axis=0)"),
    ),
)
RIDGE_CLOSED_FORM.mistake(
    "columns standardized, weights in the new units",
    "You standardize the columns, so your w belongs to columns that nobody gave you. Centre "
    "X, but do not divide it.",
    edited(_ridge, ("Xc = X - X.mean(axis=0)", "Xc = (X - X.mean(axis=0)) / X.std(axis=0)")),
)
RIDGE_CLOSED_FORM.mistake(
    "b is the mean of y",
    "Your weights are right, b is not: it is mean(y) only if the columns have mean 0.",
    edited(_ridge, ("b = y.mean() - X.mean(axis=0) @ w", "b = y.mean()")),
)
RIDGE_CLOSED_FORM.mistake(
    "b of the centred problem",
    "Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
    edited(_ridge, ("b = y.mean() - X.mean(axis=0) @ w", "b = 0.0")),
)
RIDGE_CLOSED_FORM.mistake(
    "sign of b",
    "Your weights are right. The fit passes through the means, mean(y) = mean(X) @ w + b: "
    "solve that for b once more.",
    edited(_ridge, ("return w, b", "return w, -b")),
)
RIDGE_CLOSED_FORM.mistake(
    "returned in the other order",
    "You return b first. The order is w, b.",
    edited(_ridge, ("return w, b", "return b, w")),
)


def _lost_digits(data, out):
    """Nearly the right weights: too large a gradient for a solver, too small for a mistake."""
    size = relative_gradient(data, out["ridge_closed_form"][0], data["lam"])
    return GRADIENT_TOLERANCE < size < 1e-2


RIDGE_CLOSED_FORM.mistake(
    "explicit inverse",
    "Digits are lost here, and the gradient shows it. An explicit inverse of a nearly "
    "singular matrix does that, and so does a tiny lam that was changed. Use "
    "np.linalg.solve(A, c), with lam as it is.",
    edited(_ridge, ("np.linalg.solve(A, c)", "np.linalg.inv(A) @ (Xc.T @ y / n)")),
    signature=("nearly_equal_columns", _lost_digits),
)
