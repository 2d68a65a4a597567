"""Correct answers to lesson 03, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

from collections import namedtuple

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 3.1 ---------------------------------------------------------------------


@accepted("lasso.soft_threshold")
def by_cases(z, t):
    return np.where(z > t, z - t, np.where(z < -t, z + t, 0.0))


@accepted("lasso.soft_threshold")
def two_halves(z, t):
    return np.maximum(z - t, 0) - np.maximum(-z - t, 0)


@accepted("lasso.soft_threshold")
def by_projection(z, t):
    return z - np.clip(z, -t, t)


@accepted("lasso.soft_threshold")
def one_value_at_a_time(z, t):
    out = [max(v - t, 0.0) if v > t else min(v + t, 0.0) for v in np.ravel(z)]
    return np.reshape(out, np.shape(z))


# --- 3.2 ---------------------------------------------------------------------


@accepted("lasso.lambda_max")
def only_y_centred(X, y):
    # x_j'(y - mean) does not see a constant in x_j.
    return np.abs(X.T @ (y - y.mean())).max() / X.shape[0]


@accepted("lasso.lambda_max")
def by_covariance(X, y):
    return max(abs(np.cov(column, y, bias=True)[0, 1]) for column in X.T)


@accepted("lasso.lambda_max")
def infinity_norm(X, y):
    return np.linalg.norm((X - X.mean(0)).T.dot(y), ord=np.inf) / len(X)


# --- 3.3 ---------------------------------------------------------------------


@accepted("lasso.kkt_violation")
def by_loop(X, y, w, b, lam):
    r = y - X @ w - b
    worst = abs(r.mean())
    for j, weight in enumerate(w):
        g = X[:, j] @ r / len(y)
        if weight > 0:
            worst = max(worst, abs(g - lam))
        elif weight < 0:
            worst = max(worst, abs(g + lam))
        else:
            worst = max(worst, abs(g) - lam)
    return worst


@accepted("lasso.kkt_violation")
def by_distance_to_interval(X, y, w, b, lam):
    residual = X @ w + b - y
    g = -X.T @ residual / len(residual)
    low = np.where(w > 0, lam, -lam)
    high = np.where(w < 0, -lam, lam)
    distance = np.abs(g - np.clip(g, low, high))
    return float(max(distance.max(), abs(residual.mean())))


# --- 3.4 ---------------------------------------------------------------------


@accepted("lasso.lasso_cd")
def residual_carried_along(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    """Carries the residual along; stops when the conditions hold."""
    n, p = X.shape
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    a = (Xc**2).sum(axis=0) / n
    w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
    r = yc - Xc @ w
    largest = np.abs(Xc.T @ yc).max() / n
    n_iter = 0
    for _ in range(max_iter):
        n_iter += 1
        for j in range(p):
            if X[:, j].max() == X[:, j].min():
                w[j] = 0.0
                continue
            old = w[j]
            z = Xc[:, j] @ r / n + a[j] * old
            w[j] = np.sign(z) * max(abs(z) - lam, 0) / a[j]
            r += Xc[:, j] * (old - w[j])
        g = Xc.T @ r / n
        gap = np.where(w != 0, np.abs(g - lam * np.sign(w)), np.maximum(np.abs(g) - lam, 0))
        if gap.max() <= tol * largest:
            break
    return w, y.mean() - X.mean(axis=0) @ w, n_iter


@accepted("lasso.lasso_cd")
def gram_matrix(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    """Covariance updates: works on X'X/n and X'y/n, and returns a named tuple."""
    n = len(y)
    mean = X.mean(axis=0)
    Xc = X - mean
    G, c = Xc.T @ Xc / n, Xc.T @ (y - y.mean()) / n
    varies = X.max(axis=0) > X.min(axis=0)
    w = np.zeros(len(c)) if w0 is None else np.where(varies, w0, 0.0)
    n_iter = 0
    while n_iter < max_iter:
        n_iter += 1
        for j in np.flatnonzero(varies):
            z = c[j] - G[j] @ w + G[j, j] * w[j]
            w[j] = (max(z - lam, 0) + min(z + lam, 0)) / G[j, j]
        g = c - G @ w
        worst = max(
            abs(gj - lam * np.sign(wj)) if wj else max(abs(gj) - lam, 0)
            for gj, wj in zip(g, w, strict=True)
        )
        if worst <= tol * np.max(np.abs(c)):
            break
    Fit = namedtuple("Fit", "w b n_iter")
    return Fit(w, float(y.mean() - mean @ w), n_iter)


@accepted("lasso.lasso_cd")
def backwards(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    """Sweeps from the last column to the first, residual computed afresh; a bit wasteful."""
    n, p = X.shape
    w = np.zeros(p) if w0 is None else w0 + 0.0
    X_mean, y_mean = np.mean(X, axis=0), np.mean(y)
    A, target = X - X_mean, y - y_mean
    scale = np.max(np.abs(A.T @ target)) / n
    for sweep in range(max_iter):  # noqa: B007  (returned)
        for j in reversed(range(p)):
            norm = A[:, j] @ A[:, j] / n
            if np.ptp(X[:, j]) > 0:
                partial = target - A @ w + A[:, j] * w[j]
                z = A[:, j] @ partial / n
                w[j] = (z - np.clip(z, -lam, lam)) / norm
            else:
                w[j] = 0
        g = A.T @ (target - A @ w) / n
        if np.max(np.where(w == 0, np.abs(g) - lam, np.abs(g - lam * np.sign(w)))) <= tol * scale:
            break
    return w, y_mean - X_mean @ w, sweep + 1


# --- 3.5 ---------------------------------------------------------------------


@accepted("lasso.lasso_path")
def cold_starts(X, y, lams):
    fits = [residual_carried_along(X, y, lam) for lam in lams]
    return np.array([fit[0] for fit in fits]), np.array([fit[1] for fit in fits])


@accepted("lasso.lasso_path")
def sorted_then_put_back(X, y, lams):
    order = np.argsort(-lams)
    rows, intercepts, w = [], [], None
    for lam in lams[order]:
        w, b, _ = residual_carried_along(X, y, lam, w0=w)
        rows.append(w)
        intercepts.append(b)
    back = np.argsort(order)
    return np.vstack(rows)[back], np.array(intercepts)[back]
