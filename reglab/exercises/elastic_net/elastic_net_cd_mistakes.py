"""Exercise 4.1: the known mistakes. Every function is wrong on purpose, except `_descend`."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.elastic_net.elastic_net_cd import ELASTIC_NET_CD
from reglab.linear import elastic_net_cd


def _shrink(z, t):
    # soft_threshold without its validation, because the wrong solvers call it 100,000 times.
    return z - min(max(z, -t), t)


def _descend(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    n, p = X.shape
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - x_mean, y - y_mean
    a = np.mean(Xc**2, axis=0)
    l1 = lam * l1_ratio
    l2 = lam * (1 - l1_ratio)
    w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
    for sweeps in range(1, max_iter + 1):  # noqa: B007  (returned)
        before = w.copy()
        for j in np.flatnonzero(a):
            r = yc - Xc @ w
            z = Xc[:, j] @ r / n + a[j] * w[j]
            w[j] = _shrink(z, l1) / (a[j] + l2)
        # Wrong solvers need not reach the optimum: stop when they stand still, or blow up.
        moved = np.max(np.abs(w - before))
        if moved <= 1e-12 + tol * np.max(np.abs(w)) or not moved < 1e9:
            break
    return w, y_mean - x_mean @ w, sweeps


ELASTIC_NET_CD.mistake(
    "l1_ratio reversed",
    "You use l1_ratio as the share of the L2 part. It is the share of the L1 part: the "
    "threshold is lam*l1_ratio.",
    edited(
        _descend,
        ("l1 = lam * l1_ratio", "l1 = lam * (1 - l1_ratio)"),
        ("l2 = lam * (1 - l1_ratio)", "l2 = lam * l1_ratio"),
    ),
)
ELASTIC_NET_CD.mistake(
    "L2 part missing from the denominator",
    "Your threshold is right, but the L2 part is missing: the denominator is a_j + lam*(1 - "
    "l1_ratio).",
    edited(_descend, ("/ (a[j] + l2)", "/ a[j]")),
)
ELASTIC_NET_CD.mistake(
    "L1 part missing",
    "You compute ridge weights, without a threshold. Use soft_threshold(z_j, lam*l1_ratio).",
    edited(_descend, ("_shrink(z, l1)", "z")),
)
ELASTIC_NET_CD.mistake(
    "both parts with the full lam",
    "You use lam for both parts. l1_ratio splits it: lam*l1_ratio in the threshold and lam*(1 "
    "- l1_ratio) in the denominator.",
    edited(
        _descend, ("l1 = lam * l1_ratio", "l1 = lam"), ("l2 = lam * (1 - l1_ratio)", "l2 = lam")
    ),
)
ELASTIC_NET_CD.mistake(
    "threshold is the full lam",
    "You split lam in the denominator, but not in the threshold: it is lam*l1_ratio.",
    edited(_descend, ("l1 = lam * l1_ratio", "l1 = lam")),
)
ELASTIC_NET_CD.mistake(
    "full lam in the denominator",
    "Your threshold is right. The denominator needs lam*(1 - l1_ratio), not lam.",
    edited(_descend, ("l2 = lam * (1 - l1_ratio)", "l2 = lam")),
)
ELASTIC_NET_CD.mistake(
    "l1_ratio below the line",
    "You use lam*l1_ratio in the threshold and in the denominator. The denominator needs the "
    "other part: lam*(1 - l1_ratio).",
    edited(_descend, ("/ (a[j] + l2)", "/ (a[j] + l1)")),
)
ELASTIC_NET_CD.mistake(
    "factor 1/2 of the squares lost",
    "Your L2 part is too large by a factor of 2: the derivative of (1 - l1_ratio)/2 * w^2 is (1 - "
    "l1_ratio)*w, without a 2.",
    edited(_descend, ("l2 = lam * (1 - l1_ratio)", "l2 = 2 * lam * (1 - l1_ratio)")),
)
ELASTIC_NET_CD.mistake(
    "factor 1/2 kept in the derivative",
    "Your L2 part is too small by a factor of 2: the derivative of (1 - l1_ratio)/2 * w^2 is (1 - "
    "l1_ratio)*w. The 1/2 cancels.",
    edited(_descend, ("l2 = lam * (1 - l1_ratio)", "l2 = lam * (1 - l1_ratio) / 2")),
)
ELASTIC_NET_CD.mistake(
    "squares not multiplied by lam",
    "Your denominator has 1 - l1_ratio without lam. Both parts of the penalty are multiplied "
    "by lam.",
    edited(_descend, ("l2 = lam * (1 - l1_ratio)", "l2 = 1 - l1_ratio")),
)
ELASTIC_NET_CD.mistake(
    "threshold not multiplied by lam",
    "Your threshold is l1_ratio alone. It must be lam*l1_ratio.",
    edited(_descend, ("l1 = lam * l1_ratio", "l1 = l1_ratio")),
)
ELASTIC_NET_CD.mistake(
    "only a_j below the line, shrunk afterwards",
    "You divide by a_j and by 1 + lam*(1 - l1_ratio). Divide once, by the sum a_j + lam*(1 - "
    "l1_ratio).",
    edited(_descend, ("/ (a[j] + l2)", "/ a[j] / (1 + l2)")),
)
ELASTIC_NET_CD.mistake(
    "not divided by a_j",
    "a_j is missing in your denominator. Your update is right only for columns of variance 1.",
    edited(_descend, ("/ (a[j] + l2)", "/ (1 + l2)")),
)
ELASTIC_NET_CD.mistake(
    "divided before the threshold",
    "You divide before the threshold. Threshold z_j first, then divide by "
    "a_j + lam*(1 - l1_ratio).",
    edited(_descend, ("_shrink(z, l1) / (a[j] + l2)", "_shrink(z / (a[j] + l2), l1)")),
)
ELASTIC_NET_CD.mistake(
    "squares added outside the fraction",
    "You add lam*(1 - l1_ratio) to the fraction. Add it to the denominator: use parentheses.",
    edited(_descend, ("/ (a[j] + l2)", "/ a[j] + l2")),
)
ELASTIC_NET_CD.mistake(
    "squares in the threshold",
    "You put both parts into the threshold, so you solve the lasso with the full lam. Add the "
    "L2 part to a_j in the denominator instead.",
    edited(_descend, ("_shrink(z, l1) / (a[j] + l2)", "_shrink(z, l1 + l2) / a[j]")),
)
ELASTIC_NET_CD.mistake(
    "hard threshold",
    "You keep z_j or set it to 0. The soft threshold also moves the kept values towards 0 by "
    "lam*l1_ratio.",
    edited(_descend, ("_shrink(z, l1)", "z * (abs(z) > l1)")),
)
ELASTIC_NET_CD.mistake(
    "squares multiplied by n",
    "Your L2 part is n times too large: a_j is a mean over the rows, so add lam*(1 - "
    "l1_ratio) without n.",
    edited(_descend, ("l2 = lam * (1 - l1_ratio)", "l2 = n * lam * (1 - l1_ratio)")),
)
ELASTIC_NET_CD.mistake(
    "threshold halved",
    "Your threshold is half of lam*l1_ratio. Only the squares have a 1/2 in (4.1).",
    edited(_descend, ("l1 = lam * l1_ratio", "l1 = lam * l1_ratio / 2")),
)
ELASTIC_NET_CD.mistake(
    "shrinkage undone in the end",
    "You scale the weights up by 1 + lam*(1 - l1_ratio) at the end. That is Zou and Hastie's "
    "correction; our objective has none.",
    edited(_descend, ("    return w", "    w = w * (1 + l2)\n    return w")),
)
ELASTIC_NET_CD.mistake(
    "residual refreshed once a sweep",
    "You update the residual once per sweep, so all weights move at once and overshoot. "
    "Update it after each weight.",
    edited(
        _descend,
        ("            r = yc - Xc @ w\n", ""),
        ("        for j in", "        r = yc - Xc @ w\n        for j in"),
    ),
)
ELASTIC_NET_CD.mistake(
    "residual never changes",
    "Your r does not change when w_j changes. After each update, subtract x_j times the "
    "change of w_j from r.",
    edited(
        _descend,
        ("            r = yc - Xc @ w\n", ""),
        ("    for sweeps in", "    r = yc - Xc @ w\n    for sweeps in"),
    ),
)
ELASTIC_NET_CD.mistake(
    "own contribution left in the residual",
    "The weight's own contribution is missing: z_j = x_j'r/n + a_j w_j, not x_j'r/n.",
    edited(_descend, ("r / n + a[j] * w[j]", "r / n")),
)
ELASTIC_NET_CD.mistake(
    "summed loss",
    "Our loss is averaged, yours is summed: divide x_j'r and a_j by n.",
    edited(_descend, ("a = np.mean(", "a = np.sum("), ("r / n", "r")),
)
ELASTIC_NET_CD.mistake(
    "intercept forgotten",
    "Your fit has no intercept, because you do not centre X and y.",
    edited(
        _descend,
        ("x_mean, y_mean = X.mean(axis=0), y.mean()", "x_mean, y_mean = np.zeros(X.shape[1]), 0.0"),
    ),
)
ELASTIC_NET_CD.mistake(
    "b is the mean of y",
    "Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w.",
    edited(_descend, ("return w, y_mean - x_mean @ w", "return w, y_mean")),
)
ELASTIC_NET_CD.mistake(
    "b of the centred problem",
    "Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
    edited(_descend, ("return w, y_mean - x_mean @ w", "return w, 0.0")),
)
ELASTIC_NET_CD.mistake(
    "w0 ignored",
    "You always start from zeros. Start from w0 if it is given.",
    lambda X, y, lam, l1_ratio, w0=None, **options: elastic_net_cd(X, y, lam, l1_ratio, **options),
)
ELASTIC_NET_CD.mistake(
    "max_iter ignored",
    "You continue after max_iter sweeps. Stop there: the caller sets this limit.",
    lambda X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000: elastic_net_cd(
        X, y, lam, l1_ratio, w0, tol
    ),
)
ELASTIC_NET_CD.mistake(
    "sweeps counted from 0",
    "range starts at 0, so your count is too small by 1: after k sweeps return k.",
    edited(_descend, ("w, sweeps", "w, sweeps - 1")),
)
ELASTIC_NET_CD.mistake(
    "one sweep only",
    "You stop after one sweep. Sweep until the conditions (4.2) hold.",
    edited(_descend, ("range(1, max_iter + 1)", "range(1, 2)")),
)
