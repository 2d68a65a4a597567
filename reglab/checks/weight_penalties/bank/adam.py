"""Exercise 6.3: wrong answers about the moments, their correction and the root."""

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
    "no bias correction",
    hint="m and v start at 0 and are too small at first: the factors with 1 - beta^t are missing.",
)
def uncorrected(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - lr * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "only m corrected",
    hint="m is corrected, v is not: the factor sqrt(1 - beta2^t) is missing.",
)
def only_m_corrected(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - lr / (1 - BETA1**t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "only v corrected",
    hint="v is corrected, m is not: divide by 1 - beta1^t.",
)
def only_v_corrected(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - lr * np.sqrt(1 - BETA2**t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "correction without the root",
    hint="v is corrected under the root, so its factor outside is sqrt(1 - beta2^t).",
)
def correction_without_root(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    size = lr * (1 - BETA2**t) / (1 - BETA1**t)
    return p - lr * wd * p - size * direction(m, v), (m, v, t)


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
    "eps under the root",
    hint="You compute sqrt(v + eps), which is far from sqrt(v) where v is small: add eps outside.",
)
def eps_inside(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, t) * m / np.sqrt(v + EPS), (m, v, t)


@ADAM_STEP.misconception(
    "eps forgotten",
    hint="A parameter without a gradient has m = v = 0, and 0/0 is nan: eps is missing.",
)
def no_eps(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, t) * m / np.sqrt(v), (m, v, t)


@ADAM_STEP.misconception(
    "root forgotten",
    hint="You divide by v. It holds squares: divide by its root.",
)
def no_root(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    step = lr * (1 - BETA2**t) / (1 - BETA1**t) * m / (v + EPS)
    return p - lr * wd * p - step, (m, v, t)


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
    "one scale for the whole array",
    hint="Your v is one number for the whole array. Each entry has its own.",
)
def one_scale(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    h, t = g + l2 * p, t + 1
    m, v = BETA1 * m + (1 - BETA1) * h, BETA2 * v + (1 - BETA2) * np.mean(h**2)
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "uphill",
    hint="Your p moves with the gradient. Descent subtracts the step.",
)
def uphill(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p + length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "plain gradient descent",
    hint="That is p - lr*g. Adam divides an average of gradients by the root of an average of "
    "their squares.",
)
def plain(p, g, state, lr, l2=0, wd=0):
    return p - lr * wd * p - lr * (g + l2 * p), (0, 0, 0)


@ADAM_STEP.misconception(
    "momentum without scaling",
    hint="You move by the corrected m alone. Divide by the root of the corrected v.",
)
def momentum_only(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - lr * m / (1 - BETA1**t), (m, v, t)


@ADAM_STEP.misconception(
    "scaling without momentum",
    hint="Your step has g where m belongs: the average of the gradients is not used.",
)
def no_momentum(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - lr * np.sqrt(1 - BETA2**t) * direction(g + l2 * p, v), (m, v, t)


@ADAM_STEP.misconception(
    "the step instead of p",
    hint="You return the step. Return the new p: the old one minus the step.",
)
def step_only(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return lr * wd * p + length(lr, t) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "beta times t",
    hint="From t = 2 on 1 - beta*t is negative, and its root is nan. The correction is a power, "
    "1 - beta^t.",
)
def beta_times_t(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    size = lr * np.sqrt(1 - BETA2 * t) / (1 - BETA1 * t)
    return p - lr * wd * p - size * direction(m, v), (m, v, t)
