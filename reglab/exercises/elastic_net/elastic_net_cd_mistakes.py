"""Exercise 4.1: the known mistakes. Every function is wrong on purpose, except `_descend`."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.elastic_net.elastic_net_cd import ELASTIC_NET_CD


def _shrink(z, t):
    # soft_threshold without its validation, because the wrong solvers call it 100,000 times.
    return z - min(max(z, -t), t)


def _descend(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    n, p = X.shape
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - x_mean, y - y_mean
    a = np.sum(Xc**2, axis=0) / n
    l1 = lam * l1_ratio
    l2 = lam * (1 - l1_ratio)
    G, c = Xc.T @ Xc / n, Xc.T @ yc / n
    w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
    w[a == 0] = 0.0
    target = tol * np.max(np.abs(c))
    columns, sweeps = np.flatnonzero(a).tolist(), 0
    while sweeps < max_iter:
        sweeps += 1
        before = w.copy()
        for j in columns:
            w[j] = _shrink(c[j] - G[j] @ w + a[j] * w[j], l1) / (a[j] + l2)
        g = c - G @ w - l2 * w
        violation = np.where(w == 0, np.maximum(np.abs(g) - l1, 0), np.abs(g - l1 * np.sign(w)))
        if np.max(violation) <= target:
            break
        # Wrong solvers need not reach the optimum: end when they stand still.
        if max_iter > 50 and max(abs(w - before)) <= 1e-10 * max(abs(w)):
            break
    return w, y_mean - x_mean @ w, sweeps


def _with(*changes):
    return edited(_descend, *changes)


# A step that is wrong.

ELASTIC_NET_CD.mistake(
    "l1_ratio reversed",
    "You use l1_ratio as the share of the L2 part. It is the share of the L1 part: the "
    "threshold is lam*l1_ratio.",
    _with(
        ("l1 = lam * l1_ratio", "l1 = lam * (1 - l1_ratio)"),
        ("l2 = lam * (1 - l1_ratio)", "l2 = lam * l1_ratio"),
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "L2 part missing from the denominator",
    "Your threshold is right, but the L2 part is missing: the denominator is a_j + lam*(1 - "
    "l1_ratio).",
    _with(("/ (a[j] + l2)", "/ a[j]"), (" - l2 * w", "")),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "L1 part missing",
    "You compute ridge weights, without a threshold. Use soft_threshold(z_j, lam*l1_ratio).",
    _with(("l1 = lam * l1_ratio", "l1 = 0.0")),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "both parts with the full lam",
    "You use lam for both parts. l1_ratio splits it: lam*l1_ratio in the threshold and lam*(1 "
    "- l1_ratio) in the denominator.",
    _with(("l1 = lam * l1_ratio", "l1 = lam"), ("l2 = lam * (1 - l1_ratio)", "l2 = lam")),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "the lasso, whatever l1_ratio is",
    "You solve the lasso with the full lam. l1_ratio splits lam: lam*l1_ratio is the threshold, "
    "and lam*(1 - l1_ratio) is added to a_j in the denominator.",
    _with(("l1 = lam * l1_ratio", "l1 = lam"), ("l2 = lam * (1 - l1_ratio)", "l2 = 0.0")),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "ridge, whatever l1_ratio is",
    "You compute ridge weights with the full lam. l1_ratio splits lam: lam*l1_ratio is the "
    "threshold, and lam*(1 - l1_ratio) is added to a_j in the denominator.",
    _with(("l1 = lam * l1_ratio", "l1 = 0.0"), ("l2 = lam * (1 - l1_ratio)", "l2 = lam")),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "threshold is the full lam",
    "You split lam in the denominator, but not in the threshold: it is lam*l1_ratio.",
    _with(("l1 = lam * l1_ratio", "l1 = lam")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "full lam in the denominator",
    "Your threshold is right. The denominator needs lam*(1 - l1_ratio), not lam.",
    _with(("l2 = lam * (1 - l1_ratio)", "l2 = lam")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "lam*l1_ratio in the denominator",
    "You use lam*l1_ratio in the threshold and in the denominator. The denominator needs the "
    "other part: lam*(1 - l1_ratio).",
    _with(("l2 = lam * (1 - l1_ratio)", "l2 = lam * l1_ratio")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "L2 part doubled",
    "Your L2 part is too large by a factor of 2: the derivative of (1 - l1_ratio)/2 * w^2 is (1 - "
    "l1_ratio)*w, without a 2.",
    _with(("l2 = lam * (1 - l1_ratio)", "l2 = 2 * lam * (1 - l1_ratio)")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "L2 part halved",
    "Your L2 part is too small by a factor of 2: the derivative of (1 - l1_ratio)/2 * w^2 is (1 - "
    "l1_ratio)*w. The 1/2 cancels.",
    _with(("l2 = lam * (1 - l1_ratio)", "l2 = lam * (1 - l1_ratio) / 2")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "L2 part not multiplied by lam",
    "Your denominator has 1 - l1_ratio without lam. Both parts of the penalty are multiplied "
    "by lam.",
    _with(("l2 = lam * (1 - l1_ratio)", "l2 = 1 - l1_ratio")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "threshold not multiplied by lam",
    "Your threshold is l1_ratio alone. It must be lam*l1_ratio.",
    _with(("l1 = lam * l1_ratio", "l1 = l1_ratio")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "divided by a_j and then by the L2 part",
    "You divide by a_j and by 1 + lam*(1 - l1_ratio). Divide once, by the sum a_j + lam*(1 - "
    "l1_ratio).",
    _with(("/ (a[j] + l2)", "/ a[j] / (1 + l2)")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "1 instead of a_j in the denominator",
    "You divide by 1 + lam*(1 - l1_ratio), which is right only for columns of variance 1. The "
    "denominator is a_j + lam*(1 - l1_ratio).",
    _with(("/ (a[j] + l2)", "/ (1 + l2)")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "divided before the threshold",
    "You divide before the threshold. Threshold z_j first, then divide by "
    "a_j + lam*(1 - l1_ratio).",
    _with(
        (
            "_shrink(c[j] - G[j] @ w + a[j] * w[j], l1) / (a[j] + l2)",
            "_shrink((c[j] - G[j] @ w + a[j] * w[j]) / (a[j] + l2), l1)",
        )
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "L2 part added outside the fraction",
    "You add lam*(1 - l1_ratio) to the fraction. Add it to the denominator: use parentheses.",
    _with(("/ (a[j] + l2)", "/ a[j] + l2")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "hard threshold",
    "You keep z_j or set it to 0. The soft threshold also moves the kept values towards 0 by "
    "lam*l1_ratio.",
    _with(
        (
            "_shrink(c[j] - G[j] @ w + a[j] * w[j], l1)",
            "(z := c[j] - G[j] @ w + a[j] * w[j]) * (abs(z) > l1)",
        )
    ),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "L2 part multiplied by n",
    "Your L2 part is n times too large: a_j is a mean over the rows, so add lam*(1 - "
    "l1_ratio) without n.",
    _with(("l2 = lam * (1 - l1_ratio)", "l2 = n * lam * (1 - l1_ratio)")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "threshold multiplied by n",
    "Your threshold is n times too large: z_j is a mean over the rows, so its threshold is "
    "lam*l1_ratio without n.",
    _with(("l1 = lam * l1_ratio", "l1 = n * lam * l1_ratio")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "both parts multiplied by n",
    "Your penalty is n times too large: z_j and a_j are means over the rows, so lam*l1_ratio and "
    "lam*(1 - l1_ratio) have no factor n.",
    _with(
        ("l1 = lam * l1_ratio", "l1 = n * lam * l1_ratio"),
        ("l2 = lam * (1 - l1_ratio)", "l2 = n * lam * (1 - l1_ratio)"),
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "threshold halved",
    "Your threshold is half of lam*l1_ratio. Only the squares have a 1/2 in (4.1).",
    _with(("l1 = lam * l1_ratio", "l1 = lam * l1_ratio / 2")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "threshold doubled",
    "Your threshold is twice lam*l1_ratio.",
    _with(("l1 = lam * l1_ratio", "l1 = 2 * lam * l1_ratio")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "both parts halved",
    "Compared with the loss, your penalty is half as strong as in (4.1). The loss has the factor "
    "1/(2n), whose derivative has 1/n.",
    _with(
        ("l1 = lam * l1_ratio", "l1 = lam * l1_ratio / 2"),
        ("l2 = lam * (1 - l1_ratio)", "l2 = lam * (1 - l1_ratio) / 2"),
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "both parts doubled",
    "Compared with the loss, your penalty is twice as strong as in (4.1): the derivative of the "
    "loss has the factor 1/n, not 1/(2n).",
    _with(
        ("l1 = lam * l1_ratio", "l1 = 2 * lam * l1_ratio"),
        ("l2 = lam * (1 - l1_ratio)", "l2 = 2 * lam * (1 - l1_ratio)"),
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "weights scaled up at the end",
    "You scale the weights up by 1 + lam*(1 - l1_ratio) at the end. That is Zou and Hastie's "
    "correction; our objective has none.",
    _with(("    return w", "    w = w * (1 + l2)\n    return w")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "residual updated once a sweep",
    "You update the residual once per sweep, so all weights move at once and overshoot. "
    "Update it after each weight.",
    _with(
        (
            "_shrink(c[j] - G[j] @ w + a[j] * w[j], l1)",
            "_shrink(c[j] - G[j] @ before + a[j] * w[j], l1)",
        )
    ),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "residual never changes",
    "Your r does not change when w_j changes. After each update, subtract x_j times the "
    "change of w_j from r.",
    _with(
        (
            "_shrink(c[j] - G[j] @ w + a[j] * w[j], l1)",
            "_shrink(c[j] - G[j] @ start + a[j] * w[j], l1)",
        ),
        (
            "sweeps = np.flatnonzero(a).tolist(), 0",
            "sweeps = np.flatnonzero(a).tolist(), 0\n    start = w.copy()",
        ),
    ),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "a_j w_j missing from z_j",
    "The weight's own contribution is missing: z_j = x_j'r/n + a_j w_j, not x_j'r/n.",
    _with((" + a[j] * w[j], l1)", ", l1)")),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "summed loss",
    "Our loss is averaged, yours is summed: divide x_j'r and a_j by n.",
    _with(
        ("a = np.sum(Xc**2, axis=0) / n", "a = np.sum(Xc**2, axis=0)"),
        ("G, c = Xc.T @ Xc / n, Xc.T @ yc / n", "G, c = Xc.T @ Xc, Xc.T @ yc"),
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "divided by n - 1",
    "You divide x_j'r and a_j by n - 1. The loss has the factor 1/(2n): divide by n.",
    _with(
        ("a = np.sum(Xc**2, axis=0) / n", "a = np.sum(Xc**2, axis=0) / (n - 1)"),
        ("G, c = Xc.T @ Xc / n, Xc.T @ yc / n", "G, c = Xc.T @ Xc / (n - 1), Xc.T @ yc / (n - 1)"),
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "a_j of the columns that are not centred",
    "Your a_j belongs to the columns of X as they are. It must be the mean square of the centred "
    "column.",
    _with(("a = np.sum(Xc**2, axis=0) / n", "a = np.sum(X**2, axis=0) / n")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "neither X nor y centred",
    "Your fit has no intercept, because you do not centre X and y.",
    _with(
        ("x_mean, y_mean = X.mean(axis=0), y.mean()", "x_mean, y_mean = np.zeros(X.shape[1]), 0.0")
    ),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "X not centred",
    "You centre y but not X. The weights are those for the centred columns.",
    _with(("Xc, yc = X - x_mean, y - y_mean", "Xc, yc = X, y - y_mean")),
    kind="half",
)

# A special case.

ELASTIC_NET_CD.mistake(
    "0 divided by 0 at a constant column",
    "A constant column has a_j = 0. If the L2 part is 0 too, your step divides 0 by 0: give such a "
    "column the weight 0.",
    _with(("np.flatnonzero(a).tolist()", "range(p)"), ("    w[a == 0] = 0.0\n", "")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "constant column keeps its w0",
    "A constant column keeps the weight that w0 has for it. Set it to 0.",
    _with(("    w[a == 0] = 0.0\n", "")),
    kind="slip",
)


def _whole_weights(data, out):
    """Whether the weights are whole numbers where w0 is."""
    w = out["elastic_net_cd"][0]
    return "w0" not in data or bool(np.all(w == np.round(w)))


ELASTIC_NET_CD.mistake(
    "w0 of whole numbers",
    "If w0 holds whole numbers, so do your weights: NumPy cuts off the decimals. Copy it with "
    "np.array(w0, dtype=float).",
    _with(("np.array(w0, dtype=float)", "np.array(w0)")),
    signature=("whole_numbers", _whole_weights),
    kind="slip",
)

# The intercept.

ELASTIC_NET_CD.mistake(
    "b is the mean of y",
    "Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w.",
    _with(("return w, y_mean - x_mean @ w", "return w, y_mean")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "b of the centred problem",
    "Your weights are right. b is 0 for the centred data only; for the data as given it is "
    "mean(y) - mean(X) @ w.",
    _with(("return w, y_mean - x_mean @ w", "return w, 0.0")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "sign of b",
    "You add mean(X) @ w to mean(y). Subtract it: b = mean(y) - mean(X) @ w.",
    _with(("return w, y_mean - x_mean @ w", "return w, y_mean + x_mean @ w")),
    kind="slip",
)

# The sweeps.

ELASTIC_NET_CD.mistake(
    "w0 ignored",
    "You always start from zeros. Start from w0 if it is given.",
    _with(("np.zeros(p) if w0 is None else np.array(w0, dtype=float)", "np.zeros(p)")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "residual of zero weights at the start",
    "You start from w0, but with the residual of zero weights. Start with r = yc - Xc @ w0.",
    _with(
        ("    target = tol", "    c_start, c = c, c + G @ w\n    target = tol"),
        ("np.max(np.abs(c))", "np.max(np.abs(c_start))"),
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "max_iter ignored",
    "You continue after max_iter sweeps. Stop there: the caller sets this limit.",
    _with(("while sweeps < max_iter", "while sweeps < 1000")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "one sweep too many",
    "You do max_iter + 1 sweeps. Stop after max_iter.",
    _with(("while sweeps < max_iter", "while sweeps <= max_iter")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "one sweep too few",
    "You do max_iter - 1 sweeps at most. Do max_iter of them.",
    _with(("while sweeps < max_iter", "while sweeps < max_iter - 1")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "sweeps counted from 0",
    "range starts at 0, so your count is too small by 1: after k sweeps return k.",
    _with(("w, sweeps", "w, sweeps - 1")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "one sweep too many counted",
    "Your n_iter is one larger than the number of sweeps: after k sweeps return k.",
    _with(("w, sweeps", "w, sweeps + 1")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "one sweep only",
    "You stop after one sweep. Sweep until the conditions (4.2) hold.",
    _with(("while sweeps < max_iter", "while sweeps < 1")),
    kind="half",
)
ELASTIC_NET_CD.mistake(
    "never stops before max_iter",
    "You always do max_iter sweeps: your stopping rule is never met. Stop after the first sweep "
    "that leaves no violation of (4.2) above tol * lambda_max.",
    _with(
        ("        if np.max(violation) <= target:\n            break\n", ""),
        ("max_iter > 50 and max(abs(w - before)) <= 1e-10 * max(abs(w))", "max_iter > 5000"),
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "stops when the weights hardly change",
    "You stop when no weight changes by more than tol in a sweep. The rule is about the violation "
    "of (4.2).",
    _with(("if np.max(violation) <= target", "if np.max(np.abs(w - before)) <= tol")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "stops when the weights hardly change, relative to the largest",
    "You stop when the largest change of a weight is small compared with the largest weight. The "
    "rule is about the violation of (4.2).",
    _with(("if np.max(violation) <= target", "if np.max(np.abs(w - before)) <= tol * max(abs(w))")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "tol not multiplied by lambda_max",
    "You compare the violation with tol itself. Compare it with tol * linear.lambda_max(X, y), so "
    "that the units of X and y do not matter.",
    _with(("target = tol * np.max(np.abs(c))", "target = tol")),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "tol multiplied by lambda_max / l1_ratio",
    "You compare the violation with tol * lambda_max / l1_ratio. The rule has the lasso's "
    "lambda_max alone: tol * linear.lambda_max(X, y).",
    _with(
        (
            "target = tol * np.max(np.abs(c))",
            "target = tol * np.max(np.abs(c)) / l1_ratio if l1_ratio else np.inf",
        )
    ),
    kind="slip",
)
ELASTIC_NET_CD.mistake(
    "tol multiplied by lam",
    "You compare the violation with tol * lam. The rule is tol * linear.lambda_max(X, y).",
    _with(("target = tol * np.max(np.abs(c))", "target = tol * lam")),
    kind="slip",
)
