"""Exercise 6.3: wrong answers about the correction of the moments."""

import numpy as np

from ..probes import ADAM_STEP
from .adam import BETA1, BETA2, direction, moments


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
    "beta times t",
    hint="From t = 2 on 1 - beta*t is negative, and its root is nan. The correction is a power, "
    "1 - beta^t.",
)
def beta_times_t(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    size = lr * np.sqrt(1 - BETA2 * t) / (1 - BETA1 * t)
    return p - lr * wd * p - size * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "correction upside down",
    hint="Your correction is upside down: it is sqrt(1 - beta2^t) / (1 - beta1^t).",
)
def upside_down(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    size = lr * (1 - BETA1**t) / np.sqrt(1 - BETA2**t)
    return p - lr * wd * p - size * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "both corrections multiplied",
    hint="You multiply by both corrections. m is divided by 1 - beta1^t.",
)
def multiplied(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    size = lr * (1 - BETA1**t) * np.sqrt(1 - BETA2**t)
    return p - lr * wd * p - size * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "root over both corrections",
    hint="Your root covers both corrections. It belongs to 1 - beta2^t alone.",
)
def root_over_both(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    size = lr * np.sqrt((1 - BETA2**t) / (1 - BETA1**t))
    return p - lr * wd * p - size * direction(m, v), (m, v, t)
