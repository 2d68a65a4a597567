"""Exercise 4.1: wrong answers about the sweeps, the data and the intercept."""

import numpy as np

from reglab.linear import elastic_net_cd

from ..probes import ELASTIC_NET_CD
from .penalty import descend, shrink


def _sweeps(X, y, lam, l1_ratio, w0, tol, max_iter, pull):
    """Sweeps with another pull: w is current, `start` this sweep's, `first` the first one's."""
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - x_mean, y - y_mean
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    a = np.mean(Xc**2, axis=0)
    w = np.zeros(X.shape[1]) if w0 is None else np.array(w0, dtype=float)
    first = w.copy()
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        start = w.copy()
        for j in np.flatnonzero(a):
            w[j] = shrink(pull(Xc, yc, a, w, j, start, first), l1) / (a[j] + l2)
        moved = np.max(np.abs(w - start))
        if moved <= 1e-12 + tol * np.max(np.abs(w)) or not moved < 1e9:
            break
    return w, y_mean - x_mean @ w, sweeps


@ELASTIC_NET_CD.misconception(
    "residual refreshed once a sweep",
    hint="The residual is refreshed once a sweep: all weights move at once and overshoot together. "
    "Refresh it after each weight.",
)
def simultaneous(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    def pull(Xc, yc, a, w, j, start, first):
        return Xc[:, j] @ (yc - Xc @ start) / len(yc) + a[j] * start[j]

    return _sweeps(X, y, lam, l1_ratio, w0, tol, max_iter, pull)


@ELASTIC_NET_CD.misconception(
    "residual never changes",
    hint="r does not change when w_j moves. After each update, take x_j times the change of w_j "
    "off r.",
)
def frozen_residual(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    def pull(Xc, yc, a, w, j, start, first):
        return Xc[:, j] @ (yc - Xc @ first) / len(yc) + a[j] * w[j]

    return _sweeps(X, y, lam, l1_ratio, w0, tol, max_iter, pull)


@ELASTIC_NET_CD.misconception(
    "own contribution left in the residual",
    hint="The weight's own part is missing: z_j = x_j'r/n + a_j w_j, not x_j'r/n.",
)
def own_part_missing(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    def pull(Xc, yc, a, w, j, start, first):
        return Xc[:, j] @ (yc - Xc @ w) / len(yc)

    return _sweeps(X, y, lam, l1_ratio, w0, tol, max_iter, pull)


@ELASTIC_NET_CD.misconception(
    "summed loss",
    hint="Our loss is averaged, yours is summed: divide x_j'r and a_j by n.",
)
def summed_loss(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, lam / len(y), l1_ratio, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "intercept forgotten",
    hint="X and y are not centred, so there is no intercept in your fit.",
)
def no_centring(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    # Rows with either sign have mean 0 and the same products: centring them changes nothing.
    both, target = np.vstack([X, -X]), np.concatenate([y, -y])
    w, _, n_iter = elastic_net_cd(both, target, lam, l1_ratio, w0, tol, max_iter)
    return w, 0.0, n_iter


@ELASTIC_NET_CD.misconception(
    "b is the mean of y",
    hint="Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w.",
)
def mean_of_y(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    w, _, n_iter = elastic_net_cd(X, y, lam, l1_ratio, w0, tol, max_iter)
    return w, y.mean(), n_iter


@ELASTIC_NET_CD.misconception(
    "b of the centred problem",
    hint="Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
)
def zero_b(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    w, _, n_iter = elastic_net_cd(X, y, lam, l1_ratio, w0, tol, max_iter)
    return w, 0.0, n_iter


@ELASTIC_NET_CD.misconception(
    "w0 ignored",
    hint="You always start from zeros. Start from w0 if it is given.",
)
def cold_only(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, lam, l1_ratio, None, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "max_iter ignored",
    hint="You sweep on after max_iter sweeps. It is a limit that the caller sets.",
)
def unlimited(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, lam, l1_ratio, w0, tol, 10_000)


@ELASTIC_NET_CD.misconception(
    "sweeps counted from 0",
    hint="range starts at 0, so your counter is one short: after k sweeps return k.",
)
def counted_from_zero(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    w, b, n_iter = elastic_net_cd(X, y, lam, l1_ratio, w0, tol, max_iter)
    return w, b, n_iter - 1


@ELASTIC_NET_CD.misconception(
    "one sweep only",
    hint="You stop after one sweep. Sweep until the conditions (4.2) hold.",
)
def one_sweep(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    return descend(X, y, lambda z, a: shrink(z, l1) / (a + l2), w0, tol, 1)
