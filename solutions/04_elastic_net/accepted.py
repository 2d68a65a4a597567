"""Correct answers to lesson 04, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 4.1 ---------------------------------------------------------------------


@accepted("elastic_net.elastic_net_cd")
def more_rows(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    """The squares are least squares on p more rows, sqrt(n*l2) times the identity."""
    n, p = X.shape
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    columns = [j for j in range(p) if np.ptp(X[:, j]) > 0]
    A = np.vstack([Xc, np.sqrt(n * l2) * np.eye(p)])
    w = np.zeros(p)
    if w0 is not None:
        w[columns] = w0[columns]
    stop = tol * np.max(np.abs(Xc.T @ yc)) / n
    r = np.append(yc, np.zeros(p)) - A @ w
    for n_iter in range(1, max_iter + 1):  # noqa: B007  (returned)
        for j in columns:
            z = A[:, j] @ (r + A[:, j] * w[j]) / n
            new = np.sign(z) * max(abs(z) - l1, 0.0) / (A[:, j] @ A[:, j] / n)
            r -= A[:, j] * (new - w[j])
            w[j] = new
        g = A.T @ r / n
        excess = np.where(w == 0, g - np.clip(g, -l1, l1), g - l1 * np.sign(w))
        if np.max(np.abs(excess)) <= stop:
            break
    return w, y.mean() - X.mean(axis=0) @ w, n_iter


@accepted("elastic_net.elastic_net_cd")
def with_products(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    """Everything from X'X and X'y; columns visited backwards; the start may need no sweep."""
    n, p = X.shape
    Xc = X - X.mean(axis=0)
    G, c = Xc.T @ Xc / n, Xc.T @ y / n
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
    w[np.diag(G) == 0] = 0.0
    sweeps = 0
    while sweeps < max_iter:
        pull = c - G @ w - l2 * w
        # The distance of the pull from l1 times a sign, or from the interval between both signs.
        nearest = np.where(w == 0, np.clip(pull, -l1, l1), np.copysign(l1, w))
        if np.max(np.abs(pull - nearest)) <= tol * np.max(np.abs(c)):
            break
        for j in reversed(np.flatnonzero(np.diag(G))):
            z = c[j] - G[j] @ w + G[j, j] * w[j]
            w[j] = (z - np.clip(z, -l1, l1)) / (G[j, j] + l2)
        sweeps += 1
    return w, np.mean(y - X @ w), sweeps


# --- 4.2 ---------------------------------------------------------------------


@accepted("elastic_net.group_gap")
def by_sorting(w, groups):
    order = np.lexsort((w, groups))
    starts = np.searchsorted(groups[order], np.unique(groups))
    ends = np.append(starts[1:], len(w)) - 1
    return w[order][ends] - w[order][starts]


@accepted("elastic_net.group_gap")
def by_ufunc(w, groups):
    high, low = np.full(groups.max() + 1, -np.inf), np.full(groups.max() + 1, np.inf)
    np.maximum.at(high, groups, w)
    np.minimum.at(low, groups, w)
    return high - low


@accepted("elastic_net.group_gap")
def by_loop(w, groups):
    found = {}
    for value, label in zip(w, groups.tolist(), strict=True):
        low, high = found.get(label, (value, value))
        found[label] = (min(low, value), max(high, value))
    return np.array([found[label][1] - found[label][0] for label in sorted(found)])


# --- 4.3 ---------------------------------------------------------------------


@accepted("elastic_net.selection_frequency")
def with_choice(fit, X, y, n_boot, rng):
    kept = []
    for _ in range(n_boot):
        rows = rng.choice(len(y), len(y))
        kept.append(fit(X[rows], y[rows]) != 0)
    return np.mean(kept, axis=0)


@accepted("elastic_net.selection_frequency")
def all_rows_at_once(fit, X, y, n_boot, rng):
    rows = rng.integers(0, len(X), size=(n_boot, len(X)))
    return sum((fit(X[r], y[r]) != 0).astype(int) for r in rows) / n_boot


@accepted("elastic_net.selection_frequency")
def one_table(fit, X, y, n_boot, rng):
    table = np.column_stack([X, y])
    count = np.zeros(X.shape[1])
    for _ in range(n_boot):
        sample = rng.choice(table, size=len(table), axis=0)
        count += np.abs(np.sign(fit(sample[:, :-1], sample[:, -1])))
    return count / n_boot


# --- 4.4 ---------------------------------------------------------------------


@accepted("elastic_net.huber_loss_grad")
def by_parts(r, delta):
    # r splits into the part that is squared and the part that goes on straight.
    inner = np.clip(r, -delta, delta)
    return inner**2 / 2 + delta * np.abs(r - inner), inner


@accepted("elastic_net.huber_loss_grad")
def by_cases(r, delta):
    large = np.abs(r) > delta
    loss, grad = r**2 / 2, np.array(r, dtype=float)
    loss[large] = delta * np.abs(r[large]) - delta**2 / 2
    grad[large] = delta * np.sign(r[large])
    return loss, grad


@accepted("elastic_net.huber_loss_grad")
def by_minimum(r, delta):
    a = np.minimum(np.abs(r), delta)
    return a * (np.abs(r) - a / 2), a * np.sign(r)
