"""Exercise 9.3: the known mistakes. Every function here is wrong on purpose, except the first."""

import math

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.batch_norm.warmup_steps import WARMUP_STEPS


def _warmup(momentum, tol):
    """A correct answer; the mistakes change some of its words."""
    if tol >= 1:
        return 0
    if momentum == 0:
        return 1
    t = math.log(tol) / math.log(momentum)
    return math.ceil(t)


# --- where at least one step is needed
WARMUP_STEPS.mistake(
    "rounded down",
    "You round down: at that step momentum^t is still above tol. Round up.",
    edited(_warmup, ("math.ceil(t)", "math.floor(t)")),
)
WARMUP_STEPS.mistake(
    "rounded to the nearest",
    "You round to the nearest step, which may be one too early. Round up.",
    edited(_warmup, ("math.ceil(t)", "round(t)")),
)
WARMUP_STEPS.mistake(
    "not rounded",
    "You return the solution of momentum^t = tol. Steps are whole numbers: round up.",
    edited(_warmup, ("math.ceil(t)", "t")),
)
WARMUP_STEPS.mistake(
    "one more where it is exact",
    "Where momentum^t is exactly tol you return one step too many: tol itself is enough (<=). "
    "The cause may be rounding down and adding 1, or a loop with >=.",
    edited(_warmup, ("math.ceil(t)", "math.floor(t) + 1")),
)
WARMUP_STEPS.mistake(
    "one step too many",
    "Your answer is one step too many. Check it with momentum = 0.5, tol = 0.3 by hand.",
    edited(_warmup, ("math.ceil(t)", "math.ceil(t) + 1")),
)
WARMUP_STEPS.mistake(
    "one step too few",
    "Your answer is one step too few. Check it with momentum = 0.5, tol = 0.3 by hand.",
    lambda momentum, tol: max(_warmup(momentum, tol) - 1, 0),
)
WARMUP_STEPS.mistake(
    "two logarithms",
    "You mix two logarithms, natural and to base 10. Use the same base for both.",
    edited(_warmup, ("log(tol)", "log10(tol)")),
)
WARMUP_STEPS.mistake(
    "two logarithms, the other way round",
    "You mix two logarithms, to base 10 and natural. Use the same base for both.",
    edited(_warmup, ("log(momentum)", "log10(momentum)")),
)
WARMUP_STEPS.mistake(
    "quotient upside down",
    "You solve tol^t = momentum (1 in all cases). Solve momentum^t = tol: t * log(momentum) = "
    "log(tol).",
    edited(_warmup, ("math.log(tol) / math.log(momentum)", "math.log(momentum) / math.log(tol)")),
)
WARMUP_STEPS.mistake(
    "logarithm of the quotient",
    "You take the logarithm of a quotient. Take the quotient of the logarithms.",
    edited(_warmup, ("math.log(tol) / math.log(momentum)", "abs(math.log(tol / momentum))")),
)
WARMUP_STEPS.mistake(
    "sign lost",
    "Your answer is negative. Both logarithms are negative, so their quotient is positive.",
    edited(_warmup, ("math.ceil(t)", "-math.ceil(t)")),
)
WARMUP_STEPS.mistake(
    "momentum reversed",
    "You take powers of 1 - momentum. The start keeps the weight momentum in every step.",
    edited(_warmup, ("log(momentum)", "log(1 - momentum)")),
)
WARMUP_STEPS.mistake(
    "1 / (1 - momentum)",
    "After 1 / (1 - momentum) steps, 37 % of the start remains. The number of steps must "
    "depend on tol.",
    edited(_warmup, ("math.log(tol) / math.log(momentum)", "1 / (1 - momentum)")),
)
WARMUP_STEPS.mistake(
    "a linear decay",
    "You subtract 1 - momentum in each step. Multiply by momentum in each step.",
    edited(_warmup, ("math.log(tol) / math.log(momentum)", "(1 - tol) / (1 - momentum)")),
)
WARMUP_STEPS.mistake(
    "an approximate logarithm",
    "You use log(momentum) = momentum - 1, which is right only near 1.",
    edited(_warmup, ("math.log(momentum)", "(momentum - 1)")),
)
WARMUP_STEPS.mistake(
    "tol for what is reached",
    "You use 1 - tol. tol is the share of the start that may remain.",
    edited(_warmup, ("log(tol)", "log(1 - tol)")),
)

# --- the ends
WARMUP_STEPS.mistake(
    "tol above 1",
    "With tol above 1 your answer is negative. Return 0, because no step is needed.",
    edited(_warmup, ("    if tol >= 1:\n        return 0\n", "")),
)
WARMUP_STEPS.mistake(
    "at least one step",
    "You return at least one step. With tol = 1 or more none is needed: momentum^0 = 1.",
    edited(_warmup, ("return 0", "return 1")),
)
WARMUP_STEPS.mistake(
    "momentum = 0 before tol",
    "With momentum = 0 and tol = 1 your answer is 1. Check tol first: 0^0 is 1, which is enough.",
    edited(_warmup, ("if tol >= 1:", "if tol >= 1 and momentum > 0:")),
)
WARMUP_STEPS.mistake(
    "the loop's sign turned",
    "Your answer is always 0: continue the loop while momentum^t is ABOVE tol.",
    lambda momentum, tol: int(tol >= 1),
)
WARMUP_STEPS.mistake(
    "momentum = 0 with NumPy's logarithm",
    "With momentum = 0 the logarithm is -inf, so your answer is 0. One step is needed: 0^0 is 1.",
    lambda momentum, tol: 0 if tol >= 1 else int(np.ceil(np.log(tol) / np.log(momentum))),
)
WARMUP_STEPS.mistake(
    "momentum = 0 not thought of",
    "With momentum = 0 there is no logarithm, so your code raises an error. Return 1: one "
    "step is enough.",
    edited(_warmup, ("    if momentum == 0:\n        return 1\n", "")),
)
WARMUP_STEPS.mistake(
    "neither end thought of",
    "You do not handle the special cases: with tol = 1 or more return 0, and with momentum = "
    "0 (no logarithm) return 1.",
    lambda momentum, tol: math.ceil(math.log(tol) / math.log(momentum)),
)

# --- what is returned
WARMUP_STEPS.mistake(
    "a float",
    "Your number of steps is a float. np.ceil and ** give floats: make it an int.",
    lambda momentum, tol: float(_warmup(momentum, tol)),
)


@WARMUP_STEPS.mistake(
    "a loop that asks too late",
    "Your loop takes a step before it checks. Check first, with <=: for tol = 1 no step is needed.",
)
def asks_too_late(momentum, tol):
    t, left = 0, 1.0
    while True:
        t, left = t + 1, left * momentum
        if left < tol:
            return t
