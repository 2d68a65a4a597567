"""Exercise 6.3: wrong answers about the moments."""

import numpy as np

from ..probes import ADAM_STEP

BETA1, BETA2, EPS = 0.9, 0.999, 1e-7


def start(p, state):
    """The moments and the number of steps so far."""
    return (np.zeros_like(p), np.zeros_like(p), 0) if state is None else state


def length(lr, t):
    """The corrected learning rate."""
    return lr * np.sqrt(1 - BETA2**t) / (1 - BETA1**t)


def direction(m, v):
    return m / (np.sqrt(v) + EPS)


def moments(p, h, state):
    m, v, t = start(p, state)
    return BETA1 * m + (1 - BETA1) * h, BETA2 * v + (1 - BETA2) * h**2, t + 1


@ADAM_STEP.misconception(
    "betas exchanged",
    hint="beta1 = 0.9 belongs to m, and beta2 = 0.999 to v: yours are exchanged.",
)
def betas_exchanged(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = BETA2 * m + (1 - BETA2) * h, BETA1 * v + (1 - BETA1) * h**2
    size = lr * np.sqrt(1 - BETA1**t) / (1 - BETA2**t)
    return p - lr * wd * p - size * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "weights of old and new exchanged",
    hint="You keep 0.1 of the old m and take 0.9 of the new gradient. It is the other way round.",
)
def shares_exchanged(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = (1 - BETA1) * m + BETA1 * h, (1 - BETA2) * v + BETA2 * h**2
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "sums instead of averages",
    hint="Your m and v are sums: the factors 1 - beta in front of the new gradient are missing.",
)
def sums(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = BETA1 * m + h, BETA2 * v + h**2
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "square forgotten",
    hint="Your v averages gradients, and its root is nan where they are negative. It averages "
    "squares.",
)
def no_square(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = BETA1 * m + (1 - BETA1) * h, BETA2 * v + (1 - BETA2) * h
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "absolute value for the square",
    hint="Your v averages |h|. It averages h^2, of which the root is taken later.",
)
def absolute(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = BETA1 * m + (1 - BETA1) * h, BETA2 * v + (1 - BETA2) * np.abs(h)
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "v from m",
    hint="Your v averages the squares of m. It averages the squares of h.",
)
def v_from_m(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m = BETA1 * m + (1 - BETA1) * h
    v = BETA2 * v + (1 - BETA2) * m**2
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "beta1 = 0.99",
    hint="Your beta1 is 0.99. It is 0.9, with 0.1 for the new gradient.",
)
def slow_m(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = 0.99 * m + 0.01 * h, BETA2 * v + (1 - BETA2) * h**2
    size = lr * np.sqrt(1 - BETA2**t) / (1 - 0.99**t)
    return p - lr * wd * p - size * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "beta2 = 0.99",
    hint="Your beta2 is 0.99. It is 0.999, with 0.001 for the new square.",
)
def fast_v(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = BETA1 * m + (1 - BETA1) * h, 0.99 * v + 0.01 * h**2
    size = lr * np.sqrt(1 - 0.99**t) / (1 - BETA1**t)
    return p - lr * wd * p - size * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "share of the new square",
    hint="Your v takes 0.01 of the new square. The shares of old and new add to 1: 0.999 and "
    "0.001.",
)
def shares_of_v(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = BETA1 * m + (1 - BETA1) * h, BETA2 * v + 0.01 * h**2
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "v averaged with 0.99, corrected with 0.999",
    hint="You average v with 0.99 and correct it with 0.999. It is 0.999 in both.",
)
def two_betas(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = BETA1 * m + (1 - BETA1) * h, 0.99 * v + 0.01 * h**2
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "v never falls",
    hint="Your v keeps its maximum. An average falls when gradients get smaller.",
)
def largest_v(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m = BETA1 * m + (1 - BETA1) * h
    v = np.maximum(v, BETA2 * v + (1 - BETA2) * h**2)
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)
