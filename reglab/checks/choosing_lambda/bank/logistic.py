"""Exercise 5.5: the known wrong answers about the loss, its steps and the intercept."""

import math

import numpy as np

from ..probes import LOGREG_PROX


def sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def soft(v, t):
    return v - np.clip(v, -t, t)


def descend(X, y, lr, n_steps, prox, probability=sigmoid, labels=None, divide=None):
    """Proximal gradient descent around one wrong part: ``prox(w, b) -> w, b``."""
    n, p = X.shape
    labels, divide = y if labels is None else labels, n if divide is None else divide
    w, b = np.zeros(p), 0.0
    for _ in range(n_steps):
        excess = probability(X @ w + b) - labels
        w, b = prox(w - lr * X.T @ excess / divide, b - lr * np.sum(excess) / divide)
    return w, b


def proximal(lam, l1_ratio, lr):
    t, shrink = lr * lam * l1_ratio, 1 + lr * lam * (1 - l1_ratio)
    return lambda w, b: (soft(w, t) / shrink, b)


@LOGREG_PROX.misconception(
    "overflow in exp",
    hint="exp(z) / (1 + exp(z)) is inf / inf for a large z. Use a form that never takes exp of a "
    "large number: the text has one, with np.logaddexp.",
)
def overflow(X, y, lam, l1_ratio, lr, n_steps):
    with np.errstate(over="ignore", invalid="ignore"):
        return descend(
            X, y, lr, n_steps, proximal(lam, l1_ratio, lr), lambda z: np.exp(z) / (1 + np.exp(z))
        )


@LOGREG_PROX.misconception(
    "math.exp of a large number",
    hint="math.exp raises an error above 709, and 1 / (1 + exp(-z)) gets there at z = -710. The "
    "text has a safe form, with np.logaddexp, for all rows at once.",
)
def math_exp(X, y, lam, l1_ratio, lr, n_steps):
    def probability(z):
        return np.array([1 / (1 + math.exp(-value)) for value in z])

    return descend(X, y, lr, n_steps, proximal(lam, l1_ratio, lr), probability)


@LOGREG_PROX.misconception(
    "intercept never moved",
    hint="b stays 0. Its gradient is mean(p - y): take a step along it, without a penalty.",
)
def no_intercept(X, y, lam, l1_ratio, lr, n_steps):
    prox = proximal(lam, l1_ratio, lr)
    return descend(X, y, lr, n_steps, lambda w, b: (prox(w, b)[0], 0.0))


@LOGREG_PROX.misconception(
    "summed loss",
    hint="Your gradient is a sum over the rows, ours a mean: divide it by n.",
)
def summed_loss(X, y, lam, l1_ratio, lr, n_steps):
    # A step that suits the mean is n times too long for the sum: the same minimum, reached.
    return descend(X, y, lr, n_steps, proximal(lam / len(y), l1_ratio, lr))


@LOGREG_PROX.misconception(
    "summed loss, steps too long",
    hint="Your gradient is a sum over the rows, so that the steps are n times too long and the "
    "penalty n times too weak: divide it by n.",
)
def summed_steps(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(lam, l1_ratio, lr), divide=1)


@LOGREG_PROX.misconception(
    "linear regression",
    hint="Your p is Xw + b itself. A probability needs 1 / (1 + exp(-z)) around it.",
)
def linear(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(lam, l1_ratio, lr), lambda z: z)


@LOGREG_PROX.misconception(
    "labels -1 and 1",
    hint="You turn the labels into -1 and 1, but p - y needs 0 and 1, like the p of label 1.",
)
def signed_labels(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(lam, l1_ratio, lr), labels=2 * y - 1)


@LOGREG_PROX.misconception(
    "uphill",
    hint="You step along the gradient, uphill. The gradient is X'(p - y)/n: subtract it.",
)
def uphill(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, -lr, n_steps, proximal(lam, l1_ratio, lr))


@LOGREG_PROX.misconception(
    "sign of the exponent lost",
    hint="1 / (1 + exp(z)) is the probability of label 0. That of label 1 has exp(-z).",
)
def sign_lost(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(lam, l1_ratio, lr), lambda z: sigmoid(-z))


@LOGREG_PROX.misconception(
    "one step only",
    hint="You return after one step: is the return inside the loop?",
)
def one_step(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, 1, proximal(lam, l1_ratio, lr))


@LOGREG_PROX.misconception(
    "centred, b not put back",
    hint="You centre X and return the b of the centred problem. For X as given, subtract "
    "mean(X) w.",
)
def centred(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X - X.mean(axis=0), y, lr, n_steps, proximal(lam, l1_ratio, lr))


@LOGREG_PROX.misconception(
    "b from the means",
    hint="b = mean(y) - mean(X) w belongs to linear regression. Here b takes steps of its own.",
)
def b_from_means(X, y, lam, l1_ratio, lr, n_steps):
    prox = proximal(lam, l1_ratio, lr)
    w, _ = descend(X, y, lr, n_steps, lambda w, b: (prox(w, b)[0], 0.0))
    return w, y.mean() - X.mean(axis=0) @ w


@LOGREG_PROX.misconception(
    "p computed once",
    hint="p is computed before the loop and never again. It changes with w and b: compute it in "
    "every step.",
)
def p_once(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(lam, l1_ratio, lr), lambda z: np.full(len(z), 0.5))


def _with_sums(X, y, lr, n_steps, prox, w_sum, b_sum):
    n, p = X.shape
    w, b = np.zeros(p), 0.0
    for _ in range(n_steps):
        excess = sigmoid(X @ w + b) - y
        w, b = prox(
            w - lr * X.T @ excess / (1 if w_sum else n), b - lr * excess.sum() / (1 if b_sum else n)
        )
    return w, b


@LOGREG_PROX.misconception(
    "w steps along a sum",
    hint="The gradient for w is X'(p - y)/n. You divide by n for b, but not for w.",
)
def sum_in_w(X, y, lam, l1_ratio, lr, n_steps):
    return _with_sums(X, y, lr, n_steps, proximal(lam, l1_ratio, lr), True, False)


@LOGREG_PROX.misconception(
    "b steps along a sum",
    hint="The gradient for b is the MEAN of p - y. You divide by n for w, but not for b.",
)
def sum_in_b(X, y, lam, l1_ratio, lr, n_steps):
    return _with_sums(X, y, lr, n_steps, proximal(lam, l1_ratio, lr), False, True)


@LOGREG_PROX.misconception(
    "b and w swapped",
    hint="You return b first. The order is w, b.",
)
def swapped(X, y, lam, l1_ratio, lr, n_steps):
    return descend(X, y, lr, n_steps, proximal(lam, l1_ratio, lr))[::-1]


@LOGREG_PROX.misconception(
    "predictions in place of weights",
    hint="You return probabilities of the rows. The weights w and the intercept b are asked for.",
)
def probabilities(X, y, lam, l1_ratio, lr, n_steps):
    w, b = descend(X, y, lr, n_steps, proximal(lam, l1_ratio, lr))
    return sigmoid(X @ w + b), b
