"""Exercise 5.5: the known mistakes. Every answer declared here is wrong on purpose."""

import math  # noqa: F401 - used by an edit

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.choosing_lambda.logreg_prox import LOGREG_PROX


def _sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def _soft(v, t):
    return v - np.clip(v, -t, t)


def _logreg(X, y, lam, l1_ratio, lr, n_steps):
    """Correct. Most mistakes are this function with a few words changed."""
    n, p = X.shape
    w, b = np.zeros(p), 0.0
    t = lr * lam * l1_ratio
    shrink = 1 + lr * lam * (1 - l1_ratio)
    for _ in range(n_steps):
        excess = _sigmoid(X @ w + b) - y
        w = w - lr * X.T @ excess / n
        b = b - lr * np.sum(excess) / n
        w = _soft(w, t) / shrink
    return w, b


def _overflowing(z):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(z) / (1 + np.exp(z))


LOGREG_PROX.mistake(
    "overflow in exp",
    "exp(z) / (1 + exp(z)) is inf / inf for a large z. Never take exp of a large number: use "
    "the form with np.logaddexp from the text.",
    edited(_logreg, ("_sigmoid", "_overflowing")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "math.exp of a large number",
    "math.exp raises an error above 709, so 1 / (1 + exp(-z)) fails at z = -710. Use the safe "
    "form with np.logaddexp from the text, for all rows at once.",
    edited(
        _logreg,
        ("_sigmoid(X @ w + b)", "np.array([1 / (1 + math.exp(-z)) for z in X @ w + b])"),
    ),
    kind="slip",
)


@LOGREG_PROX.mistake(
    "columns standardized first",
    "You standardize the columns inside, so w and b belong to other columns than X, and the "
    "penalty, too, is another one. Use X as it is given.",
    kind="half",
)
def on_standardized_columns(X, y, lam, l1_ratio, lr, n_steps):
    std = X.std(axis=0)
    return _logreg((X - X.mean(axis=0)) / np.where(std, std, 1), y, lam, l1_ratio, lr, n_steps)


LOGREG_PROX.mistake(
    "intercept never moved",
    "Your b stays 0. Its gradient is mean(p - y): take gradient steps, without a penalty.",
    edited(_logreg, ("b - lr * np.sum(excess) / n", "0.0")),
    kind="half",
)

# This mistake reaches the minimum of the summed loss; the next one takes steps that are too long.
LOGREG_PROX.mistake(
    "summed loss",
    "Your gradient is a sum over the rows, ours is a mean: divide it by n.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, lam / len(y), l1_ratio, lr, n_steps),
    kind="slip",
)

LOGREG_PROX.mistake(
    "summed loss, steps too long",
    "Your gradient is a sum over the rows, so the steps are n times too long and the penalty "
    "is n times too weak: divide it by n.",
    edited(_logreg, ("X.T @ excess / n", "X.T @ excess"), ("np.sum(excess) / n", "np.sum(excess)")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "linear regression",
    "Your p is Xw + b itself. Apply 1 / (1 + exp(-z)) to get a probability.",
    edited(_logreg, ("_sigmoid(X @ w + b)", "X @ w + b")),
    kind="half",
)

LOGREG_PROX.mistake(
    "labels -1 and 1",
    "You convert the labels to -1 and 1, but p - y needs 0 and 1, because p is the "
    "probability of label 1.",
    edited(_logreg, ("b) - y", "b) - (2 * y - 1)")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "uphill",
    "You add the gradient and go uphill. The gradient is X'(p - y)/n: subtract it.",
    edited(_logreg, ("w - lr", "w + lr"), ("b - lr", "b + lr")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "sign of the exponent lost",
    "1 / (1 + exp(z)) is the probability of label 0. For label 1 use exp(-z).",
    edited(_logreg, ("_sigmoid(X @ w + b)", "_sigmoid(-(X @ w + b))")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "one step only",
    "You return after one step: check whether the return is inside the loop.",
    edited(_logreg, ("    return w, b", "        return w, b")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "centred, b not put back",
    "You centre X and return the b of the centred problem. For X as given, subtract mean(X) w.",
    lambda X, *others: _logreg(X - X.mean(axis=0), *others),
    kind="slip",
)

LOGREG_PROX.mistake(
    "b from the means",
    "b = mean(y) - mean(X) w is for linear regression. Here update b with its own gradient steps.",
    edited(
        _logreg,
        ("b - lr * np.sum(excess) / n", "0.0"),
        ("return w, b", "return w, y.mean() - X.mean(axis=0) @ w"),
    ),
    kind="half",
)

# With w and b at 0, p is 0.5 for each row.
LOGREG_PROX.mistake(
    "p computed once",
    "You compute p only once, before the loop. It changes with w and b: compute it in every step.",
    edited(_logreg, ("_sigmoid(X @ w + b)", "0.5")),
    kind="half",
)

LOGREG_PROX.mistake(
    "w steps along a sum",
    "The gradient for w is X'(p - y)/n. You divide by n for b, but not for w.",
    edited(_logreg, ("X.T @ excess / n", "X.T @ excess")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "b steps along a sum",
    "The gradient for b is the MEAN of p - y. You divide by n for w, but not for b.",
    edited(_logreg, ("np.sum(excess) / n", "np.sum(excess)")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "b and w swapped",
    "You return b first. The order is w, b.",
    edited(_logreg, ("return w, b", "return b, w")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "predictions in place of weights",
    "You return probabilities of the rows. Return the weights w and the intercept b.",
    edited(_logreg, ("return w, b", "return _sigmoid(X @ w + b), b")),
    kind="half",
)

LOGREG_PROX.mistake(
    "intercept penalized",
    "You shrink b along with w. The penalty is on the weights only.",
    edited(
        _logreg,
        ("b - lr * np.sum(excess) / n", "_soft(b - lr * np.sum(excess) / n, t) / shrink"),
    ),
    kind="slip",
)

LOGREG_PROX.mistake(
    "threshold without lr",
    "The prox of a step of size lr has the threshold lr * lam, not lam.",
    edited(_logreg, ("t = lr * lam", "t = lam"), ("1 + lr * lam", "1 + lam")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "L2 factor without lr",
    "You divide by 1 + lam * (1 - l1_ratio). After a step of size lr the penalty is "
    "multiplied by lr.",
    edited(_logreg, ("1 + lr * lam", "1 + lam")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "L2 part as a factor below 1",
    "Multiplying by 1 - lr * lam * (1 - l1_ratio) is nearly but not exactly the prox, and the "
    "difference adds up. Divide by 1 + lr * lam * (1 - l1_ratio).",
    edited(_logreg, ("1 + lr * lam", "1 - lr * lam"), ("/ shrink", "* shrink")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "L1 threshold without lr",
    "You threshold with lam * l1_ratio. After a step of size lr the threshold is lr * lam * "
    "l1_ratio.",
    edited(_logreg, ("t = lr * lam", "t = lam")),
    kind="slip",
)


def _hovers(data, out):
    """Whether weights that should be 0 stay within a step of 0 but are not 0."""
    largest = np.max(np.abs(out["logreg_prox"][0]))
    return bool(0 < largest < 2 * data["lr"] * data["lam"])


def _penalty_gradient(w, lam, l1_ratio):
    return lam * (l1_ratio * np.sign(w) + (1 - l1_ratio) * w)


LOGREG_PROX.mistake(
    "L1 as a gradient",
    "lam * sign(w) in the gradient moves weights past 0 and back, never exactly to 0. Use the "
    "soft threshold after the step.",
    edited(
        _logreg,
        ("lr * X.T @ excess / n", "lr * (X.T @ excess / n + _penalty_gradient(w, lam, l1_ratio))"),
        ("_soft(w, t) / shrink", "w"),
    ),
    signature=("all_zero", _hovers),
    kind="half",
)

LOGREG_PROX.mistake(
    "the two shares swapped",
    "l1_ratio is the share of the L1 penalty, but you use it for the L2 penalty.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, lam, 1 - l1_ratio, lr, n_steps),
    kind="slip",
)

LOGREG_PROX.mistake(
    "only the L1 penalty",
    "You leave out the L2 part of the penalty. Its share is 1 - l1_ratio.",
    edited(_logreg, (" / shrink", "")),
    kind="half",
)

LOGREG_PROX.mistake(
    "only the L2 penalty",
    "You leave out the L1 part of the penalty. Use a soft threshold with lr * lam * l1_ratio.",
    edited(_logreg, ("_soft(w, t)", "w")),
    kind="half",
)

LOGREG_PROX.mistake(
    "both penalties in full",
    "You use the full lam for both penalties. Split it: l1_ratio and 1 - l1_ratio.",
    edited(
        _logreg,
        ("lr * lam * l1_ratio", "lr * lam if l1_ratio > 0 else 0.0"),
        (" * (1 - l1_ratio)", ""),
    ),
    kind="slip",
)

LOGREG_PROX.mistake(
    "no penalty at all",
    "You do not use lam, so you fit plain logistic regression.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, 0.0, l1_ratio, lr, n_steps),
    kind="half",
)

LOGREG_PROX.mistake(
    "L2 penalty twice as strong",
    "Your L2 part is twice as strong: the derivative of lam/2 * w^2 is lam * w, without a 2.",
    edited(_logreg, ("1 + lr", "1 + 2 * lr")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "L2 penalty half as strong",
    "Your L2 part is half as strong: the derivative of lam/2 * w^2 is lam * w, with no 1/2 left.",
    edited(_logreg, ("1 + lr", "1 + 0.5 * lr")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "lam as scikit-learn's C",
    "You divide the penalty by lam, as if lam were C. A larger lam is a stronger penalty.",
    lambda X, y, lam, *others: _logreg(X, y, 1 / (len(y) * lam), *others),
    kind="slip",
)

LOGREG_PROX.mistake(
    "hard threshold",
    "You set small weights to 0 and keep the others unchanged. The soft threshold also moves "
    "those towards 0.",
    edited(_logreg, ("_soft(w, t)", "np.where(np.abs(w) > t, w, 0)")),
    kind="half",
)

LOGREG_PROX.mistake(
    "threshold once, at the end",
    "You threshold only after the last step. Apply the prox after every gradient step.",
    edited(_logreg, ("_soft(w, t)", "w"), ("return w, b", "return _soft(w, lam * l1_ratio), b")),
    kind="half",
)

LOGREG_PROX.mistake(
    "one step too few",
    "You take n_steps - 1 steps. range(n_steps) has n_steps values.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, lam, l1_ratio, lr, n_steps - 1),
    kind="slip",
)

LOGREG_PROX.mistake(
    "one step too many",
    "You take n_steps + 1 steps. range(n_steps) has n_steps values.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, lam, l1_ratio, lr, n_steps + 1),
    kind="slip",
)

LOGREG_PROX.mistake(
    "started from ones",
    "Your weights start at 1. Start from zeros.",
    edited(_logreg, ("np.zeros(p)", "np.ones(p)")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "divided by n - 1",
    "You divide the gradient by n - 1. The loss is a mean: divide by n.",
    edited(
        _logreg,
        ("excess / n", "excess / (n - 1)"),
        ("np.sum(excess) / n", "np.sum(excess) / (n - 1)"),
    ),
    kind="slip",
)

LOGREG_PROX.mistake(
    "lam times n",
    "Your penalty is n times too strong. The loss is a mean over the rows, so use lam as it is.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, lam * len(y), l1_ratio, lr, n_steps),
    kind="slip",
)

LOGREG_PROX.mistake(
    "factor first, threshold after",
    "You divide by 1 + lr * lam * (1 - l1_ratio) before the soft threshold. (5.8) has the other "
    "order: the threshold first.",
    edited(_logreg, ("_soft(w, t) / shrink", "_soft(w / shrink, t)")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "small weights set to 0",
    "You set small weights to 0. How small a weight is depends on the unit of its column: leave "
    "that to the soft threshold.",
    edited(_logreg, ("return w, b", "return np.where(np.abs(w) < 1e-4, 0.0, w), b")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "weights of whole numbers",
    "Your w has the type of X (np.zeros_like?), which cuts off the decimals if X holds whole "
    "numbers. Start from np.zeros(p).",
    edited(_logreg, ("w = _soft(w, t) / shrink", "w = (_soft(w, t) / shrink).astype(X.dtype)")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "half of the gradient",
    "Your gradient is half as long, as for a loss divided by 2n. Here it is X'(p - y)/n.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, 2 * lam, l1_ratio, lr / 2, n_steps),
    kind="slip",
)

LOGREG_PROX.mistake(
    "divided by the number of columns",
    "You divide the gradient by the number of columns. n is the number of rows.",
    edited(
        _logreg,
        ("X.T @ excess / n", "X.T @ excess / p"),
        ("np.sum(excess) / n", "np.sum(excess) / p"),
    ),
    kind="slip",
)

LOGREG_PROX.mistake(
    "no weight below 0",
    "Your soft threshold sets all negative weights to 0. Shrink |v| and keep the sign of v.",
    edited(_logreg, ("_soft(w, t)", "np.maximum(w - t, 0)")),
    kind="slip",
)

LOGREG_PROX.mistake(
    "penalty after the last step only",
    "You shrink the weights once, after the loop. Do it after every step.",
    edited(
        _logreg,
        (
            "        w = _soft(w, t) / shrink\n    return w, b",
            "    w = _soft(w, t) / shrink\n    return w, b",
        ),
    ),
    kind="half",
)
