"""Exercise 10.3: the known wrong answers to gd_filter."""

import numpy as np

from ..probes import GD_FILTER


def _gd(name, hint, function):
    GD_FILTER.misconception(name, hint=hint, answer="gd_filter")(function)


_gd(
    "what is left, not what is reached",
    "(1 - eta*s)^t is what is still missing after t steps. What is reached is 1 minus that.",
    lambda s, eta, t: (1 - eta * s) ** t,
)
_gd(
    "sign of the reached share",
    "Your share is negative: 1 - (1 - eta*s)^t, not the other way round.",
    lambda s, eta, t: (1 - eta * s) ** t - 1,
)
_gd(
    "first order only",
    "eta*s*t is right for small values only: every step covers a part of what is left, not of the "
    "whole.",
    lambda s, eta, t: eta * s * t,
)
_gd(
    "cut off at 1",
    "You add eta*s in each step, up to 1. Every step covers a part of what is left.",
    lambda s, eta, t: np.minimum(eta * s * t, 1.0),
)
_gd(
    "continuous time",
    "1 - exp(-eta*s*t) is the limit of very many tiny steps. Here t steps of size eta are taken.",
    lambda s, eta, t: 1 - np.exp(-eta * s * t),
)
_gd(
    "t times in place of power t",
    "You multiply by t. The factor 1 - eta*s is applied t times: a power.",
    lambda s, eta, t: 1 - (1 - eta * s) * t,
)
_gd(
    "power of eta s",
    "You take the power of eta*s. What is left shrinks by the factor 1 - eta*s in every step.",
    lambda s, eta, t: 1 - (eta * s) ** t,
)
_gd(
    "power of the step size alone",
    "s stands outside of your power. In each direction the factor is 1 - eta*s.",
    lambda s, eta, t: 1 - s * (1 - eta) ** t,
)
_gd(
    "eta in the exponent",
    "Your eta stands in the exponent: 1 - s to the power eta*t. It belongs beside s.",
    lambda s, eta, t: 1 - np.sign(1 - s) * np.abs(1 - s) ** (eta * t),
)
_gd(
    "sum in place of difference",
    "With 1 + eta*s what is missing grows. Each step leaves 1 - eta*s of it.",
    lambda s, eta, t: 1 - (1 + eta * s) ** t,
)
_gd(
    "one step too few",
    "You are one step behind: after t steps the power is t.",
    lambda s, eta, t: 1 - (1 - eta * s) ** (t - 1),
)
_gd(
    "one step too many",
    "You are one step ahead: after t steps the power is t, and at t = 0 nothing is reached.",
    lambda s, eta, t: 1 - (1 - eta * s) ** (t + 1),
)
_gd(
    "s taken for singular values",
    "You square s. It is an eigenvalue of X'X/n already, not a singular value of X.",
    lambda s, eta, t: 1 - (1 - eta * s**2) ** t,
)
_gd(
    "root of s",
    "You take the root of s. The eigenvalue itself stands in the filter.",
    lambda s, eta, t: 1 - (1 - eta * np.sqrt(s)) ** t,
)
_gd(
    "s divided by eta",
    "You divide by eta. A longer step gets further: eta times s.",
    lambda s, eta, t: 1 - (1 - s / eta) ** t,
)
_gd(
    "s ignored",
    "s is not in your filter: every direction has a pace of its own.",
    lambda s, eta, t: np.full(np.shape(s), 1 - (1 - eta) ** t),
)
_gd(
    "times s",
    "You multiply the share by s once more. A share is between 0 and 1 for short steps.",
    lambda s, eta, t: s * (1 - (1 - eta * s) ** t),
)
_gd(
    "divided by s",
    "You divide by s: that is the sum of the powers. Asked is the share of the least-squares "
    "weight.",
    lambda s, eta, t: np.divide(1 - (1 - eta * s) ** t, s, out=np.zeros_like(s), where=s > 0),
)
_gd(
    "s divided by n",
    "You divide s by the number of values. The eigenvalues of X'X/n have been divided by n "
    "already.",
    lambda s, eta, t: 1 - (1 - eta * s / len(s)) ** t if len(s) > 1 else 1 - (1 - eta * s) ** t,
)
_gd(
    "ridge filter at 1/(eta t)",
    "That is ridge at lam = 1/(eta*t), which comes near. Take the power of 1 - eta*s.",
    lambda s, eta, t: s * eta * t / (s * eta * t + 1),
)
_gd(
    "one number for all directions",
    "You average the shares. Each s has one of its own.",
    lambda s, eta, t: np.mean(1 - (1 - eta * s) ** t),
)
_gd(
    "eta and t exchanged",
    "Your arguments stand in another order. It is gd_filter(s, eta, t).",
    lambda s, t, eta: 1 - (1 - eta * s) ** t,
)
_gd(
    "t ignored",
    "t is not in your filter: that is the share after one step.",
    lambda s, eta, t: eta * s,
)
_gd(
    "power of s alone",
    "Your power is of s alone. The factor 1 - eta*s is applied t times: brackets around all of it.",
    lambda s, eta, t: 1 - (1 - eta * s**t),
)
_gd(
    "1 - inside the brackets",
    "Your 1 - stands inside the brackets of the power: (1 - 1 - eta*s)^t. It stands before them.",
    lambda s, eta, t: (1 - 1 - eta * s) ** t,
)
_gd(
    "twice the step",
    "You have 2*eta. The objective has 1/(2n), so that no 2 is left.",
    lambda s, eta, t: 1 - (1 - 2 * eta * s) ** t,
)
_gd(
    "half the step",
    "You have eta/2. A step multiplies what is missing by 1 - eta*s.",
    lambda s, eta, t: 1 - (1 - eta / 2 * s) ** t,
)
