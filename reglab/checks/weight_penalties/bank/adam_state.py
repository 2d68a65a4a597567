"""Exercise 6.3: wrong answers about the count of steps and what is kept between them."""

import numpy as np

from ..probes import ADAM_STEP
from .adam import BETA1, BETA2, direction, length, moments


@ADAM_STEP.misconception(
    "t starts at 0",
    hint="Your first step has t = 0, and 1 - beta^0 is 0. Count the step first: it is number 1.",
)
def from_zero(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, np.float64(t - 1)) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "t one too large",
    hint="Your first step is corrected as if it were the second: t is counted twice.",
)
def from_two(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, t + 1) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "t always 1",
    hint="Every step is corrected like the first one: t must grow, so it belongs to the state.",
)
def t_stays(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, 1) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "moments start anew",
    hint="Every step starts from m = v = 0 in yours: use the state that is passed.",
)
def forgetful(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, None)
    return p - lr * wd * p - length(lr, 1) * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "old state returned",
    hint="You return the state as it came, None at first. Return the new m, v and t.",
)
def old_state(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, t) * direction(m, v), state


@ADAM_STEP.misconception(
    "state not returned",
    hint="You return p alone. The next step needs the state: return p, state.",
)
def only_p(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, t) * direction(m, v)


@ADAM_STEP.misconception(
    "m and v returned one by one",
    hint="You return more than two values. Put m, v and t into one state: return p, (m, v, t).",
)
def flat(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, t) * direction(m, v), m, v, t


_shared = {}


@ADAM_STEP.misconception(
    "one memory for all arrays",
    hint="Your moments live outside of the function, so that all arrays share them. Keep them in "
    "the state.",
)
def outside(p, g, state, lr, l2=0, wd=0):
    if state is None:
        _shared.clear()
    m, v, t = _shared["moments"] = moments(p, g + l2 * p, _shared.get("moments"))
    return p - lr * wd * p - length(lr, t) * direction(m, v), "outside"


@ADAM_STEP.misconception(
    "corrected moments kept",
    hint="You correct m and v and keep the corrected ones. The averages go on from those without "
    "correction.",
)
def corrected_kept(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    m, v = m / (1 - BETA1**t), v / (1 - BETA2**t)
    return p - lr * wd * p - lr * direction(m, v), (m, v, t)


@ADAM_STEP.misconception(
    "t grows by two",
    hint="You count each step twice: once before the correction, and once more in the new state.",
)
def by_two(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, t) * direction(m, v), (m, v, t + 1)


@ADAM_STEP.misconception(
    "m and v exchanged in the state",
    hint="m and v come back in another order than you take them out of the state.",
)
def order_exchanged(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return p - lr * wd * p - length(lr, t) * direction(m, v), (v, m, t)


@ADAM_STEP.misconception(
    "state first",
    hint="You return the state first. The new p comes first: return p, state.",
)
def state_first(p, g, state, lr, l2=0, wd=0):
    m, v, t = moments(p, g + l2 * p, state)
    return (m, v, t), p - lr * wd * p - length(lr, t) * direction(m, v)


_kept = {}


def _differs_when_repeated(data, out):
    first, again = out["adam_step"][0], out["again"][0]
    return isinstance(again, tuple) and not np.array_equal(first[0], again[0])


@ADAM_STEP.misconception(
    "memory that outlives a run",
    hint="The same first step comes out differently when it is repeated: your memory outlives a "
    "run. With state None, start from 0.",
    signature=("first_step", _differs_when_repeated),
)
def never_forgets(p, g, state, lr, l2=0, wd=0):
    if np.shape(_kept.get("moments", [p])[0]) != p.shape:
        _kept.clear()
    m, v, t = _kept["moments"] = moments(p, g + l2 * p, _kept.get("moments"))
    return p - lr * wd * p - length(lr, t) * direction(m, v), "kept"
