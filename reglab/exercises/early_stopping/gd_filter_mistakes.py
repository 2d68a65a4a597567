"""Exercise 10.3: the known mistakes. Every function here is wrong on purpose."""

import numpy as np

from reglab.exercises.early_stopping.gd_filter import GD_FILTER

# Of gd_filter.

GD_FILTER.mistake(
    "what is left, not what is reached",
    "(1 - eta*s)^t is the share still missing after t steps. Return 1 minus that.",
    lambda s, eta, t: (1 - eta * s) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "sign of the reached share",
    "Your share is negative: use 1 - (1 - eta*s)^t, not the reverse.",
    lambda s, eta, t: (1 - eta * s) ** t - 1,
    kind="slip",
)
GD_FILTER.mistake(
    "first order only",
    "eta*s*t is right only for small values: every step covers a part of the missing share, "
    "not of the whole.",
    lambda s, eta, t: eta * s * t,
    kind="half",
)
GD_FILTER.mistake(
    "cut off at 1",
    "You add eta*s in each step, up to 1. Every step covers a part of the missing share: use "
    "a power.",
    lambda s, eta, t: np.minimum(eta * s * t, 1.0),
    kind="half",
)
GD_FILTER.mistake(
    "continuous time",
    "1 - exp(-eta*s*t) is the limit of very many tiny steps. Use t steps of size eta.",
    lambda s, eta, t: 1 - np.exp(-eta * s * t),
    kind="half",
)
GD_FILTER.mistake(
    "t times in place of power t",
    "You multiply by t. The factor 1 - eta*s is applied t times: use a power.",
    lambda s, eta, t: 1 - (1 - eta * s) * t,
    kind="half",
)
GD_FILTER.mistake(
    "power of eta s",
    "You take the power of eta*s. The missing share shrinks by the factor 1 - eta*s in every step.",
    lambda s, eta, t: 1 - (eta * s) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "power of the step size alone",
    "You put s outside the power. In each direction the factor is 1 - eta*s.",
    lambda s, eta, t: 1 - s * (1 - eta) ** t,
    kind="half",
)
GD_FILTER.mistake(
    "eta in the exponent",
    "You put eta in the exponent: 1 - s to the power eta*t. Multiply s by eta instead.",
    lambda s, eta, t: 1 - np.sign(1 - s) * np.abs(1 - s) ** (eta * t),
    kind="half",
)
GD_FILTER.mistake(
    "sum in place of difference",
    "With 1 + eta*s the missing share grows. Use 1 - eta*s.",
    lambda s, eta, t: 1 - (1 + eta * s) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "one step too few",
    "You are one step behind: after t steps use the power t.",
    lambda s, eta, t: 1 - (1 - eta * s) ** (t - 1),
    kind="slip",
)
GD_FILTER.mistake(
    "one step too few, in a loop",
    "You are one step behind: you do t - 1 steps, as a loop over range(1, t) does. Do t.",
    lambda s, eta, t: 1 - (1 - eta * s) ** max(t - 1, 0),
    kind="slip",
)
GD_FILTER.mistake(
    "one step too many",
    "You are one step ahead: after t steps use the power t, so that at t = 0 the share is 0.",
    lambda s, eta, t: 1 - (1 - eta * s) ** (t + 1),
    kind="slip",
)
GD_FILTER.mistake(
    "s taken for singular values",
    "You square s. It is an eigenvalue of X'X/n already, not a singular value of X.",
    lambda s, eta, t: 1 - (1 - eta * s**2) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "root of s",
    "You take the root of s. Use the eigenvalue itself.",
    lambda s, eta, t: 1 - (1 - eta * np.sqrt(s)) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "s divided by eta",
    "You divide s by eta. Longer steps reach more: multiply s by eta.",
    lambda s, eta, t: 1 - (1 - s / eta) ** t,
    kind="half",
)
GD_FILTER.mistake(
    "s ignored",
    "You do not use s. Every direction has its own speed: use 1 - eta*s.",
    lambda s, eta, t: np.full(np.shape(s), 1 - (1 - eta) ** t),
    kind="half",
)
GD_FILTER.mistake(
    "times s",
    "You multiply the share by s. Leave that out: a share is between 0 and 1 for short steps.",
    lambda s, eta, t: s * (1 - (1 - eta * s) ** t),
    kind="slip",
)
GD_FILTER.mistake(
    "divided by s",
    "You divide by s, which gives the sum of the powers. Return the share of the "
    "least-squares weight.",
    lambda s, eta, t: np.divide(1 - (1 - eta * s) ** t, s, out=np.zeros(s.shape), where=s > 0),
    kind="half",
)
GD_FILTER.mistake(
    "s divided by n",
    "You divide s by the number of values. The eigenvalues of X'X/n are already divided by n.",
    lambda s, eta, t: 1 - (1 - eta * s / len(s)) ** t if len(s) > 1 else 1 - (1 - eta * s) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "ridge filter at 1/(eta t)",
    "You use the ridge filter at lam = 1/(eta*t), which is near. Take the power of 1 - eta*s.",
    lambda s, eta, t: s * eta * t / (s * eta * t + 1),
    kind="half",
)
GD_FILTER.mistake(
    "one number for all directions",
    "You average the shares. Return one share for each s.",
    lambda s, eta, t: np.mean(1 - (1 - eta * s) ** t),
    kind="slip",
)
GD_FILTER.mistake(
    "eta and t exchanged",
    "Your arguments are in another order. Use gd_filter(s, eta, t).",
    lambda s, t, eta: 1 - (1 - eta * s) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "t ignored",
    "You do not use t, so you return the share after one step.",
    lambda s, eta, t: eta * s,
    kind="half",
)
GD_FILTER.mistake(
    "power of s alone",
    "You take the power of s alone. The factor 1 - eta*s is applied t times: put it in "
    "parentheses.",
    lambda s, eta, t: 1 - (1 - eta * s**t),
    kind="slip",
)
GD_FILTER.mistake(
    "1 - inside the brackets",
    "You put the first 1 - inside the parentheses: (1 - 1 - eta*s)^t. Put it before them.",
    lambda s, eta, t: (1 - 1 - eta * s) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "twice the step",
    "You use 2*eta. The objective has 1/(2n), so the 2 cancels.",
    lambda s, eta, t: 1 - (1 - 2 * eta * s) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "half the step",
    "You use eta/2. A step multiplies the missing share by 1 - eta*s.",
    lambda s, eta, t: 1 - (1 - eta / 2 * s) ** t,
    kind="slip",
)


GD_FILTER.mistake(
    "share cut off at 1",
    "You limit the share to 1. Where eta*s is above 1, a step goes too far, and the share is above "
    "1 after odd numbers of steps.",
    lambda s, eta, t: np.minimum(1 - (1 - eta * s) ** t, 1.0),
    kind="slip",
)
GD_FILTER.mistake(
    "factor without its sign",
    "You take the absolute value of 1 - eta*s. Where eta*s is above 1 it is negative: keep its "
    "sign.",
    lambda s, eta, t: 1 - np.abs(1 - eta * s) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "factor cut off at 0",
    "You replace 1 - eta*s by 0 where it is negative. A step that goes too far has eta*s above 1: "
    "keep the negative factor.",
    lambda s, eta, t: 1 - np.maximum(1 - eta * s, 0.0) ** t,
    kind="slip",
)
GD_FILTER.mistake(
    "logarithm of a negative factor",
    "You use the logarithm of 1 - eta*s, which exists only where eta*s is below 1. Use a power.",
    lambda s, eta, t: -np.expm1(t * np.log1p(-eta * s)),
    kind="slip",
)


def _into_the_type_of_s(shares, s):
    """The shares in an array of the type of s, as np.zeros_like(s) makes it."""
    found = np.zeros_like(s)
    found[...] = shares
    return found


GD_FILTER.mistake(
    "whole shares",
    "Your array takes the type of s, so integers in s cut the shares to integers. Make it an array "
    "of floats.",
    lambda s, eta, t: _into_the_type_of_s(1 - (1 - eta * s) ** t, s),
    kind="slip",
)


# Of ridge_filter.

GD_FILTER.mistake(
    "what the penalty takes",
    "lam / (s + lam) is the share that the penalty removes. Return the share that it leaves.",
    lambda s, lam: lam / (s + lam),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "ridge: s taken for singular values",
    "You square s. It is an eigenvalue of X'X/n already, not a singular value of X.",
    lambda s, lam: s**2 / (s**2 + lam),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "ridge: squared below only",
    "s / (s^2 + lam) is for singular values, and converts U'y to weights. Here s is an "
    "eigenvalue: return the share.",
    lambda s, lam: s / (s**2 + lam),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "ridge: root of s",
    "You take the root of s. Use the eigenvalue itself.",
    lambda s, lam: np.sqrt(s) / (np.sqrt(s) + lam),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "one over s plus lam",
    "1 / (s + lam) converts X'y/n to weights. The share of the least-squares weights has s in "
    "the numerator.",
    lambda s, lam: 1 / (s + lam),
    answer="ridge_filter",
    kind="half",
)
GD_FILTER.mistake(
    "factor 2 with lam",
    "You have a factor 2 too many: the penalty is lam/2 times the squared norm, so its "
    "derivative has no 2.",
    lambda s, lam: s / (s + 2 * lam),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "half of lam",
    "You halve lam. The penalty's 1/2 cancels when you differentiate, so use lam.",
    lambda s, lam: s / (s + lam / 2),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "lam times n",
    "You multiply lam by a number of rows or columns. s are eigenvalues of X'X/n, so use lam "
    "alone.",
    lambda s, lam: s / (s + len(s) * lam) if len(s) > 1 else s / (s + lam),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "soft threshold",
    "You subtract lam, as the lasso does. Ridge shrinks by a factor.",
    lambda s, lam: np.maximum(s - lam, 0) / np.maximum(s, 1e-300),
    answer="ridge_filter",
    kind="half",
)
GD_FILTER.mistake(
    "one over lam",
    "You use 1/lam in place of lam: a larger penalty must leave less.",
    lambda s, lam: s * lam / (s * lam + 1),
    answer="ridge_filter",
    kind="half",
)
GD_FILTER.mistake(
    "1 in the place of s",
    "s / (1 + lam) shrinks all directions alike and is not a share. Divide by s + lam.",
    lambda s, lam: s / (1 + lam),
    answer="ridge_filter",
    kind="half",
)
GD_FILTER.mistake(
    "ridge: s ignored",
    "You do not use s. Every direction shrinks by its own share: s / (s + lam).",
    lambda s, lam: np.full(np.shape(s), 1 / (1 + lam)),
    answer="ridge_filter",
    kind="half",
)
GD_FILTER.mistake(
    "difference below",
    "You subtract lam in the denominator. Add it to s.",
    lambda s, lam: s / (s - lam),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "ridge: one number for all directions",
    "You add up, or average, the shares. (Their sum is the degrees of freedom.) Return one "
    "share for each s.",
    lambda s, lam: np.sum(s / (s + lam)),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "brackets below forgotten",
    "In Python s/s + lam is (s/s) + lam: put the denominator in parentheses.",
    lambda s, lam: np.divide(s, s, out=np.full(s.shape, np.nan), where=s > 0) + lam,
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "ridge: whole shares",
    "Your array takes the type of s, so integers in s cut the shares to integers. Make it an array "
    "of floats.",
    lambda s, lam: _into_the_type_of_s(s / (s + lam), s),
    answer="ridge_filter",
    kind="slip",
)
GD_FILTER.mistake(
    "ridge: all of it where s = 0",
    "Where s = 0 you return 1. With a penalty, the share is 0 there.",
    lambda s, lam: np.divide(s, s + lam, out=np.ones(s.shape), where=s > 0),
    answer="ridge_filter",
    kind="slip",
)
