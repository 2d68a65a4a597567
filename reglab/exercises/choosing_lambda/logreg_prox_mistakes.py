"""Exercise 5.5: the known mistakes. Every answer that is declared here is wrong on purpose."""

import math  # noqa: F401 - an edit uses it

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.choosing_lambda.logreg_prox import LOGREG_PROX


def _sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def _soft(v, t):
    return v - np.clip(v, -t, t)


def _logreg(X, y, lam, l1_ratio, lr, n_steps):
    """Correct. Most mistakes are this function with a few words exchanged."""
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
    "exp(z) / (1 + exp(z)) is inf / inf for a large z. Use a form that never takes exp of a "
    "large number: the text has one, with np.logaddexp.",
    edited(_logreg, ("_sigmoid", "_overflowing")),
)

LOGREG_PROX.mistake(
    "math.exp of a large number",
    "math.exp raises an error above 709, and 1 / (1 + exp(-z)) gets there at z = -710. The "
    "text has a safe form, with np.logaddexp, for all rows at once.",
    edited(
        _logreg,
        ("_sigmoid(X @ w + b)", "np.array([1 / (1 + math.exp(-z)) for z in X @ w + b])"),
    ),
)

LOGREG_PROX.mistake(
    "intercept never moved",
    "b stays 0. Its gradient is mean(p - y): take a step along it, without a penalty.",
    edited(_logreg, ("b - lr * np.sum(excess) / n", "0.0")),
)

# A step that suits the mean is n times too long for the sum: the same minimum, reached.
LOGREG_PROX.mistake(
    "summed loss",
    "Your gradient is a sum over the rows, ours a mean: divide it by n.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, lam / len(y), l1_ratio, lr, n_steps),
)

LOGREG_PROX.mistake(
    "summed loss, steps too long",
    "Your gradient is a sum over the rows, so that the steps are n times too long and the "
    "penalty n times too weak: divide it by n.",
    edited(_logreg, ("X.T @ excess / n", "X.T @ excess"), ("np.sum(excess) / n", "np.sum(excess)")),
)

LOGREG_PROX.mistake(
    "linear regression",
    "Your p is Xw + b itself. A probability needs 1 / (1 + exp(-z)) around it.",
    edited(_logreg, ("_sigmoid(X @ w + b)", "X @ w + b")),
)

LOGREG_PROX.mistake(
    "labels -1 and 1",
    "You turn the labels into -1 and 1, but p - y needs 0 and 1, like the p of label 1.",
    edited(_logreg, ("b) - y", "b) - (2 * y - 1)")),
)

LOGREG_PROX.mistake(
    "uphill",
    "You step along the gradient, uphill. The gradient is X'(p - y)/n: subtract it.",
    edited(_logreg, ("w - lr", "w + lr"), ("b - lr", "b + lr")),
)

LOGREG_PROX.mistake(
    "sign of the exponent lost",
    "1 / (1 + exp(z)) is the probability of label 0. That of label 1 has exp(-z).",
    edited(_logreg, ("_sigmoid(X @ w + b)", "_sigmoid(-(X @ w + b))")),
)

LOGREG_PROX.mistake(
    "one step only",
    "You return after one step: is the return inside the loop?",
    edited(_logreg, ("    return w, b", "        return w, b")),
)

LOGREG_PROX.mistake(
    "centred, b not put back",
    "You centre X and return the b of the centred problem. For X as given, subtract mean(X) w.",
    lambda X, *others: _logreg(X - X.mean(axis=0), *others),
)

LOGREG_PROX.mistake(
    "b from the means",
    "b = mean(y) - mean(X) w belongs to linear regression. Here b takes steps of its own.",
    edited(
        _logreg,
        ("b - lr * np.sum(excess) / n", "0.0"),
        ("return w, b", "return w, y.mean() - X.mean(axis=0) @ w"),
    ),
)

# With w and b at 0, p is 0.5 for each row.
LOGREG_PROX.mistake(
    "p computed once",
    "p is computed before the loop and never again. It changes with w and b: compute it in "
    "every step.",
    edited(_logreg, ("_sigmoid(X @ w + b)", "0.5")),
)

LOGREG_PROX.mistake(
    "w steps along a sum",
    "The gradient for w is X'(p - y)/n. You divide by n for b, but not for w.",
    edited(_logreg, ("X.T @ excess / n", "X.T @ excess")),
)

LOGREG_PROX.mistake(
    "b steps along a sum",
    "The gradient for b is the MEAN of p - y. You divide by n for w, but not for b.",
    edited(_logreg, ("np.sum(excess) / n", "np.sum(excess)")),
)

LOGREG_PROX.mistake(
    "b and w swapped",
    "You return b first. The order is w, b.",
    edited(_logreg, ("return w, b", "return b, w")),
)

LOGREG_PROX.mistake(
    "predictions in place of weights",
    "You return probabilities of the rows. The weights w and the intercept b are asked for.",
    edited(_logreg, ("return w, b", "return _sigmoid(X @ w + b), b")),
)

LOGREG_PROX.mistake(
    "intercept penalized",
    "You shrink b along with w. The penalty is on the weights only.",
    edited(
        _logreg,
        ("b - lr * np.sum(excess) / n", "_soft(b - lr * np.sum(excess) / n, t) / shrink"),
    ),
)

LOGREG_PROX.mistake(
    "threshold without lr",
    "The prox of a step of size lr has the threshold lr * lam, not lam.",
    edited(_logreg, ("t = lr * lam", "t = lam"), ("1 + lr * lam", "1 + lam")),
)

LOGREG_PROX.mistake(
    "L2 factor without lr",
    "You divide by 1 + lam * (1 - l1_ratio). After a step of size lr the penalty counts lr times.",
    edited(_logreg, ("1 + lr * lam", "1 + lam")),
)

LOGREG_PROX.mistake(
    "L2 part as a factor below 1",
    "Multiplying by 1 - lr * lam * (1 - l1_ratio) is nearly the prox, not quite, and the "
    "difference adds up. The prox divides.",
    edited(_logreg, ("1 + lr * lam", "1 - lr * lam"), ("/ shrink", "* shrink")),
)

LOGREG_PROX.mistake(
    "L1 threshold without lr",
    "You threshold with lam * l1_ratio. After a step of size lr it is lr times that.",
    edited(_logreg, ("t = lr * lam", "t = lam")),
)


def _hovers(data, out):
    """Weights that should be 0 stay within a step of it, but are not."""
    largest = np.max(np.abs(out["logreg_prox"][0]))
    return bool(0 < largest < 2 * data["lr"] * data["lam"])


def _penalty_gradient(w, lam, l1_ratio):
    return lam * (l1_ratio * np.sign(w) + (1 - l1_ratio) * w)


LOGREG_PROX.mistake(
    "L1 as a gradient",
    "lam * sign(w) in the gradient carries weights past 0 and back, and never lands on it. "
    "Use the soft threshold after the step.",
    edited(
        _logreg,
        ("lr * X.T @ excess / n", "lr * (X.T @ excess / n + _penalty_gradient(w, lam, l1_ratio))"),
        ("_soft(w, t) / shrink", "w"),
    ),
    signature=("all_zero", _hovers),
)

LOGREG_PROX.mistake(
    "the two shares swapped",
    "l1_ratio is the share of the L1 penalty; you give it to the L2 penalty.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, lam, 1 - l1_ratio, lr, n_steps),
)

LOGREG_PROX.mistake(
    "only the L1 penalty",
    "The L2 part of the penalty is missing: its share is 1 - l1_ratio.",
    edited(_logreg, (" / shrink", "")),
)

LOGREG_PROX.mistake(
    "only the L2 penalty",
    "The L1 part of the penalty is missing: a soft threshold with lr * lam * l1_ratio.",
    edited(_logreg, ("_soft(w, t)", "w")),
)

LOGREG_PROX.mistake(
    "both penalties in full",
    "Both penalties count with all of lam. They share it: l1_ratio and 1 - l1_ratio.",
    edited(
        _logreg,
        ("lr * lam * l1_ratio", "lr * lam if l1_ratio > 0 else 0.0"),
        (" * (1 - l1_ratio)", ""),
    ),
)

LOGREG_PROX.mistake(
    "no penalty at all",
    "lam does not enter: that is plain logistic regression.",
    lambda X, y, lam, l1_ratio, lr, n_steps: _logreg(X, y, 0.0, l1_ratio, lr, n_steps),
)

LOGREG_PROX.mistake(
    "L2 penalty twice as strong",
    "Your L2 part is twice as strong: the derivative of lam/2 * w^2 is lam * w, without a 2.",
    edited(_logreg, ("1 + lr", "1 + 2 * lr")),
)

LOGREG_PROX.mistake(
    "L2 penalty half as strong",
    "Your L2 part is half as strong: the derivative of lam/2 * w^2 is lam * w, with no 1/2 left.",
    edited(_logreg, ("1 + lr", "1 + 0.5 * lr")),
)

LOGREG_PROX.mistake(
    "lam as scikit-learn's C",
    "You divide the penalty by lam, as if lam were C. A larger lam is a stronger penalty.",
    lambda X, y, lam, *others: _logreg(X, y, 1 / (len(y) * lam), *others),
)

LOGREG_PROX.mistake(
    "hard threshold",
    "You kill small weights and keep the others as they are. The soft threshold also moves "
    "them towards 0.",
    edited(_logreg, ("_soft(w, t)", "np.where(np.abs(w) > t, w, 0)")),
)

LOGREG_PROX.mistake(
    "threshold once, at the end",
    "You threshold after the last step. The prox follows every gradient step.",
    edited(_logreg, ("_soft(w, t)", "w"), ("return w, b", "return _soft(w, lam * l1_ratio), b")),
)
