"""Exercise 6.3: wrong answers about the quotient of the moments, and eps."""

import numpy as np

from ..probes import ADAM_STEP
from .adam import BETA1, BETA2, EPS, direction, length, moments, start


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
    "eps under the root of the corrected v",
    hint="Your eps is under the root, beside the corrected v. Where gradients are tiny it "
    "outweighs v: add eps outside.",
)
def eps_beside_corrected(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    m_hat, v_hat = m / (1 - BETA1**t), v / (1 - BETA2**t)
    return p - lr * wd * p - lr * m_hat / np.sqrt(v_hat + EPS), (m, v, t)


def _with_eps(eps):
    def step(p, g, state, lr, l2=0, wd=0):
        m, v, t = moments(p, g + l2 * p, state)
        return p - lr * wd * p - length(lr, t) * m / (np.sqrt(v) + eps), (m, v, t)

    return step


for _eps in (1e-6, 1e-5, 1e-4, 1e-3):
    ADAM_STEP.misconception(
        f"eps = {_eps:g}",
        hint="Your eps is larger than 1e-7: it shortens steps where gradients are small.",
    )(_with_eps(_eps))


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
