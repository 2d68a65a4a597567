"""Lesson 03: the known wrong answers, each with its own hint.

Every function here is wrong on purpose. The comment says how people get there.
"""

import numpy as np

from reglab.linear import lambda_max, lasso_cd

from . import judges  # noqa: F401  (attaches the references that the bank builds on)
from .probes import (
    KKT_VIOLATION,
    LAMBDA_MAX,
    LASSO_CD,
    LASSO_PATH,
    SOFT_THRESHOLD,
    SUPPORT_GROWS,
)

# --- 3.1 ---------------------------------------------------------------------


@SOFT_THRESHOLD.misconception(
    "hard threshold",
    hint="You keep or kill values. The soft threshold also moves every survivor towards 0 by t.",
)
def hard_threshold(z, t):
    return np.where(np.abs(z) > t, z, 0.0)


@SOFT_THRESHOLD.misconception(
    "lost sign",
    hint="max(|z| - t, 0) is never negative: the sign of z is lost. Multiply by np.sign(z).",
)
def lost_sign(z, t):
    return np.maximum(np.abs(z) - t, 0.0)


@SOFT_THRESHOLD.misconception(
    "only positive values survive",
    hint="max(z - t, 0) sends every negative z to 0. Shrink |z| and put the sign back.",
)
def one_sided(z, t):
    return np.maximum(z - t, 0.0)


@SOFT_THRESHOLD.misconception(
    "no stop at zero",
    hint="z - t*sign(z) carries small values past 0 to the other side. Stop at 0.",
)
def no_stop(z, t):
    return z - t * np.sign(z)


@SOFT_THRESHOLD.misconception(
    "clipping",
    hint="Clipping to [-t, t] gives the part that is taken away. Return what is left: z minus it.",
)
def clipped(z, t):
    return np.clip(z, -t, t)


@SOFT_THRESHOLD.misconception(
    "L2 shrinkage",
    hint="z / (1 + t) minimizes the L2 problem of (3.2): it never reaches 0.",
)
def l2_shrinkage(z, t):
    return z / (1 + t)


@SOFT_THRESHOLD.misconception(
    "np.max for np.maximum",
    hint="np.max(a, 0) is the largest entry along axis 0. You want np.maximum(a, 0), entrywise.",
)
def largest_entry(z, t):
    return np.sign(z) * np.max(np.abs(z) - t, 0)


@SOFT_THRESHOLD.misconception(
    "one number only",
    hint="z may be an array, and max() and if take a single number. Use np.maximum or np.where.",
)
def one_number(z, t):
    return np.sign(z) * max(abs(z) - t, 0.0)


# --- 3.2 ---------------------------------------------------------------------


@LAMBDA_MAX.misconception(
    "not centred",
    hint="The intercept takes up the means: subtract them from X and y before x_j'y.",
)
def not_centred(X, y):
    return np.max(np.abs(X.T @ y)) / len(y)


@LAMBDA_MAX.misconception(
    "summed loss",
    hint="Our loss is averaged over the samples: divide by n.",
)
def summed(X, y):
    return len(y) * lambda_max(X, y)


@LAMBDA_MAX.misconception(
    "factor two",
    hint="The 1/2 in front of the squares cancels the 2 of their derivative: no factor 2 is left.",
)
def doubled(X, y):
    return 2 * lambda_max(X, y)


@LAMBDA_MAX.misconception(
    "1/(2n)",
    hint="The 1/2 of 1/(2n) is gone after the square is differentiated: divide by n, not by 2n.",
)
def halved(X, y):
    return lambda_max(X, y) / 2


@LAMBDA_MAX.misconception(
    "absolute value after the maximum",
    hint="|max| is not max|.|: take the absolute value of each x_j'y, then the largest.",
)
def abs_of_max(X, y):
    return abs(np.max((X - X.mean(axis=0)).T @ (y - y.mean()))) / len(y)


@LAMBDA_MAX.misconception(
    "no absolute value",
    hint="A strongly negative x_j'y counts as much as a positive one: take |x_j'y|.",
)
def signed(X, y):
    return np.max((X - X.mean(axis=0)).T @ (y - y.mean())) / len(y)


# --- 3.3 ---------------------------------------------------------------------


def _gradient(X, y, w, b):
    r = y - X @ w - b
    return X.T @ r / len(y), abs(r.mean())


@KKT_VIOLATION.misconception(
    "zero weights not checked",
    hint="A zero weight has a condition too: |g_j| <= lam. Else w = 0 would always be optimal.",
)
def active_only(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    on = w != 0
    return max(np.max(np.abs(g - lam * np.sign(w))[on], initial=0.0), mean)


@KKT_VIOLATION.misconception(
    "zero weights asked for a zero gradient",
    hint="np.sign(0) is 0, so you ask a zero weight for g_j = 0. It may have any |g_j| <= lam.",
)
def sign_everywhere(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    return max(np.max(np.abs(g - lam * np.sign(w))), mean)


@KKT_VIOLATION.misconception(
    "summed gradient",
    hint="The loss is averaged, so its gradient is X'r/n: the 1/n is missing.",
)
def summed_gradient(X, y, w, b, lam):
    n = len(y)
    g, mean = _gradient(X, y, w, b)
    return max(np.max(_violations(n * g, w, lam)), mean)


@KKT_VIOLATION.misconception(
    "sign of the gradient",
    hint="With g = X'r/n (residual, not minus residual) the condition is g_j = +lam*sign(w_j).",
)
def wrong_sign(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    return max(np.max(_violations(-g, w, lam)), mean)


@KKT_VIOLATION.misconception(
    "intercept not checked",
    hint="b has a condition as well: the mean of the residual must be 0.",
)
def no_intercept(X, y, w, b, lam):
    return np.max(_violations(_gradient(X, y, w, b)[0], w, lam))


@KKT_VIOLATION.misconception(
    "mean of the residual without its absolute value",
    hint="The mean of the residual may be off to either side: take |mean(r)|.",
)
def signed_mean(X, y, w, b, lam):
    r = y - X @ w - b
    return max(np.max(_violations(X.T @ r / len(y), w, lam)), r.mean())


@KKT_VIOLATION.misconception(
    "zero weights held to the edge of their interval",
    hint="||g_j| - lam| is wrong for a zero weight: any |g_j| <= lam is fine and contributes 0.",
)
def distance_to_edge(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    at_zero = np.abs(np.abs(g) - lam)
    return max(np.max(np.where(w != 0, np.abs(g - lam * np.sign(w)), at_zero)), mean)


@KKT_VIOLATION.misconception(
    "sum instead of maximum",
    hint="Return the largest violation, not the sum of them.",
)
def summed_violations(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    return np.sum(_violations(g, w, lam)) + mean


@KKT_VIOLATION.misconception(
    "mean instead of maximum",
    hint="A certificate is as good as its worst condition: take the maximum, not the mean.",
)
def averaged(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    return max(np.mean(_violations(g, w, lam)), mean)


def _violations(g, w, lam):
    return np.where(w != 0, np.abs(g - lam * np.sign(w)), np.maximum(np.abs(g) - lam, 0))


# --- 3.4 ---------------------------------------------------------------------


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


@LASSO_CD.misconception(
    "intercept penalized",
    hint="The intercept is shrunk like a weight: your fit changes when y becomes y + 100. Centre "
    "X and y, and compute b from the means.",
)
def penalized_intercept(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    ones = np.column_stack([X, np.ones(len(y))])
    a = np.mean(ones**2, axis=0)
    w = np.zeros(ones.shape[1])
    if w0 is not None:
        w[:-1] = w0
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        before = w.copy()
        for j in np.flatnonzero(a):
            z = ones[:, j] @ (y - ones @ w) / len(y) + a[j] * w[j]
            w[j] = _shrink(z, lam) / a[j]
        if np.max(np.abs(w - before)) <= tol:
            break
    return w[:-1], w[-1], sweeps


@LASSO_CD.misconception(
    "intercept forgotten",
    hint="There is no intercept in your fit: X and y are not centred, and b does not follow from "
    "their means.",
)
def no_centring(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    a = np.mean(X**2, axis=0)
    w = np.zeros(X.shape[1]) if w0 is None else np.array(w0, dtype=float)
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        before = w.copy()
        for j in np.flatnonzero(a):
            w[j] = _shrink(X[:, j] @ (y - X @ w) / len(y) + a[j] * w[j], lam) / a[j]
        if np.max(np.abs(w - before)) <= tol:
            break
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


# --- 3.5 ---------------------------------------------------------------------


@LASSO_PATH.misconception(
    "rows in solving order",
    hint="You solve from the largest lam down, which is right, but leave the rows in that order. "
    "Put each answer into the row of its own lam.",
)
def solving_order(X, y, lams):
    fits = [lasso_cd(X, y, lam) for lam in np.sort(lams)[::-1]]
    return np.array([w for w, _, _ in fits]), np.array([b for _, b, _ in fits])


@LASSO_PATH.misconception(
    "order applied twice",
    hint="rows[order] applies the order once more. To undo it, assign: W[order] = rows.",
)
def order_twice(X, y, lams):
    order = np.argsort(lams)[::-1]
    W, b = solving_order(X, y, lams)
    return W[order], b[order]


@LASSO_PATH.misconception(
    "one array for all rows",
    hint="All rows are the last solution: the same array was stored each time. Store a copy.",
)
def one_array(X, y, lams):
    order = np.argsort(-np.asarray(lams))
    w, b, _ = lasso_cd(X, y, np.asarray(lams)[order[-1]])
    return np.tile(w, (len(lams), 1)), np.full(len(lams), b)


@LASSO_PATH.misconception(
    "intercept of the data instead of the fit",
    hint="b is not mean(y) unless the columns are centred: take the b that lasso_cd returns.",
)
def mean_intercept(X, y, lams):
    W = np.array([lasso_cd(X, y, lam)[0] for lam in lams])
    return W, np.full(len(lams), y.mean())


@LASSO_PATH.misconception(
    "warm start without convergence",
    hint="One sweep for each lam is not enough: a warm start saves sweeps, but each lam must still "
    "be solved to the end.",
)
def one_sweep_each(X, y, lams):
    W, b, w = np.zeros((len(lams), X.shape[1])), np.zeros(len(lams)), None
    for i in np.argsort(-np.asarray(lams)):
        w, b[i], _ = lasso_cd(X, y, lams[i], w0=w, max_iter=1)
        W[i] = w
    return W, b


# --- predictions -------------------------------------------------------------

SUPPORT_GROWS.belief(
    "a",
    "the support only grows",
    "Weights of correlated features trade places along the path: a falling lam lets one in that "
    "makes another one superfluous.",
)
SUPPORT_GROWS.belief(
    "c",
    "every weight is nonzero below lambda_max",
    "Just below lambda_max a single condition is broken, so a single weight enters. The others "
    "still meet |g_j| <= lam.",
)
