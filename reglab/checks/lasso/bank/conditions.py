"""Exercises 3.2 and 3.3: the known wrong answers."""

import numpy as np

from reglab.linear import lambda_max

from ..probes import KKT_VIOLATION, LAMBDA_MAX


@LAMBDA_MAX.misconception(
    "not centred",
    hint="The intercept takes up the means: subtract them from X and y before x_j'y.",
)
def not_centred(X, y):
    return np.max(np.abs(X.T @ y)) / len(y)


@LAMBDA_MAX.misconception(
    "summed loss",
    hint="Our loss is averaged over the samples: divide by n.",
)
def summed(X, y):
    return len(y) * lambda_max(X, y)


@LAMBDA_MAX.misconception(
    "factor two",
    hint="The 1/2 in front of the squares cancels the 2 of their derivative: no factor 2 is left.",
)
def doubled(X, y):
    return 2 * lambda_max(X, y)


@LAMBDA_MAX.misconception(
    "1/(2n)",
    hint="The 1/2 of 1/(2n) is gone after the square is differentiated: divide by n, not by 2n.",
)
def halved(X, y):
    return lambda_max(X, y) / 2


@LAMBDA_MAX.misconception(
    "absolute value after the maximum",
    hint="|max| is not max|.|: take the absolute value of each x_j'y, then the largest.",
)
def abs_of_max(X, y):
    return abs(np.max((X - X.mean(axis=0)).T @ (y - y.mean()))) / len(y)


@LAMBDA_MAX.misconception(
    "no absolute value",
    hint="A strongly negative x_j'y counts as much as a positive one: take |x_j'y|.",
)
def signed(X, y):
    return np.max((X - X.mean(axis=0)).T @ (y - y.mean())) / len(y)


def _gradient(X, y, w, b):
    r = y - X @ w - b
    return X.T @ r / len(y), abs(r.mean())


@KKT_VIOLATION.misconception(
    "zero weights not checked",
    hint="A zero weight has a condition too: |g_j| <= lam. Else w = 0 would always be optimal.",
)
def active_only(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    on = w != 0
    return max(np.max(np.abs(g - lam * np.sign(w))[on], initial=0.0), mean)


@KKT_VIOLATION.misconception(
    "zero weights asked for a zero gradient",
    hint="np.sign(0) is 0, so you ask a zero weight for g_j = 0. It may have any |g_j| <= lam.",
)
def sign_everywhere(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    return max(np.max(np.abs(g - lam * np.sign(w))), mean)


@KKT_VIOLATION.misconception(
    "summed gradient",
    hint="The loss is averaged, so its gradient is X'r/n: the 1/n is missing.",
)
def summed_gradient(X, y, w, b, lam):
    n = len(y)
    g, mean = _gradient(X, y, w, b)
    return max(np.max(_violations(n * g, w, lam)), mean)


@KKT_VIOLATION.misconception(
    "sign of the gradient",
    hint="With g = X'r/n (residual, not minus residual) the condition is g_j = +lam*sign(w_j).",
)
def wrong_sign(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    return max(np.max(_violations(-g, w, lam)), mean)


@KKT_VIOLATION.misconception(
    "intercept not checked",
    hint="b has a condition as well: the mean of the residual must be 0.",
)
def no_intercept(X, y, w, b, lam):
    return np.max(_violations(_gradient(X, y, w, b)[0], w, lam))


@KKT_VIOLATION.misconception(
    "mean of the residual without its absolute value",
    hint="The mean of the residual may be off to either side: take |mean(r)|.",
)
def signed_mean(X, y, w, b, lam):
    r = y - X @ w - b
    return max(np.max(_violations(X.T @ r / len(y), w, lam)), r.mean())


@KKT_VIOLATION.misconception(
    "zero weights held to the edge of their interval",
    hint="||g_j| - lam| is wrong for a zero weight: any |g_j| <= lam is fine and contributes 0.",
)
def distance_to_edge(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    at_zero = np.abs(np.abs(g) - lam)
    return max(np.max(np.where(w != 0, np.abs(g - lam * np.sign(w)), at_zero)), mean)


@KKT_VIOLATION.misconception(
    "sum instead of maximum",
    hint="Return the largest violation, not the sum of them.",
)
def summed_violations(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    return np.sum(_violations(g, w, lam)) + mean


@KKT_VIOLATION.misconception(
    "mean instead of maximum",
    hint="A certificate is as good as its worst condition: take the maximum, not the mean.",
)
def averaged(X, y, w, b, lam):
    g, mean = _gradient(X, y, w, b)
    return max(np.mean(_violations(g, w, lam)), mean)


def _violations(g, w, lam):
    return np.where(w != 0, np.abs(g - lam * np.sign(w)), np.maximum(np.abs(g) - lam, 0))
