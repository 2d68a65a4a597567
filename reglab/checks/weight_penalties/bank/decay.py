"""Exercise 6.3: wrong answers about the L2 penalty and decay; all else is right in them."""

import numpy as np

from ..probes import ADAM_STEP
from .adam import BETA1, BETA2, direction, length, start


def _adam(h, p, state, lr, h_v=None):
    """The step of Adam for the gradient h, and the new state; v may see another gradient."""
    m, v, t = start(p, state)
    h_v = h if h_v is None else h_v
    m, v = BETA1 * m + (1 - BETA1) * h, BETA2 * v + (1 - BETA2) * h_v**2
    return length(lr, t + 1) * direction(m, v), (m, v, t + 1)


@ADAM_STEP.misconception(
    "l2 ignored",
    hint="Your step does not depend on l2: add the penalty's gradient, l2*p, to g.",
)
def no_l2(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g, p, state, lr)
    return p - lr * wd * p - step, state


@ADAM_STEP.misconception(
    "l2 doubled",
    hint="The gradient of l2/2 * p^2 is l2*p: yours is twice that.",
)
def l2_doubled(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + 2 * l2 * p, p, state, lr)
    return p - lr * wd * p - step, state


@ADAM_STEP.misconception(
    "l2 halved",
    hint="The gradient of l2/2 * p^2 is l2*p: yours is half of that.",
)
def l2_halved(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 / 2 * p, p, state, lr)
    return p - lr * wd * p - step, state


@ADAM_STEP.misconception(
    "penalty added to the gradient",
    hint="You add the penalty's value to g. Add its gradient, l2*p.",
)
def value_added(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 / 2 * p**2, p, state, lr)
    return p - lr * wd * p - step, state


@ADAM_STEP.misconception(
    "l2 as decay",
    hint="You subtract lr*l2*p past the moments. That is decay, wd. The penalty's gradient goes "
    "through them.",
)
def l2_decoupled(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g, p, state, lr)
    return p - lr * (wd + l2) * p - step, state


@ADAM_STEP.misconception(
    "l2 in m only",
    hint="l2*p enters m, but v squares g alone. Both are moments of g + l2*p.",
)
def l2_in_m(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr, h_v=g)
    return p - lr * wd * p - step, state


@ADAM_STEP.misconception(
    "l2 without its sign",
    hint="l2*p must be added to g with its sign, so that descent makes |p| smaller.",
)
def l2_subtracted(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g - l2 * p, p, state, lr)
    return p - lr * wd * p - step, state


@ADAM_STEP.misconception(
    "wd ignored",
    hint="Your step does not depend on wd: decay is missing.",
)
def no_decay(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return p - step, state


@ADAM_STEP.misconception(
    "decay inside the moments",
    hint="You add wd*p to the gradient, so that Adam rescales it. That is an L2 penalty; decay "
    "acts past the moments.",
)
def coupled(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + (l2 + wd) * p, p, state, lr)
    return p - step, state


@ADAM_STEP.misconception(
    "decay divided by the root of v",
    hint="You add wd*p to m and divide both by sqrt(v). Decay is not rescaled: it stands apart.",
)
def rescaled(p, g, state, lr, l2=0, wd=0):
    m, v, t = state = _adam(g + l2 * p, p, state, lr)[1]
    return p - length(lr, t) * direction(m + wd * p, v), state


@ADAM_STEP.misconception(
    "decay with the corrected learning rate",
    hint="You multiply decay by the corrected learning rate. The correction is for m and v: decay "
    "takes lr itself.",
)
def corrected_decay(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return p - length(lr, state[2]) * wd * p - step, state


@ADAM_STEP.misconception(
    "decay without lr",
    hint="You take wd*p off in every step. Here decay is scaled by the learning rate: lr*wd*p.",
)
def without_lr(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return p - wd * p - step, state


@ADAM_STEP.misconception(
    "decay of the gradient",
    hint="Your decay takes lr*wd*g. What decays is the parameter: lr*wd*p.",
)
def of_gradient(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return p - lr * wd * g - step, state


@ADAM_STEP.misconception(
    "decay of the moments",
    hint="Your decay shrinks m. What decays is the parameter itself, and nothing in the state.",
)
def of_moments(p, g, state, lr, l2=0, wd=0):
    m, v, t = start(p, state)
    step, state = _adam(g + l2 * p, p, ((1 - lr * wd) * m, v, t), lr)
    return p - step, state


@ADAM_STEP.misconception(
    "decay after the step",
    hint="You let the step of Adam decay, too: lr*wd multiplies the new p. It multiplies the old "
    "one.",
)
def after_step(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return (p - step) * (1 - lr * wd), state


@ADAM_STEP.misconception(
    "growth instead of decay",
    hint="Your p grows by lr*wd*p. Decay makes it smaller.",
)
def growth(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return p + lr * wd * p - step, state


@ADAM_STEP.misconception(
    "decay with a sign instead of p",
    hint="You take lr*wd*sign(p) off, the step of an L1 penalty. Decay is proportional to p.",
)
def of_sign(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return p - lr * wd * np.sign(p) - step, state


@ADAM_STEP.misconception(
    "decay halved",
    hint="You take lr*wd/2 * p off. There is no square here, and so no 1/2.",
)
def decay_halved(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return p - lr * wd / 2 * p - step, state


@ADAM_STEP.misconception(
    "decay inside and outside",
    hint="Decay comes twice in yours: as wd*p in the gradient and as lr*wd*p past it. Only the "
    "second belongs there.",
)
def twice(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + (l2 + wd) * p, p, state, lr)
    return p - lr * wd * p - step, state


@ADAM_STEP.misconception(
    "penalty of the decayed p",
    hint="You let p decay first and take the penalty's gradient there. Both start from the old p.",
)
def decayed_first(p, g, state, lr, l2=0, wd=0):
    p = p - lr * wd * p
    step, state = _adam(g + l2 * p, p, state, lr)
    return p - step, state


@ADAM_STEP.misconception(
    "l2 and wd exchanged",
    hint="l2 goes through the moments, and wd past them: yours are exchanged.",
)
def exchanged(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + wd * p, p, state, lr)
    return p - lr * l2 * p - step, state


@ADAM_STEP.misconception(
    "decay of m",
    hint="Your decay takes lr*wd*m. What decays is the parameter: lr*wd*p.",
)
def of_m(p, g, state, lr, l2=0, wd=0):
    step, state = _adam(g + l2 * p, p, state, lr)
    return p - lr * wd * state[0] - step, state
