"""Exercise 10.4: the known wrong answers."""

import numpy as np

from ..probes import EQUIVALENT_LAMBDA


def _known(name, hint, function):
    EQUIVALENT_LAMBDA.misconception(name, hint=hint)(function)


_known(
    "upside down",
    "eta*t is the length of the way. More steps mean less penalty: one over it.",
    lambda eta, t: eta * t,
)
_known(
    "eta over t",
    "A longer step gets further, like more steps: eta stands below the line, too.",
    lambda eta, t: eta / t,
)
_known(
    "t over eta",
    "More steps mean less penalty: t stands below the line, too. (1/eta*t is (1/eta)*t for "
    "Python.)",
    lambda eta, t: t / eta,
)
_known(
    "eta left out",
    "The size of the steps is missing: twice as long steps are as good as twice as many.",
    lambda eta, t: 1 / t,
)
_known(
    "t left out",
    "The number of steps is missing: the penalty falls as training goes on.",
    lambda eta, t: 1 / eta,
)
_known(
    "half of it",
    "You have 1/(2*eta*t). The penalty of this course has a 1/2 that cancels already.",
    lambda eta, t: 1 / (2 * eta * t),
)
_known(
    "twice as much",
    "You have 2/(eta*t). With lam/2 ||w||^2 the derivative is lam*w: no factor.",
    lambda eta, t: 2 / (eta * t),
)
_known(
    "sum in place of product",
    "You add eta and t. The way is t steps of length eta: a product.",
    lambda eta, t: 1 / (eta + t),
)
_known(
    "one step more",
    "You count one step too many: the way after t steps is eta*t.",
    lambda eta, t: 1 / (eta * (t + 1)),
)
_known(
    "root",
    "You take a root. To first order the filters are eta*t*s and s/lam, both linear.",
    lambda eta, t: 1 / np.sqrt(eta * t),
)
_known(
    "square of t",
    "Your t is squared. To first order gradient descent has reached eta*t*s.",
    lambda eta, t: 1 / (eta * t**2),
)
_known(
    "square of eta",
    "Your eta is squared. To first order gradient descent has reached eta*t*s.",
    lambda eta, t: 1 / (eta**2 * t),
)
_known(
    "decay in place of a penalty",
    "exp(-eta*t) is what is left of a direction with s = 1. Asked is a penalty.",
    lambda eta, t: np.exp(-eta * t),
)
_known(
    "power in place of a penalty",
    "(1 - eta)^t is what is left of a direction with s = 1. Asked is a penalty.",
    lambda eta, t: (1 - eta) ** t,
)
_known(
    "minus sign",
    "Your penalty is negative. Check the sign.",
    lambda eta, t: -1 / (eta * t),
)
_known(
    "whole numbers",
    "// and int() round down to whole numbers. A penalty is any number.",
    lambda eta, t: 1 // (eta * t),
)
_known(
    "a line between start and end",
    "1 - eta*t is not always positive. The penalty falls as one over eta*t.",
    lambda eta, t: 1 - eta * t,
)
