"""Exercise 10.3: the known mistakes. Every function here is wrong on purpose."""

import numpy as np

from reglab.exercises.early_stopping.gd_filter import GD_FILTER

# Of gd_filter.

GD_FILTER.mistake(
    "what is left, not what is reached",
    "(1 - eta*s)^t is what is still missing after t steps. What is reached is 1 minus that.",
    lambda s, eta, t: (1 - eta * s) ** t,
)
GD_FILTER.mistake(
    "sign of the reached share",
    "Your share is negative: 1 - (1 - eta*s)^t, not the other way round.",
    lambda s, eta, t: (1 - eta * s) ** t - 1,
)
GD_FILTER.mistake(
    "first order only",
    "eta*s*t is right for small values only: every step covers a part of what is left, not of the "
    "whole.",
    lambda s, eta, t: eta * s * t,
)
GD_FILTER.mistake(
    "cut off at 1",
    "You add eta*s in each step, up to 1. Every step covers a part of what is left.",
    lambda s, eta, t: np.minimum(eta * s * t, 1.0),
)
GD_FILTER.mistake(
    "continuous time",
    "1 - exp(-eta*s*t) is the limit of very many tiny steps. Here t steps of size eta are taken.",
    lambda s, eta, t: 1 - np.exp(-eta * s * t),
)
GD_FILTER.mistake(
    "t times in place of power t",
    "You multiply by t. The factor 1 - eta*s is applied t times: a power.",
    lambda s, eta, t: 1 - (1 - eta * s) * t,
)
GD_FILTER.mistake(
    "power of eta s",
    "You take the power of eta*s. What is left shrinks by the factor 1 - eta*s in every step.",
    lambda s, eta, t: 1 - (eta * s) ** t,
)
GD_FILTER.mistake(
    "power of the step size alone",
    "s stands outside of your power. In each direction the factor is 1 - eta*s.",
    lambda s, eta, t: 1 - s * (1 - eta) ** t,
)
GD_FILTER.mistake(
    "eta in the exponent",
    "Your eta stands in the exponent: 1 - s to the power eta*t. It belongs beside s.",
    lambda s, eta, t: 1 - np.sign(1 - s) * np.abs(1 - s) ** (eta * t),
)
GD_FILTER.mistake(
    "sum in place of difference",
    "With 1 + eta*s what is missing grows. Each step leaves 1 - eta*s of it.",
    lambda s, eta, t: 1 - (1 + eta * s) ** t,
)
GD_FILTER.mistake(
    "one step too few",
    "You are one step behind: after t steps the power is t.",
    lambda s, eta, t: 1 - (1 - eta * s) ** (t - 1),
)
GD_FILTER.mistake(
    "one step too many",
    "You are one step ahead: after t steps the power is t, and at t = 0 nothing is reached.",
    lambda s, eta, t: 1 - (1 - eta * s) ** (t + 1),
)
GD_FILTER.mistake(
    "s taken for singular values",
    "You square s. It is an eigenvalue of X'X/n already, not a singular value of X.",
    lambda s, eta, t: 1 - (1 - eta * s**2) ** t,
)
GD_FILTER.mistake(
    "root of s",
    "You take the root of s. The eigenvalue itself stands in the filter.",
    lambda s, eta, t: 1 - (1 - eta * np.sqrt(s)) ** t,
)
GD_FILTER.mistake(
    "s divided by eta",
    "You divide by eta. A longer step gets further: eta times s.",
    lambda s, eta, t: 1 - (1 - s / eta) ** t,
)
GD_FILTER.mistake(
    "s ignored",
    "s is not in your filter: every direction has a pace of its own.",
    lambda s, eta, t: np.full(np.shape(s), 1 - (1 - eta) ** t),
)
GD_FILTER.mistake(
    "times s",
    "You multiply the share by s once more. A share is between 0 and 1 for short steps.",
    lambda s, eta, t: s * (1 - (1 - eta * s) ** t),
)
GD_FILTER.mistake(
    "divided by s",
    "You divide by s: that is the sum of the powers. Asked is the share of the least-squares "
    "weight.",
    lambda s, eta, t: np.divide(1 - (1 - eta * s) ** t, s, out=np.zeros_like(s), where=s > 0),
)
GD_FILTER.mistake(
    "s divided by n",
    "You divide s by the number of values. The eigenvalues of X'X/n have been divided by n "
    "already.",
    lambda s, eta, t: 1 - (1 - eta * s / len(s)) ** t if len(s) > 1 else 1 - (1 - eta * s) ** t,
)
GD_FILTER.mistake(
    "ridge filter at 1/(eta t)",
    "That is ridge at lam = 1/(eta*t), which comes near. Take the power of 1 - eta*s.",
    lambda s, eta, t: s * eta * t / (s * eta * t + 1),
)
GD_FILTER.mistake(
    "one number for all directions",
    "You average the shares. Each s has one of its own.",
    lambda s, eta, t: np.mean(1 - (1 - eta * s) ** t),
)
GD_FILTER.mistake(
    "eta and t exchanged",
    "Your arguments stand in another order. It is gd_filter(s, eta, t).",
    lambda s, t, eta: 1 - (1 - eta * s) ** t,
)
GD_FILTER.mistake(
    "t ignored",
    "t is not in your filter: that is the share after one step.",
    lambda s, eta, t: eta * s,
)
GD_FILTER.mistake(
    "power of s alone",
    "Your power is of s alone. The factor 1 - eta*s is applied t times: brackets around all of it.",
    lambda s, eta, t: 1 - (1 - eta * s**t),
)
GD_FILTER.mistake(
    "1 - inside the brackets",
    "Your 1 - stands inside the brackets of the power: (1 - 1 - eta*s)^t. It stands before them.",
    lambda s, eta, t: (1 - 1 - eta * s) ** t,
)
GD_FILTER.mistake(
    "twice the step",
    "You have 2*eta. The objective has 1/(2n), so that no 2 is left.",
    lambda s, eta, t: 1 - (1 - 2 * eta * s) ** t,
)
GD_FILTER.mistake(
    "half the step",
    "You have eta/2. A step multiplies what is missing by 1 - eta*s.",
    lambda s, eta, t: 1 - (1 - eta / 2 * s) ** t,
)


# Of ridge_filter.

GD_FILTER.mistake(
    "what the penalty takes",
    "lam / (s + lam) is what the penalty takes away. Asked is what it leaves.",
    lambda s, lam: lam / (s + lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "ridge: s taken for singular values",
    "You square s. It is an eigenvalue of X'X/n already, not a singular value of X.",
    lambda s, lam: s**2 / (s**2 + lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "ridge: squared below only",
    "s / (s^2 + lam) is for singular values, and turns U'y into weights. Here s is an eigenvalue, "
    "and a share is asked.",
    lambda s, lam: s / (s**2 + lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "ridge: root of s",
    "You take the root of s. The eigenvalue itself stands in the filter.",
    lambda s, lam: np.sqrt(s) / (np.sqrt(s) + lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "one over s plus lam",
    "1 / (s + lam) turns X'y/n into weights. As a share of the least-squares weights it has s on "
    "top.",
    lambda s, lam: 1 / (s + lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "factor 2 with lam",
    "A factor 2 is left over: the penalty is lam/2 times the squared norm, and its derivative has "
    "none.",
    lambda s, lam: s / (s + 2 * lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "half of lam",
    "You halve lam: the penalty's 1/2 cancels when you differentiate.",
    lambda s, lam: s / (s + lam / 2),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "lam times n",
    "You multiply lam by a number of rows or columns. s are eigenvalues of X'X/n: lam stands "
    "alone.",
    lambda s, lam: s / (s + len(s) * lam) if len(s) > 1 else s / (s + lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "soft threshold",
    "You subtract lam: that is the lasso's way. Ridge shrinks by a factor.",
    lambda s, lam: np.maximum(s - lam, 0) / np.maximum(s, 1e-300),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "one over lam",
    "Your lam is upside down: more penalty must leave less.",
    lambda s, lam: s * lam / (s * lam + 1),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "1 in the place of s",
    "s / (1 + lam) shrinks all directions alike, and is no share. Below stands s + lam.",
    lambda s, lam: s / (1 + lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "ridge: s ignored",
    "s is not in your share: every direction shrinks in its own measure.",
    lambda s, lam: np.full(np.shape(s), 1 / (1 + lam)),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "difference below",
    "You subtract lam below the line: the penalty adds to s.",
    lambda s, lam: s / (s - lam),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "ridge: one number for all directions",
    "You add up, or average, the shares. (Their sum is the degrees of freedom.) Each s has its "
    "own.",
    lambda s, lam: np.sum(s / (s + lam)),
    answer="ridge_filter",
)
GD_FILTER.mistake(
    "brackets below forgotten",
    "s/s + lam is (s/s) + lam for Python: put brackets around what stands below.",
    lambda s, lam: np.divide(s, s, out=np.full_like(s, np.nan), where=s > 0) + lam,
    answer="ridge_filter",
)
