"""Exercise 5.5: the known wrong answers about the penalty."""

import numpy as np

from ..probes import LOGREG_PROX
from .logistic import descend, proximal, sigmoid, soft


@LOGREG_PROX.misconception(
    "intercept penalized",
    hint="You shrink b along with w. The penalty is on the weights only.",
)
def penalized_intercept(X, y, lam, l1_ratio, lr, n_steps):
    t, shrink = lr * lam * l1_ratio, 1 + lr * lam * (1 - l1_ratio)
    return descend(X, y, lr, n_steps, lambda w, b: (soft(w, t) / shrink, soft(b, t) / shrink))


@LOGREG_PROX.misconception(
    "threshold without lr",
    hint="The prox of a step of size lr has the threshold lr * lam, not lam.",
)
def no_lr(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(lam / lr, l1_ratio, lr))


@LOGREG_PROX.misconception(
    "L2 factor without lr",
    hint="You divide by 1 + lam * (1 - l1_ratio). After a step of size lr the penalty counts lr "
    "times.",
)
def l2_without_lr(X, y, lam, l1_ratio, lr, n_steps):
    t, shrink = lr * lam * l1_ratio, 1 + lam * (1 - l1_ratio)
    return descend(X, y, lr, n_steps, lambda w, b: (soft(w, t) / shrink, b))


@LOGREG_PROX.misconception(
    "L2 part as a factor below 1",
    hint="Multiplying by 1 - lr * lam * (1 - l1_ratio) is nearly the prox, not quite, and the "
    "difference adds up. The prox divides.",
)
def factor(X, y, lam, l1_ratio, lr, n_steps):
    t, shrink = lr * lam * l1_ratio, 1 - lr * lam * (1 - l1_ratio)
    return descend(X, y, lr, n_steps, lambda w, b: (soft(w, t) * shrink, b))


@LOGREG_PROX.misconception(
    "L1 threshold without lr",
    hint="You threshold with lam * l1_ratio. After a step of size lr it is lr times that.",
)
def l1_without_lr(X, y, lam, l1_ratio, lr, n_steps):
    shrink = 1 + lr * lam * (1 - l1_ratio)
    return descend(X, y, lr, n_steps, lambda w, b: (soft(w, lam * l1_ratio) / shrink, b))


def _hovers(data, out):
    """Weights that should be 0 stay within a step of it, but are not."""
    largest = np.max(np.abs(out["logreg_prox"][0]))
    return bool(0 < largest < 2 * data["lr"] * data["lam"])


@LOGREG_PROX.misconception(
    "L1 as a gradient",
    hint="lam * sign(w) in the gradient carries weights past 0 and back, and never lands on it. "
    "Use the soft threshold after the step.",
    signature=("all_zero", _hovers),
)
def subgradient(X, y, lam, l1_ratio, lr, n_steps):
    n, p = X.shape
    w, b = np.zeros(p), 0.0
    for _ in range(n_steps):
        excess = sigmoid(X @ w + b) - y
        penalty = lam * (l1_ratio * np.sign(w) + (1 - l1_ratio) * w)
        w = w - lr * (X.T @ excess / n + penalty)
        b = b - lr * excess.mean()
    return w, b


@LOGREG_PROX.misconception(
    "the two shares swapped",
    hint="l1_ratio is the share of the L1 penalty; you give it to the L2 penalty.",
)
def shares_swapped(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(lam, 1 - l1_ratio, lr))


@LOGREG_PROX.misconception(
    "only the L1 penalty",
    hint="The L2 part of the penalty is missing: its share is 1 - l1_ratio.",
)
def only_l1(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, lambda w, b: (soft(w, lr * lam * l1_ratio), b))


@LOGREG_PROX.misconception(
    "only the L2 penalty",
    hint="The L1 part of the penalty is missing: a soft threshold with lr * lam * l1_ratio.",
)
def only_l2(X, y, lam, l1_ratio, lr, n_steps):
    shrink = 1 + lr * lam * (1 - l1_ratio)
    return descend(X, y, lr, n_steps, lambda w, b: (w / shrink, b))


@LOGREG_PROX.misconception(
    "both penalties in full",
    hint="Both penalties count with all of lam. They share it: l1_ratio and 1 - l1_ratio.",
)
def both_full(X, y, lam, l1_ratio, lr, n_steps):
    t, shrink = (lr * lam if l1_ratio > 0 else 0.0), 1 + lr * lam
    return descend(X, y, lr, n_steps, lambda w, b: (soft(w, t) / shrink, b))


@LOGREG_PROX.misconception(
    "no penalty at all",
    hint="lam does not enter: that is plain logistic regression.",
)
def unpenalized(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, lambda w, b: (w, b))


@LOGREG_PROX.misconception(
    "L2 penalty twice as strong",
    hint="Your L2 part is twice as strong: the derivative of lam/2 * w^2 is lam * w, without a 2.",
)
def doubled(X, y, lam, l1_ratio, lr, n_steps):
    t, shrink = lr * lam * l1_ratio, 1 + 2 * lr * lam * (1 - l1_ratio)
    return descend(X, y, lr, n_steps, lambda w, b: (soft(w, t) / shrink, b))


@LOGREG_PROX.misconception(
    "L2 penalty half as strong",
    hint="Your L2 part is half as strong: the derivative of lam/2 * w^2 is lam * w, with no 1/2 "
    "left.",
)
def halved(X, y, lam, l1_ratio, lr, n_steps):
    t, shrink = lr * lam * l1_ratio, 1 + lr * lam * (1 - l1_ratio) / 2
    return descend(X, y, lr, n_steps, lambda w, b: (soft(w, t) / shrink, b))


@LOGREG_PROX.misconception(
    "lam as scikit-learn's C",
    hint="You divide the penalty by lam, as if lam were C. A larger lam is a stronger penalty.",
)
def as_C(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(1 / (len(y) * lam), l1_ratio, lr))


@LOGREG_PROX.misconception(
    "hard threshold",
    hint="You kill small weights and keep the others as they are. The soft threshold also moves "
    "them towards 0.",
)
def hard(X, y, lam, l1_ratio, lr, n_steps):
    t, shrink = lr * lam * l1_ratio, 1 + lr * lam * (1 - l1_ratio)
    return descend(X, y, lr, n_steps, lambda w, b: (np.where(np.abs(w) > t, w, 0) / shrink, b))


@LOGREG_PROX.misconception(
    "threshold once, at the end",
    hint="You threshold after the last step. The prox follows every gradient step.",
)
def at_the_end(X, y, lam, l1_ratio, lr, n_steps):
    shrink = 1 + lr * lam * (1 - l1_ratio)
    w, b = descend(X, y, lr, n_steps, lambda w, b: (w / shrink, b))
    return soft(w, lam * l1_ratio), b
