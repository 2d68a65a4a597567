"""Exercise 3.4: the known mistakes. Every function is wrong on purpose, except `_descend`."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.lasso.lasso_cd import LASSO_CD, starts
from reglab.linear import lasso_cd


def _shrink(z, t):
    # soft_threshold without its validation, because the wrong solvers call it 100,000 times.
    return z - min(max(z, -t), t)


def _violation(X, y, w, b, lam):
    # kkt_violation without its validation
    r = y - X @ w - b
    g = X.T @ r / len(y)
    at_zero = np.maximum(np.abs(g) - lam, 0.0)
    return max(np.max(np.where(w == 0, at_zero, np.abs(g - lam * np.sign(w)))), abs(r.mean()))


def _descend(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - x_mean, y - y_mean
    n, p = X.shape
    a = np.mean(Xc**2, axis=0)
    constant = np.ptp(X, axis=0) == 0
    w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
    w[constant] = 0.0
    largest = np.max(np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))) / n
    sweeps = 0
    while sweeps < max_iter:
        sweeps += 1
        for j in np.flatnonzero(~constant):
            r = yc - Xc @ w
            z = Xc[:, j] @ r / n + a[j] * w[j]
            w[j] = _shrink(z, lam) / a[j]
        if _violation(Xc, yc, w, 0.0, lam) <= tol * largest:
            break
    return w, y_mean - x_mean @ w, sweeps


def _wrong(name, hint, kind, *changes):
    LASSO_CD.mistake(name, hint, edited(_descend, *changes), kind=kind)


_STALE = ("            r = yc - Xc @ w\n", "")
_TEST = "if _violation(Xc, yc, w, 0.0, lam) <= tol * largest:"

# --- the update --------------------------------------------------------------

_wrong(
    "threshold divided by the column norm",
    "You divide before the threshold. Threshold x_j'r/n + a_j w_j by lam, then divide by a_j.",
    "slip",
    ("_shrink(z, lam) / a[j]", "_shrink(z / a[j], lam)"),
)
_wrong(
    "not divided by a_j",
    "Divide the soft threshold by a_j = x_j'x_j/n. Your update is right only for columns of "
    "unit variance.",
    "slip",
    ("_shrink(z, lam) / a[j]", "_shrink(z, lam)"),
)
_wrong(
    "a_j without 1/n",
    "a_j = x_j'x_j/n: where you divide the soft threshold by a_j, the 1/n is missing.",
    "slip",
    ("_shrink(z, lam) / a[j]", "_shrink(z, lam) / (n * a[j])"),
)
_wrong(
    "lam times n",
    "x_j'r is divided by n, so lam must not be multiplied by n: threshold by lam.",
    "slip",
    ("_shrink(z, lam)", "_shrink(z, n * lam)"),
)
_wrong(
    "lam halved",
    "Your solution is that of lam/2. The 1/2 in front of the squares cancels the 2 of their "
    "derivative: threshold by lam.",
    "slip",
    ("_shrink(z, lam)", "_shrink(z, lam / 2)"),
)
_wrong(
    "lam doubled",
    "Your solution is that of 2*lam. The 1/2 in front of the squares cancels the 2 of their "
    "derivative: threshold by lam.",
    "slip",
    ("_shrink(z, lam)", "_shrink(z, 2 * lam)"),
)
_wrong(
    "summed loss",
    "Our loss is averaged, yours is summed: divide x_j'r by n before the threshold.",
    "slip",
    ("_shrink(z, lam)", "_shrink(z, lam / n)"),
)
_wrong(
    "averaged over n - 1",
    "You divide by n - 1, as np.cov and ddof=1 do. Our loss is averaged over all n samples.",
    "slip",
    ("_shrink(z, lam)", "_shrink(z, lam * (n - 1) / n)"),
)
_wrong(
    "n - 1 in a_j only",
    "You divide x_j'r by n and x_j'x_j by n - 1. Both are divided by n.",
    "slip",
    ("a = np.mean(Xc**2, axis=0)", "a = np.sum(Xc**2, axis=0) / (n - 1)"),
)
_wrong(
    "own contribution left in the residual",
    "You leave the weight's own contribution in the residual: use x_j'r/n + a_j w_j, not x_j'r/n.",
    "half",
    ("r / n + a[j] * w[j]", "r / n"),
)
_wrong(
    "own contribution without a_j",
    "You add w_j to x_j'r/n. The weight's own contribution is a_j w_j.",
    "slip",
    ("+ a[j] * w[j]", "+ w[j]"),
)
_wrong(
    "no threshold",
    "Your updates have no soft threshold: the result is least squares, whatever lam is.",
    "half",
    ("_shrink(z, lam)", "z"),
)
_wrong(
    "ridge instead of the lasso",
    "z_j / (a_j + lam) is the update for the L2 penalty. The lasso's is S(z_j, lam) / a_j.",
    "half",
    ("_shrink(z, lam) / a[j]", "z / (a[j] + lam)"),
)

# --- the residual ------------------------------------------------------------

_wrong(
    "residual never refreshed",
    "You never update the residual, so each weight is fitted as if it were the only one.",
    "half",
    ("r = yc - Xc @ w", "r = yc"),
    ("r / n + a[j] * w[j]", "r / n"),
)


def _all_at_once(data, out):
    """Whether each of the single sweeps moves all weights from the same residual."""
    X, y = data["X"] - data["X"].mean(axis=0), data["y"] - data["y"].mean()
    a, fits = np.mean(X**2, axis=0), out["lasso_cd"]
    for w, (moved, _, _) in zip(starts(data, fits), fits, strict=True):
        z = X.T @ (y - X @ w) / len(y) + a * w
        if not np.allclose(moved, (z - np.clip(z, -data["lam"], data["lam"])) / a, rtol=1e-6):
            return False
    return True


LASSO_CD.mistake(
    "residual refreshed once a sweep",
    "You update the residual once per sweep, so all weights move at once and overshoot. "
    "Update it after each weight.",
    edited(
        _descend,
        _STALE,
        ("        for j in", "        r = yc - Xc @ w\n        for j in"),
    ),
    # How large the weights get depends on how the sweeps end.
    signature=("monotone", _all_at_once),
    kind="half",
)
_wrong(
    "residual never changes",
    "Your r does not change when w_j changes. After each update, subtract x_j times the "
    "change of w_j from r; save the old w_j first.",
    "half",
    _STALE,
    ("    sweeps = 0", "    r = yc - Xc @ w\n    sweeps = 0"),
)
_wrong(
    "residual moved the wrong way",
    "When w_j grows, the residual loses x_j times the change. Yours gains it: change the sign.",
    "slip",
    _STALE,
    ("    sweeps = 0", "    r = yc - Xc @ w\n    sweeps = 0"),
    (
        "w[j] = _shrink(z, lam) / a[j]",
        "old, w[j] = w[j], _shrink(z, lam) / a[j]; r = r + Xc[:, j] * (w[j] - old)",
    ),
)
_wrong(
    "residual starts at y whatever w0 is",
    "Your first residual is y, as if all weights were 0. Start with the residual of w0.",
    "slip",
    _STALE,
    ("    sweeps = 0", "    r = yc.copy()\n    sweeps = 0"),
    (
        "w[j] = _shrink(z, lam) / a[j]",
        "old, w[j] = w[j], _shrink(z, lam) / a[j]; r = r - Xc[:, j] * (w[j] - old)",
    ),
)


def _near_but_never_0(data, out):
    """Whether the fit is near the solution, but no weight is exactly 0, as for any step size."""
    w, solution = out["lasso_cd"][0], lasso_cd(data["X"], data["y"], data["lam"])[0]
    fits = (data["X"] - data["X"].mean(axis=0)) @ np.column_stack([w - solution, solution])
    off, size = np.linalg.norm(fits, axis=0)
    return bool(np.all(w != 0) and off < 0.7 * size)


@LASSO_CD.mistake(
    "no weight is exactly 0",
    "None of your weights is exactly 0, where most should be. Subtracting lam*sign(w_j) never "
    "gives 0, and neither does a squared penalty. Use the soft threshold.",
    signature=("wide_data", _near_but_never_0),
    kind="half",
)
def subgradient(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(X.shape[1]) if w0 is None else np.array(w0, dtype=float)
    step = 0.1 * len(y) / np.linalg.norm(Xc, 2) ** 2
    for _ in range(max_iter):
        w += step * (Xc.T @ (yc - Xc @ w) / len(y) - lam * np.sign(w))
    return w, y.mean() - X.mean(axis=0) @ w, max_iter


# --- the intercept -----------------------------------------------------------

_UNCENTRED = (
    ("x_mean, y_mean = X.mean(axis=0), y.mean()", "x_mean, y_mean = np.zeros(X.shape[1]), 0.0"),
)
_uncentred = edited(_descend, *_UNCENTRED)


@LASSO_CD.mistake(
    "intercept penalized",
    "You shrink the intercept like a weight: your fit changes when y becomes y + 100. Centre "
    "X and y, and compute b from the means.",
    kind="half",
)
def penalized_intercept(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    with_ones = np.column_stack([X, np.ones(len(y))])
    start = None if w0 is None else np.append(w0, 0.0)
    w, _, sweeps = _with_constants(with_ones, y, lam, start, tol, max_iter)
    return w[:-1], w[-1], sweeps


_with_constants = edited(
    _descend, *_UNCENTRED, ("np.ptp(X, axis=0) == 0", "np.zeros(X.shape[1], dtype=bool)")
)

_wrong(
    "intercept forgotten",
    "Your fit has no intercept: you do not centre X and y, and you do not compute b from "
    "their means.",
    "half",
    *_UNCENTRED,
)
_wrong(
    "centred only at the end",
    "You compute b from the means, but the weights are fitted to X and y as they are: centre "
    "both first.",
    "half",
    ("Xc, yc = X - x_mean, y - y_mean", "Xc, yc = X, y"),
)
_wrong(
    "only y centred",
    "You centre y, but not X. The intercept absorbs the means of both, so centre both.",
    "slip",
    ("Xc, yc = X - x_mean, y - y_mean", "Xc, yc = X, y - y_mean"),
)
_wrong(
    "b is the mean of y",
    "Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w, with the means before centring.",
    "slip",
    ("return w, y_mean - x_mean @ w", "return w, y_mean"),
)
_wrong(
    "b of the centred problem",
    "Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
    "slip",
    ("return w, y_mean - x_mean @ w", "return w, 0.0"),
)
_wrong(
    "sign in b",
    "You add mean(X) @ w. A fit through the means needs b = mean(y) - mean(X) @ w.",
    "slip",
    ("return w, y_mean - x_mean @ w", "return w, y_mean + x_mean @ w"),
)

# --- start and stop ----------------------------------------------------------

_wrong(
    "w0 ignored",
    "You start from zeros, whatever w0 is. Start from a copy of w0 if it is given.",
    "slip",
    ("np.array(w0, dtype=float)", "np.zeros(p)"),
)


def _is_cut(data, out):
    w = out["lasso_cd"][0]
    return bool(data["w0"].dtype.kind != "i" or np.all(w == np.round(w)))


LASSO_CD.mistake(
    "w0 of whole numbers kept as it is",
    "If w0 holds whole numbers, so do your weights: they are cut. Start from an array of floats "
    "with the values of w0.",
    edited(_descend, ("np.array(w0, dtype=float)", "np.array(w0)")),
    # What is cut depends on how the residual is updated.
    signature=("any_start", _is_cut),
    kind="slip",
)
_wrong(
    "tol taken as absolute",
    "You stop at a violation of tol, but tol is relative to lambda_max: stop at tol * "
    "lambda_max(X, y).",
    "slip",
    ("tol * largest", "tol"),
)
_wrong(
    "tol relative to lam",
    "You stop at a violation of tol * lam. Stop at tol * lambda_max(X, y).",
    "slip",
    ("tol * largest", "tol * lam"),
)
_wrong(
    "stops when the weights hardly change",
    "You stop when no weight changes by more than tol. Look at the violation of (3.4): a small "
    "step can be far from the solution, and the size of a weight depends on units.",
    "slip",
    ("        for j in", "        before = w.copy()\n        for j in"),
    (_TEST, "if np.max(np.abs(w - before)) <= tol:"),
)
_wrong(
    "stopping test never met",
    "You always do max_iter sweeps. Compare the violation of the centred problem, whose b is 0, "
    "with tol * lambda_max(X, y), and stop.",
    "slip",
    (_TEST, "if sweeps == max_iter:"),
)
_wrong(
    "one sweep only",
    "You stop after one sweep. Sweep until the violation is at most tol * lambda_max(X, y).",
    "half",
    (_TEST, "if True:"),
)
_wrong(
    "sweeps counted from 0",
    "Your count is too small by 1: after k sweeps return k. Does your range start at 0?",
    "slip",
    ("w, sweeps", "w, sweeps - 1"),
)
_wrong(
    "one sweep too many counted",
    "Your count is too large by 1: after k sweeps return k.",
    "slip",
    ("w, sweeps", "w, sweeps + 1"),
)
_wrong(
    "max_iter one too small",
    "You do max_iter - 1 sweeps at most. range(1, max_iter) ends before max_iter.",
    "slip",
    ("while sweeps < max_iter:", "while sweeps < max_iter - 1:"),
)

# --- numbers -----------------------------------------------------------------

_wrong(
    "small weights set to 0",
    "You set weights that are nearly 0 to 0. What is small depends on the units of X and y: the "
    "soft threshold alone decides which weights are 0.",
    "slip",
    ("return w, y_mean", "w[np.abs(w) < 1e-6] = 0; return w, y_mean"),
)
_wrong(
    "columns of small spread skipped",
    "You skip columns with a small a_j, which depends on the units of X. Skip a column only if all "
    "its entries are equal.",
    "slip",
    ("np.ptp(X, axis=0) == 0", "a < 1e-10"),
)


def _constant_gets_a_weight(data, out):
    """Whether only columns that centring does not make 0 get a weight."""
    w = out["lasso_cd"][0]
    constant = np.ptp(data["X"], axis=0) == 0
    return bool(np.any(w[constant] != 0)) == (data["lam"] == 0)


LASSO_CD.mistake(
    "a_j compared with 0",
    "You test whether a_j is exactly 0. Centred, a constant column may be 1e-17: compare its "
    "entries as they are given.",
    edited(_descend, ("np.ptp(X, axis=0) == 0", "a == 0")),
    # The weights depend on how means and residuals are rounded.
    signature=("constant_column", _constant_gets_a_weight),
    kind="slip",
)
_wrong(
    "constant column keeps its start",
    "You skip the constant column, so its weight keeps the value from w0. Set it to 0.",
    "slip",
    ("    w[constant] = 0.0\n", ""),
)


def _not_finite(data, out):
    """Whether a column that is 0 when it is centred leaves weights that are no numbers."""
    exact = np.any(np.all(data["X"] == data["X"].mean(axis=0), axis=0))
    return not exact or not np.all(np.isfinite(out["lasso_cd"][0]))


@LASSO_CD.mistake(
    "division by zero on a constant column",
    "A centred constant column has a_j = 0, and you divide by it. Skip it: its weight is 0.",
    # Where a_j is a rounding error instead, any number may come out.
    signature=("constant_column", _not_finite),
    kind="slip",
)
def constant_not_skipped(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w, b, n_iter = lasso_cd(X, y, lam, w0, tol, max_iter)
    if np.any(np.all(X - X.mean(axis=0) == 0, axis=0)):
        # 0/0 in one weight is in the residual from then on, and so in every weight.
        w, b = np.full_like(w, np.nan), np.nan
    return w, b, n_iter
