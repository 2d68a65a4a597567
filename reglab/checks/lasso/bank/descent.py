"""Exercise 3.4: the known wrong answers."""

import numpy as np

from reglab.linear import lambda_max, lasso_cd

from ..probes import LASSO_CD


def _shrink(z, t):
    # soft_threshold without its validation: the wrong solvers call it a hundred thousand times.
    return z - np.clip(z, -t, t) if np.ndim(z) else z - min(max(z, -t), t)


def _descend(X, y, lam, w0, tol, max_iter, update):
    """The common frame of the wrong solvers: `update(Xc, yc, a, w)` does one sweep in place."""
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - x_mean, y - y_mean
    a = np.mean(Xc**2, axis=0)
    w = np.zeros(X.shape[1]) if w0 is None else np.array(w0, dtype=float)
    largest = lambda_max(X, y)
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        before = w.copy()
        update(Xc, yc, a, w)
        # Wrong solvers need not reach the optimum: stop when they stand still, or blow up.
        if np.max(np.abs(w - before)) <= tol * largest or not np.all(np.abs(w) < 1e9):
            break
    return w, y_mean - x_mean @ w, sweeps


@LASSO_CD.misconception(
    "threshold divided by the column norm",
    hint="You divide before the threshold. Threshold x_j'r/n + a_j w_j by lam, then divide by a_j.",
)
def divided_threshold(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    def update(Xc, yc, a, w):
        for j in np.flatnonzero(a):
            r = yc - Xc @ w + Xc[:, j] * w[j]
            w[j] = _shrink(Xc[:, j] @ r / len(yc) / a[j], lam)

    return _descend(X, y, lam, w0, tol, max_iter, update)


@LASSO_CD.misconception(
    "not divided by a_j",
    hint="The last step is missing: divide the soft threshold by a_j = x_j'x_j/n. Without it "
    "the columns would need unit variance.",
)
def undivided(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    def update(Xc, yc, a, w):
        for j in np.flatnonzero(a):
            r = yc - Xc @ w + Xc[:, j] * w[j]
            w[j] = _shrink(Xc[:, j] @ r / len(yc), lam)

    return _descend(X, y, lam, w0, tol, max_iter, update)


@LASSO_CD.misconception(
    "residual never refreshed",
    hint="The residual is never refreshed: each weight is fitted as if it were alone.",
)
def marginal(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    def update(Xc, yc, a, w):
        for j in np.flatnonzero(a):
            w[j] = _shrink(Xc[:, j] @ yc / len(yc), lam) / a[j]

    return _descend(X, y, lam, w0, tol, max_iter, update)


@LASSO_CD.misconception(
    "residual refreshed once a sweep",
    hint="The residual is refreshed once a sweep: all weights move at once and overshoot "
    "together. Refresh it after each weight.",
)
def simultaneous(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    def update(Xc, yc, a, w):
        on = a > 0
        z = Xc.T @ (yc - Xc @ w) / len(yc) + a * w
        w[on] = _shrink(z, lam)[on] / a[on]

    return _descend(X, y, lam, w0, tol, max_iter, update)


@LASSO_CD.misconception(
    "residual never changes",
    hint="r does not change when w_j moves. After each update, take x_j times the change of w_j "
    "off r; for that you need the old w_j, so keep it before you overwrite it.",
)
def frozen_residual(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    start = np.zeros(X.shape[1]) if w0 is None else np.array(w0, dtype=float)
    r = (y - y.mean()) - (X - X.mean(axis=0)) @ start

    def update(Xc, yc, a, w):
        for j in np.flatnonzero(a):
            w[j] = _shrink(Xc[:, j] @ r / len(yc) + a[j] * w[j], lam) / a[j]

    return _descend(X, y, lam, start, tol, max_iter, update)


@LASSO_CD.misconception(
    "own contribution left in the residual",
    hint="The weight's own part is still in the residual: use x_j'r/n + a_j w_j, not x_j'r/n.",
)
def own_part_missing(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    def update(Xc, yc, a, w):
        for j in np.flatnonzero(a):
            w[j] = _shrink(Xc[:, j] @ (yc - Xc @ w) / len(yc), lam) / a[j]

    return _descend(X, y, lam, w0, tol, max_iter, update)


def _hovers_around_zero(data, out):
    """Above lambda_max every weight is small but none is 0, whatever the step size was."""
    w = out["above"][0]
    effect = np.abs(w) * data["X"].std(axis=0) / data["y"].std()
    return bool(np.all(w != 0) and np.max(effect) < 0.3)


@LASSO_CD.misconception(
    "subgradient descent",
    hint="Subtracting lam*sign(w_j) never lands on 0. Use the soft threshold, which does.",
    signature=("lambda_max_limit", _hovers_around_zero),
)
def subgradient(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    step = 0.1 * len(y) / np.linalg.norm(X - X.mean(axis=0), 2) ** 2

    def update(Xc, yc, a, w):
        w += step * (Xc.T @ (yc - Xc @ w) / len(yc) - lam * np.sign(w))

    return _descend(X, y, lam, w0, tol, max_iter, update)


def _descend_uncentred(X, y, lam, w, tol, max_iter):
    """Correct descent, in place, on data that nobody has centred; the number of sweeps."""
    a = np.mean(X**2, axis=0)
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        before = w.copy()
        for j in np.flatnonzero(a):
            w[j] = _shrink(X[:, j] @ (y - X @ w) / len(y) + a[j] * w[j], lam) / a[j]
        if np.max(np.abs(w - before)) <= tol:
            break
    return sweeps


@LASSO_CD.misconception(
    "intercept penalized",
    hint="The intercept is shrunk like a weight: your fit changes when y becomes y + 100. Centre "
    "X and y, and compute b from the means.",
)
def penalized_intercept(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    ones = np.column_stack([X, np.ones(len(y))])
    w = np.zeros(ones.shape[1])
    if w0 is not None:
        w[:-1] = w0
    sweeps = _descend_uncentred(ones, y, lam, w, tol, max_iter)
    return w[:-1], w[-1], sweeps


@LASSO_CD.misconception(
    "intercept forgotten",
    hint="There is no intercept in your fit: X and y are not centred, and b does not follow from "
    "their means.",
)
def no_centring(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w = np.zeros(X.shape[1]) if w0 is None else np.array(w0, dtype=float)
    sweeps = _descend_uncentred(X, y, lam, w, tol, max_iter)
    return w, 0.0, sweeps


@LASSO_CD.misconception(
    "summed loss",
    hint="Our loss is averaged, yours is summed: divide x_j'r by n before the threshold.",
)
def summed_loss(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    return lasso_cd(X, y, lam / len(y), w0, tol, max_iter)


@LASSO_CD.misconception(
    "b is the mean of y",
    hint="Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w, with the means before centring.",
)
def mean_of_y(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w, _, n_iter = lasso_cd(X, y, lam, w0, tol, max_iter)
    return w, y.mean(), n_iter


@LASSO_CD.misconception(
    "b of the centred problem",
    hint="Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
)
def zero_b(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w, _, n_iter = lasso_cd(X, y, lam, w0, tol, max_iter)
    return w, 0.0, n_iter


@LASSO_CD.misconception(
    "tol taken as absolute",
    hint="You stop at a violation of tol. It counts relative to lambda_max: stop at "
    "tol * lambda_max(X, y).",
)
def absolute_tol(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    largest = lambda_max(X, y)
    return lasso_cd(X, y, lam, w0, tol / largest if largest else tol, max_iter)


@LASSO_CD.misconception(
    "constant column keeps its start",
    hint="You pass over the constant column, so it keeps what w0 said. Its weight must be 0.",
)
def constant_kept(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w, b, n_iter = lasso_cd(X, y, lam, w0, tol, max_iter)
    constant = np.ptp(X, axis=0) == 0
    if w0 is not None:
        w[constant] = np.asarray(w0)[constant]
        b = y.mean() - X.mean(axis=0) @ w
    return w, b, n_iter


@LASSO_CD.misconception(
    "division by zero on a constant column",
    hint="A centred constant column has a_j = 0, and you divide by it. Skip it: its weight is 0.",
)
def constant_not_skipped(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w, b, n_iter = lasso_cd(X, y, lam, w0, tol, max_iter)
    if np.any(np.ptp(X, axis=0) == 0):
        # 0/0 in one weight is in the residual from then on, and so in every weight.
        w, b = np.full_like(w, np.nan), np.nan
    return w, b, n_iter


@LASSO_CD.misconception(
    "sweeps counted from 0",
    hint="range starts at 0, so your counter is one short: after k sweeps return k.",
)
def counted_from_zero(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w, b, n_iter = lasso_cd(X, y, lam, w0, tol, max_iter)
    return w, b, n_iter - 1
