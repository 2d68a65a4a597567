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
    "Your loss is summed, ours is averaged. Add n*lam to X'X, or lam to X'X/n; do not divide "
    "lam by n.",
    lambda X, y, lam: ridge_closed_form(X, y, lam / len(y)),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "n counted twice",
    "You divide X'X by n and multiply lam by n as well. Do one of the two.",
    lambda X, y, lam: ridge_closed_form(X, y, lam * len(y)),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "1/n on one side only",
    "You divide X'X by n, but not X'y. Both sides of the system need the 1/n.",
    edited(_ridge, ("c = Xc.T @ yc / n", "c = Xc.T @ yc")),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "factor two",
    "Your penalty is twice as strong as ours. The derivative of lam/2 * ||w||^2 is lam * w, "
    "and the derivative of the loss has 1/n, not 1/(2n): both 2s cancel.",
    lambda X, y, lam: ridge_closed_form(X, y, 2 * lam),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "half of lam",
    "You solve with lam/2. The derivative of lam/2 * ||w||^2 is lam * w: no 1/2 is left.",
    lambda X, y, lam: ridge_closed_form(X, y, lam / 2),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "lam squared",
    "The loss squares the rows that you append to X, so multiply them by sqrt(n*lam).",
    # Rows n*lam*I below X add (n*lam)^2 to the diagonal of X'X, where n*lam is right.
    lambda X, y, lam: ridge_closed_form(X, y, len(y) * lam**2),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "lam not used",
    "You solve least squares: lam does not appear in your system.",
    lambda X, y, lam: fit_ols(X, y),
    kind="half",
)


@RIDGE_CLOSED_FORM.mistake(
    "least squares divided by 1 + lam",
    "Dividing by 1 + lam is right only for uncorrelated columns of variance 1. In general, "
    "add lam to the diagonal of the system.",
    kind="half",
)
def divided(X, y, lam):
    w = fit_ols(X, y)[0] / (1 + lam)
    return w, y.mean() - X.mean(axis=0) @ w


RIDGE_CLOSED_FORM.mistake(
    "penalty with the wrong sign",
    "You subtract lam from the diagonal, so the weights grow. Check the sign in (2.3).",
    edited(_ridge, ("+ lam * np.eye(p)", "- lam * np.eye(p)")),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "lam added to every entry",
    "You add lam to every entry of X'X/n. Only the diagonal gets it: lam * np.eye(p).",
    edited(
        _ridge,
        ("+ lam * np.eye(p)", "+ lam"),
        ("np.linalg.solve(A, c)", "np.linalg.lstsq(A, c, rcond=None)[0]"),  # A may be singular
    ),
    kind="slip",
)

_nothing_centred = edited(
    _ridge, ("Xc = X - X.mean(axis=0)", "Xc = X"), ("yc = y - y.mean()", "yc = y")
)


@RIDGE_CLOSED_FORM.mistake(
    "intercept penalized",
    "You shrink the intercept like a weight: your fit changes when y becomes y + 100. Centre "
    "X and y, and compute b from the means.",
    kind="half",
)
def penalized_intercept(X, y, lam):
    w, _ = _nothing_centred(np.column_stack([X, np.ones(len(y))]), y, lam)
    return w[:-1], w[-1]


RIDGE_CLOSED_FORM.mistake(
    "nothing centred",
    "Neither X nor y is centred, so the weights must do the work of the intercept.",
    lambda X, y, lam: (_nothing_centred(X, y, lam)[0], 0.0),
    kind="half",
)
RIDGE_CLOSED_FORM.mistake(
    "nothing centred, b from the means",
    "b = mean(y) - mean(X) w is right only for weights of the centred problem. You fit yours "
    "to X and y without centring.",
    _nothing_centred,
    kind="half",
)
RIDGE_CLOSED_FORM.mistake(
    "only y centred",
    "You centre y, but not X. The intercept absorbs the means of both, so centre both.",
    edited(_ridge, ("Xc = X - X.mean(axis=0)", "Xc = X")),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "one mean for the whole table",
    "X.mean() is one number for the whole table. Each column has its own: X.mean(axis=0).",
    edited(_ridge, ("Xc = X - X.mean(axis=0)", "Xc = X - X.mean()")),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "columns standardized, weights in the old units",
    "You divide the columns by their standard deviations, so you penalize other weights. Only "
    "centre X here: scaling is the caller's choice.",
    edited(
        _ridge,
        ("Xc = X - X.mean(axis=0)", "Xc = (X - X.mean(axis=0)) / X.std(axis=0)"),
        ("np.linalg.solve(A, c)", "np.linalg.solve(A, c) / X.std(axis=0)"),
    ),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "columns standardized, weights in the new units",
    "You standardize the columns, so your w is for the scaled columns, not for X. Centre X, "
    "but do not divide it.",
    edited(_ridge, ("Xc = X - X.mean(axis=0)", "Xc = (X - X.mean(axis=0)) / X.std(axis=0)")),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "b is the mean of y",
    "Your weights are right, b is not: it is mean(y) only if the columns have mean 0.",
    edited(_ridge, ("b = y.mean() - X.mean(axis=0) @ w", "b = y.mean()")),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "b of the centred problem",
    "Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
    edited(_ridge, ("b = y.mean() - X.mean(axis=0) @ w", "b = 0.0")),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "sign of b",
    "Your weights are right. The fit passes through the means, mean(y) = mean(X) @ w + b: "
    "solve that for b again.",
    edited(_ridge, ("return w, b", "return w, -b")),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "returned in the other order",
    "You return b first. The order is w, b.",
    edited(_ridge, ("return w, b", "return b, w")),
    kind="slip",
)


RIDGE_CLOSED_FORM.mistake(
    "n - 1 for n",
    "You divide by n - 1, as np.cov does. The loss of this course is averaged over n: use X'X/n "
    "and X'y/n.",
    lambda X, y, lam: ridge_closed_form(X, y, lam * (len(y) - 1) / len(y)),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "system not solved",
    "You return X'y/n, the right-hand side of (2.3). Solve the system for w.",
    edited(_ridge, ("np.linalg.solve(A, c)", "c")),
    kind="half",
)
RIDGE_CLOSED_FORM.mistake(
    "multiplied by the system",
    "You multiply by the matrix of (2.3). Solve the system for w: np.linalg.solve(A, c).",
    edited(_ridge, ("np.linalg.solve(A, c)", "A @ c")),
    kind="half",
)


@RIDGE_CLOSED_FORM.mistake(
    "cut off to whole numbers",
    "If X or y holds whole numbers, your numbers lose their fractions: np.zeros_like(X) and "
    "np.empty_like(y) hold whole numbers then. Create your arrays with dtype=float.",
    kind="slip",
)
def in_an_array_like_X(X, y, lam):
    Xc, yc = np.empty_like(X), np.empty_like(y)
    Xc[:], yc[:] = X - X.mean(axis=0), y - y.mean()
    w = ridge_closed_form(Xc, yc, lam)[0]
    return w, y.mean() - X.mean(axis=0) @ w


def _lost_direction(data, out):
    """Whether w lacks the direction of tiny variance."""
    w = out["ridge_closed_form"][0]
    expected, _ = ridge_closed_form(data["X"], data["y"], data["lam"])
    return abs(w @ expected) < 1e-3 * expected @ expected


RIDGE_CLOSED_FORM.mistake(
    "small directions dropped",
    "You drop the directions in which X varies little (with rcond, or a limit for singular "
    "values). lam shrinks them already: drop none.",
    edited(_ridge, ("np.linalg.solve(A, c)", "np.linalg.pinv(A, rcond=1e-6) @ c")),
    ("tiny_variance", _lost_direction),
    kind="slip",
)


def _lost_digits(data, out):
    """Whether w is nearly right: its gradient too large for a solver, too small for a mistake."""
    size = relative_gradient(data, out["ridge_closed_form"][0], data["lam"])
    return GRADIENT_TOLERANCE < size < 1e-2


RIDGE_CLOSED_FORM.mistake(
    "a tiny lam raised",
    "You make a tiny lam larger (by a lower limit, or by adding something to the diagonal). Use "
    "lam as it is.",
    edited(_ridge, ("lam * np.eye(p)", "max(lam, 1e-6) * np.eye(p)")),
    ("nearly_equal_columns", _lost_digits),
    kind="slip",
)
RIDGE_CLOSED_FORM.mistake(
    "explicit inverse",
    "Your gradient shows that digits are lost, as they are with an explicit inverse of a nearly "
    "singular matrix. Use np.linalg.solve(A, c).",
    edited(_ridge, ("np.linalg.solve(A, c)", "np.linalg.inv(A) @ (Xc.T @ y / n)")),
    ("nearly_equal_columns", _lost_digits),
    kind="slip",
)
