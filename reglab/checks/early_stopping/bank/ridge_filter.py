"""Exercise 10.3: the known wrong answers to ridge_filter."""

import numpy as np

from ..probes import GD_FILTER


def _ridge(name, hint, function):
    GD_FILTER.misconception(name, hint=hint, answer="ridge_filter")(function)


_ridge(
    "what the penalty takes",
    "lam / (s + lam) is what the penalty takes away. Asked is what it leaves.",
    lambda s, lam: lam / (s + lam),
)
_ridge(
    "ridge: s taken for singular values",
    "You square s. It is an eigenvalue of X'X/n already, not a singular value of X.",
    lambda s, lam: s**2 / (s**2 + lam),
)
_ridge(
    "ridge: squared below only",
    "s / (s^2 + lam) is for singular values, and turns U'y into weights. Here s is an eigenvalue, "
    "and a share is asked.",
    lambda s, lam: s / (s**2 + lam),
)
_ridge(
    "ridge: root of s",
    "You take the root of s. The eigenvalue itself stands in the filter.",
    lambda s, lam: np.sqrt(s) / (np.sqrt(s) + lam),
)
_ridge(
    "one over s plus lam",
    "1 / (s + lam) turns X'y/n into weights. As a share of the least-squares weights it has s on "
    "top.",
    lambda s, lam: 1 / (s + lam),
)
_ridge(
    "factor 2 with lam",
    "A factor 2 is left over: the penalty is lam/2 times the squared norm, and its derivative has "
    "none.",
    lambda s, lam: s / (s + 2 * lam),
)
_ridge(
    "half of lam",
    "You halve lam: the penalty's 1/2 cancels when you differentiate.",
    lambda s, lam: s / (s + lam / 2),
)
_ridge(
    "lam times n",
    "You multiply lam by a number of rows or columns. s are eigenvalues of X'X/n: lam stands "
    "alone.",
    lambda s, lam: s / (s + len(s) * lam) if len(s) > 1 else s / (s + lam),
)
_ridge(
    "soft threshold",
    "You subtract lam: that is the lasso's way. Ridge shrinks by a factor.",
    lambda s, lam: np.maximum(s - lam, 0) / np.maximum(s, 1e-300),
)
_ridge(
    "one over lam",
    "Your lam is upside down: more penalty must leave less.",
    lambda s, lam: s * lam / (s * lam + 1),
)
_ridge(
    "1 in the place of s",
    "s / (1 + lam) shrinks all directions alike, and is no share. Below stands s + lam.",
    lambda s, lam: s / (1 + lam),
)
_ridge(
    "ridge: s ignored",
    "s is not in your share: every direction shrinks in its own measure.",
    lambda s, lam: np.full(np.shape(s), 1 / (1 + lam)),
)
_ridge(
    "difference below",
    "You subtract lam below the line: the penalty adds to s.",
    lambda s, lam: s / (s - lam),
)
_ridge(
    "ridge: one number for all directions",
    "You add up, or average, the shares. (Their sum is the degrees of freedom.) Each s has its "
    "own.",
    lambda s, lam: np.sum(s / (s + lam)),
)
_ridge(
    "brackets below forgotten",
    "s/s + lam is (s/s) + lam for Python: put brackets around what stands below.",
    lambda s, lam: np.divide(s, s, out=np.full_like(s, np.nan), where=s > 0) + lam,
)
