"""Exercise 9.3: the known wrong answers."""

import math

import numpy as np

from ..probes import WARMUP_STEPS


def _known(name, hint, function):
    WARMUP_STEPS.misconception(name, hint=hint)(function)


def _ratio(momentum, tol):
    return math.log(tol) / math.log(momentum)


def _guarded(steps):
    """A wrong formula where there is something to wait for; the special cases are right."""

    def warmup(momentum, tol):
        if tol >= 1 or momentum == 0:
            return int(tol < 1)
        return steps(momentum, tol)

    return warmup


_known(
    "rounded down",
    "You round down: at that step momentum^t is still above tol. Round up.",
    _guarded(lambda momentum, tol: math.floor(_ratio(momentum, tol))),
)
_known(
    "rounded to the nearest",
    "You round to the nearest step, which may be one too early. Round up.",
    _guarded(lambda momentum, tol: round(_ratio(momentum, tol))),
)
_known(
    "not rounded",
    "You return the solution of momentum^t = tol. Steps are whole: the next one up.",
    _guarded(_ratio),
)
_known(
    "one more where it is exact",
    "Where momentum^t is exactly tol you take one step more: tol itself is enough (<=). Rounding "
    "down and adding 1 does that, and so does a loop with >=.",
    _guarded(lambda momentum, tol: math.floor(_ratio(momentum, tol)) + 1),
)
_known(
    "one step too many",
    "Your answer is one step late. Check with momentum = 0.5, tol = 0.3 by hand.",
    _guarded(lambda momentum, tol: math.ceil(_ratio(momentum, tol)) + 1),
)
_known(
    "one step too few",
    "Your answer is one step early. Check with momentum = 0.5, tol = 0.3 by hand.",
    lambda momentum, tol: max(_guarded(lambda m, t: math.ceil(_ratio(m, t)))(momentum, tol) - 1, 0),
)
_known(
    "two logarithms",
    "You mix two logarithms, natural and to base 10. In the quotient any base will do, the same "
    "for both.",
    _guarded(lambda momentum, tol: math.ceil(math.log10(tol) / math.log(momentum))),
)
_known(
    "two logarithms, the other way round",
    "You mix two logarithms, to base 10 and natural. In the quotient any base will do, the same "
    "for both.",
    _guarded(lambda momentum, tol: math.ceil(math.log(tol) / math.log10(momentum))),
)
_known(
    "quotient upside down",
    "That is the t of tol^t = momentum (1 in all cases). momentum is what is raised to t: "
    "t * log(momentum) = log(tol).",
    _guarded(lambda momentum, tol: math.ceil(1 / _ratio(momentum, tol))),
)
_known(
    "logarithm of the quotient",
    "The quotient of logarithms is not the logarithm of the quotient.",
    _guarded(lambda momentum, tol: math.ceil(abs(math.log(tol / momentum)))),
)
_known(
    "sign lost",
    "Your answer is negative: both logarithms are, so their quotient is not.",
    _guarded(lambda momentum, tol: -math.ceil(_ratio(momentum, tol))),
)
_known(
    "momentum reversed",
    "You take powers of 1 - momentum. The start keeps the weight momentum in every step.",
    _guarded(lambda momentum, tol: math.ceil(math.log(tol) / math.log(1 - momentum))),
)
_known(
    "1 / (1 - momentum)",
    "1 / (1 - momentum) is the scale of the memory, at which 37 % of the start are left. How many "
    "steps depends on tol.",
    _guarded(lambda momentum, tol: math.ceil(1 / (1 - momentum))),
)
_known(
    "a linear decay",
    "You take 1 - momentum away in each step. Each step multiplies by momentum.",
    _guarded(lambda momentum, tol: math.ceil((1 - tol) / (1 - momentum))),
)
_known(
    "an approximate logarithm",
    "You use log(momentum) = momentum - 1, which holds near 1 only.",
    _guarded(lambda momentum, tol: math.ceil(math.log(tol) / (momentum - 1))),
)
_known(
    "tol for what is reached",
    "You wait until tol of the way is done. tol is what may be left of the start.",
    _guarded(lambda momentum, tol: math.ceil(_ratio(momentum, 1 - tol))),
)
_known(
    "tol above 1",
    "With tol above 1 your answer is negative. Nothing has to be waited for: 0.",
    lambda momentum, tol: math.ceil(_ratio(momentum, tol)) if momentum else 1,
)
_known(
    "at least one step",
    "You take one step at least. With tol = 1 or more none is needed: momentum^0 = 1.",
    lambda momentum, tol: 1 if momentum == 0 or tol >= 1 else math.ceil(_ratio(momentum, tol)),
)
_known(
    "momentum = 0 before tol",
    "With momentum = 0 and tol = 1 your answer is 1. Ask for tol first: 0^0 is 1, which is enough.",
    lambda momentum, tol: (
        1 if momentum == 0 else 0 if tol >= 1 else math.ceil(_ratio(momentum, tol))
    ),
)
_known(
    "the loop's sign turned",
    "Your answer is 0 at once: a loop goes on while momentum^t is ABOVE tol.",
    lambda momentum, tol: int(tol >= 1),
)


def _with_numpy(momentum, tol):
    if tol >= 1:
        return 0
    return int(np.ceil(np.log(tol) / np.log(momentum)))


_known(
    "momentum = 0 with NumPy's logarithm",
    "With momentum = 0 the logarithm is -inf, and your answer 0. One step is needed: 0^0 is 1.",
    _with_numpy,
)
_known(
    "momentum = 0 not thought of",
    "With momentum = 0 there is no logarithm, and your code stops. One step is enough then.",
    lambda momentum, tol: 0 if tol >= 1 else math.ceil(_ratio(momentum, tol)),
)
_known(
    "neither end thought of",
    "The ends are missing: with tol = 1 or more the answer is 0, and with momentum = 0 (no "
    "logarithm) it is 1.",
    lambda momentum, tol: math.ceil(_ratio(momentum, tol)),
)
_known(
    "a float",
    "Your number of steps is a float. np.ceil and ** give floats: make it an int.",
    lambda momentum, tol: float(_guarded(lambda m, t: math.ceil(_ratio(m, t)))(momentum, tol)),
)


@WARMUP_STEPS.misconception(
    "a loop that asks too late",
    hint="Your loop takes a step before it looks. Look first, with <=: for tol = 1 no step is "
    "needed.",
)
def asks_too_late(momentum, tol):
    t, left = 0, 1.0
    while True:
        t, left = t + 1, left * momentum
        if left < tol:
            return t
