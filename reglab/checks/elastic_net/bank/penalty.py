"""Exercise 4.1: wrong answers about the penalty and the single step."""

import numpy as np

from reglab.linear import elastic_net_cd

from ..probes import ELASTIC_NET_CD


def shrink(z, t):
    return z - min(max(z, -t), t)


def descend(X, y, step, w0, tol, max_iter):
    """Sweeps of ``w_j = step(z_j, a_j)`` on centred data, until nothing moves or all blows up."""
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, r = X - x_mean, y - y_mean
    a = np.mean(Xc**2, axis=0)
    w = np.zeros(X.shape[1]) if w0 is None else np.array(w0, dtype=float)
    r = r - Xc @ w
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        before = w.copy()
        for j in np.flatnonzero(a):
            old = w[j]
            w[j] = step(Xc[:, j] @ r / len(y) + a[j] * old, a[j])
            r -= Xc[:, j] * (w[j] - old)
        moved = np.max(np.abs(w - before))
        if moved <= 1e-12 + tol * np.max(np.abs(w)) or not moved < 1e9:
            break
    return w, y_mean - x_mean @ w, sweeps


@ELASTIC_NET_CD.misconception(
    "l1_ratio reversed",
    hint="l1_ratio is the share of the L1 penalty, yours is that of the squares: the threshold is "
    "lam*l1_ratio.",
)
def reversed_ratio(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, lam, 1 - l1_ratio, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "L2 part missing from the denominator",
    hint="Your threshold is right, but the squares leave no trace: lam*(1 - l1_ratio) joins a_j "
    "below the line.",
)
def no_l2(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, lam * l1_ratio, 1.0, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "L1 part missing",
    hint="Your weights are ridge's: nothing is thresholded. Use soft_threshold(z_j, lam*l1_ratio).",
)
def no_l1(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, lam * (1 - l1_ratio), 0.0, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "both parts with the full lam",
    hint="You take lam for both parts. l1_ratio splits it: lam*l1_ratio above the line and "
    "lam*(1 - l1_ratio) below.",
)
def unsplit(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, 2 * lam, 0.5, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "threshold is the full lam",
    hint="Below the line you split lam, above you do not: the threshold is lam*l1_ratio.",
)
def full_threshold(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l2 = lam * (1 - l1_ratio)
    return elastic_net_cd(X, y, lam + l2, lam / (lam + l2), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "full lam in the denominator",
    hint="The threshold is right. Below the line belongs lam*(1 - l1_ratio), not lam.",
)
def full_denominator(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1 = lam * l1_ratio
    return elastic_net_cd(X, y, lam + l1, l1 / (lam + l1), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "l1_ratio below the line",
    hint="lam*l1_ratio stands above and below the line. Below belongs the other part: "
    "lam*(1 - l1_ratio).",
)
def same_part_twice(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, 2 * lam * l1_ratio, 0.5, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "factor 1/2 of the squares lost",
    hint="The squares count twice: the derivative of (1 - l1_ratio)/2 * w^2 is (1 - l1_ratio)*w, "
    "without a 2.",
)
def doubled_l2(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, 2 * lam * (1 - l1_ratio)
    return elastic_net_cd(X, y, l1 + l2, l1 / (l1 + l2), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "factor 1/2 kept in the derivative",
    hint="The squares count half: the derivative of (1 - l1_ratio)/2 * w^2 is (1 - l1_ratio)*w. "
    "The 1/2 is used up.",
)
def halved_l2(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio) / 2
    return elastic_net_cd(X, y, l1 + l2, l1 / (l1 + l2), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "squares not multiplied by lam",
    hint="Below the line stands 1 - l1_ratio without lam: both parts of the penalty are multiplied "
    "by lam.",
)
def l2_without_lam(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, 1 - l1_ratio
    return elastic_net_cd(X, y, l1 + l2, l1 / (l1 + l2) if l1 + l2 else 0.0, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "threshold not multiplied by lam",
    hint="Your threshold is l1_ratio alone: it is lam*l1_ratio.",
)
def threshold_without_lam(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = l1_ratio, lam * (1 - l1_ratio)
    return elastic_net_cd(X, y, l1 + l2, l1 / (l1 + l2) if l1 + l2 else 0.0, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "only a_j below the line, shrunk afterwards",
    hint="You divide by a_j and by 1 + lam*(1 - l1_ratio). It is one division, by the sum "
    "a_j + lam*(1 - l1_ratio).",
)
def two_divisions(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    return descend(X, y, lambda z, a: shrink(z, l1) / a / (1 + l2), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "not divided by a_j",
    hint="Below the line a_j is missing: without it the columns would need variance 1.",
)
def unit_columns(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    return descend(X, y, lambda z, a: shrink(z, l1) / (1 + l2), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "divided before the threshold",
    hint="You divide before the threshold. Threshold z_j first, then divide by "
    "a_j + lam*(1 - l1_ratio).",
)
def divided_first(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    return descend(X, y, lambda z, a: shrink(z / (a + l2), l1), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "squares added outside the fraction",
    hint="lam*(1 - l1_ratio) is added to the fraction. It belongs below the line: use brackets.",
)
def outside_fraction(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    return descend(X, y, lambda z, a: shrink(z, l1) / a + l2, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "squares in the threshold",
    hint="Both parts are in the threshold, so yours is the lasso at the full lam. The squares join "
    "a_j below the line instead.",
)
def all_in_threshold(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    return elastic_net_cd(X, y, lam, 1.0, w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "hard threshold",
    hint="You keep or kill z_j. The soft threshold also moves survivors towards 0 by lam*l1_ratio.",
)
def hard(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    return descend(X, y, lambda z, a: z * (abs(z) > l1) / (a + l2), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "squares multiplied by n",
    hint="The squares count n times too much: a_j is a mean over the rows, so lam*(1 - l1_ratio) "
    "joins it without n.",
)
def l2_times_n(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio, len(y) * lam * (1 - l1_ratio)
    return elastic_net_cd(X, y, l1 + l2, l1 / (l1 + l2), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "threshold halved",
    hint="Your threshold is half of lam*l1_ratio. Only the squares carry a 1/2 in (4.1).",
)
def half_threshold(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    l1, l2 = lam * l1_ratio / 2, lam * (1 - l1_ratio)
    return elastic_net_cd(X, y, l1 + l2, l1 / (l1 + l2), w0, tol, max_iter)


@ELASTIC_NET_CD.misconception(
    "shrinkage undone in the end",
    hint="You scale the weights up by 1 + lam*(1 - l1_ratio) in the end. That "
    "correction is Zou and Hastie's; our objective has none.",
)
def rescaled(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    w, _, n_iter = elastic_net_cd(X, y, lam, l1_ratio, w0, tol, max_iter)
    w = w * (1 + lam * (1 - l1_ratio))
    return w, y.mean() - X.mean(axis=0) @ w, n_iter
