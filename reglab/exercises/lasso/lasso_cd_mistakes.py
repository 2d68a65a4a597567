"""Exercise 3.4: the known mistakes. Every function is wrong on purpose, except `_descend`."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.lasso.lasso_cd import LASSO_CD
from reglab.linear import lambda_max, lasso_cd


def _shrink(z, t):
    # soft_threshold without its validation, because the wrong solvers call it 100,000 times.
    return z - min(max(z, -t), t)


def _descend(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - x_mean, y - y_mean
    n, p = X.shape
    a = np.mean(Xc**2, axis=0)
    w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
    w[a == 0] = 0.0
    largest = lambda_max(X, y)
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        before = w.copy()
        for j in np.flatnonzero(a):
            r = yc - Xc @ w
            z = Xc[:, j] @ r / n + a[j] * w[j]
            w[j] = _shrink(z, lam) / a[j]
        # Wrong solvers need not reach the optimum: stop when they stand still, or blow up.
        if np.max(np.abs(w - before)) <= tol * largest or not np.all(np.abs(w) < 1e9):
            break
    return w, y_mean - x_mean @ w, sweeps


LASSO_CD.mistake(
    "threshold divided by the column norm",
    "You divide before the threshold. Threshold x_j'r/n + a_j w_j by lam, then divide by a_j.",
    edited(_descend, ("_shrink(z, lam) / a[j]", "_shrink(z / a[j], lam)")),
)
LASSO_CD.mistake(
    "not divided by a_j",
    "Divide the soft threshold by a_j = x_j'x_j/n. Your update is right only for columns of "
    "unit variance.",
    edited(_descend, ("_shrink(z, lam) / a[j]", "_shrink(z, lam)")),
)
LASSO_CD.mistake(
    "residual never refreshed",
    "You never update the residual, so each weight is fitted as if it were the only one.",
    edited(_descend, ("r = yc - Xc @ w", "r = yc"), ("r / n + a[j] * w[j]", "r / n")),
)
LASSO_CD.mistake(
    "residual refreshed once a sweep",
    "You update the residual once per sweep, so all weights move at once and overshoot. "
    "Update it after each weight.",
    edited(
        _descend,
        ("            r = yc - Xc @ w\n", ""),
        ("        for j in", "        r = yc - Xc @ w\n        for j in"),
        ("    w[a == 0] = 0.0\n", ""),  # nor does it see to the constant columns
    ),
)
LASSO_CD.mistake(
    "residual never changes",
    "Your r does not change when w_j changes. After each update, subtract x_j times the "
    "change of w_j from r; save the old w_j first.",
    edited(
        _descend,
        ("            r = yc - Xc @ w\n", ""),
        ("    for sweeps in", "    r = yc - Xc @ w\n    for sweeps in"),
    ),
)
LASSO_CD.mistake(
    "own contribution left in the residual",
    "You leave the weight's own contribution in the residual: use x_j'r/n + a_j w_j, not x_j'r/n.",
    edited(_descend, ("r / n + a[j] * w[j]", "r / n")),
)


def _hovers_around_zero(data, out):
    """Whether above lambda_max every weight is small but not 0, as for any step size."""
    w = out["above"][0]
    effect = np.abs(w) * data["X"].std(axis=0) / data["y"].std()
    return bool(np.all(w != 0) and np.max(effect) < 0.3)


@LASSO_CD.mistake(
    "subgradient descent",
    "Subtracting lam*sign(w_j) never gives exactly 0. Use the soft threshold.",
    signature=("lambda_max_limit", _hovers_around_zero),
)
def subgradient(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(X.shape[1]) if w0 is None else np.array(w0, dtype=float)
    step, largest = 0.1 * len(y) / np.linalg.norm(Xc, 2) ** 2, lambda_max(X, y)
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        before = w.copy()
        w += step * (Xc.T @ (yc - Xc @ w) / len(y) - lam * np.sign(w))
        if np.max(np.abs(w - before)) <= tol * largest:
            break
    return w, y.mean() - X.mean(axis=0) @ w, sweeps


_uncentred = edited(
    _descend,
    ("x_mean, y_mean = X.mean(axis=0), y.mean()", "x_mean, y_mean = np.zeros(X.shape[1]), 0.0"),
)


@LASSO_CD.mistake(
    "intercept penalized",
    "You shrink the intercept like a weight: your fit changes when y becomes y + 100. Centre "
    "X and y, and compute b from the means.",
)
def penalized_intercept(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    with_ones = np.column_stack([X, np.ones(len(y))])
    start = None if w0 is None else np.append(w0, 0.0)
    w, _, sweeps = _uncentred(with_ones, y, lam, start, tol, max_iter)
    return w[:-1], w[-1], sweeps


LASSO_CD.mistake(
    "intercept forgotten",
    "Your fit has no intercept: you do not centre X and y, and you do not compute b from "
    "their means.",
    _uncentred,
)
LASSO_CD.mistake(
    "summed loss",
    "Our loss is averaged, yours is summed: divide x_j'r by n before the threshold.",
    lambda X, y, lam, *args, **options: lasso_cd(X, y, lam / len(y), *args, **options),
)
LASSO_CD.mistake(
    "b is the mean of y",
    "Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w, with the means before centring.",
    edited(_descend, ("return w, y_mean - x_mean @ w", "return w, y_mean")),
)
LASSO_CD.mistake(
    "b of the centred problem",
    "Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
    edited(_descend, ("return w, y_mean - x_mean @ w", "return w, 0.0")),
)


@LASSO_CD.mistake(
    "tol taken as absolute",
    "You stop at a violation of tol, but tol is relative to lambda_max: stop at tol * "
    "lambda_max(X, y).",
)
def absolute_tol(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    largest = lambda_max(X, y)
    return lasso_cd(X, y, lam, w0, tol / largest if largest else tol, max_iter)


LASSO_CD.mistake(
    "constant column keeps its start",
    "You skip the constant column, so its weight keeps the value from w0. Set it to 0.",
    edited(_descend, ("    w[a == 0] = 0.0\n", "")),
)


@LASSO_CD.mistake(
    "division by zero on a constant column",
    "A centred constant column has a_j = 0, and you divide by it. Skip it: its weight is 0.",
)
def constant_not_skipped(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w, b, n_iter = lasso_cd(X, y, lam, w0, tol, max_iter)
    if np.any(np.ptp(X, axis=0) == 0):
        # 0/0 in one weight is in the residual from then on, and so in every weight.
        w, b = np.full_like(w, np.nan), np.nan
    return w, b, n_iter


LASSO_CD.mistake(
    "sweeps counted from 0",
    "range starts at 0, so your count is too small by 1: after k sweeps return k.",
    edited(_descend, ("w, sweeps", "w, sweeps - 1")),
)
