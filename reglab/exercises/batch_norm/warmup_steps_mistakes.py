"""Exercise 9.3: the known mistakes. Every function here is wrong on purpose, except the first."""

import math

from reglab.checks.authoring.edits import edited
from reglab.checks.probing.steps import StepLimit
from reglab.exercises.batch_norm.warmup_steps import WARMUP_STEPS


def _warmup(momentum, tol):
    """A correct answer; the mistakes change some of its words."""
    if tol >= 1:
        return 0
    if momentum == 0:
        return 1
    t = math.log(tol) / math.log(momentum)
    return _first_after(momentum, tol, math.ceil(t))


def _first_after(momentum, tol, t):
    """The right t, from one that is right or, because of rounding, one too large."""
    return t - 1 if momentum ** (t - 1) <= tol else t


CEIL = "_first_after(momentum, tol, math.ceil(t))"
QUOTIENT = "math.log(tol) / math.log(momentum)"


def _instead_of_the_quotient(other):
    """Another number, which is rounded up."""
    return edited(_warmup, (QUOTIENT, other), (CEIL, "math.ceil(t)"))


# --- where at least one step is needed
WARMUP_STEPS.mistake(
    "rounded down",
    "You round down: at that step momentum^t is still above tol. Round up.",
    edited(_warmup, (CEIL, "math.floor(t)")),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "rounded to the nearest",
    "You round to the nearest step, which may be one too early. Round up.",
    edited(_warmup, (CEIL, "round(t)")),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "not rounded",
    "You return the solution of momentum^t = tol. Steps are whole numbers: round up.",
    edited(_warmup, (CEIL, "t")),
    kind="half",
)
WARMUP_STEPS.mistake(
    "one more where it is exact",
    "Where momentum^t is exactly tol you return one step too many: tol itself is enough (<=). "
    "The cause may be rounding down and adding 1, or a loop with >=.",
    lambda momentum, tol: _warmup(momentum, tol) + (momentum ** _warmup(momentum, tol) == tol < 1),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "the quotient of logarithms trusted",
    "You round up a quotient of logarithms, which are rounded themselves: it may be slightly above "
    "a whole number that is right. Check the step before.",
    edited(_warmup, (CEIL, "math.ceil(t)")),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "one step too many",
    "Your answer is one step too many. Check it with momentum = 0.5, tol = 0.3 by hand.",
    edited(_warmup, (CEIL, CEIL + " + 1")),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "two steps too many",
    "Your answer is two steps too many. Check it with momentum = 0.5, tol = 0.3 by hand.",
    edited(_warmup, (CEIL, CEIL + " + 2")),
    kind="slip",
)
for _extra in (1, 2):
    WARMUP_STEPS.mistake(
        f"{_extra} added in all cases",
        f"Your answer is too large by {_extra} in all cases, also where no step is needed.",
        lambda momentum, tol, extra=_extra: _warmup(momentum, tol) + extra,
        kind="slip",
    )
WARMUP_STEPS.mistake(
    "momentum squared",
    "Your answer is about half of the right one: in each step the start is multiplied by momentum "
    "once.",
    lambda momentum, tol: _warmup(momentum**2, tol),
    kind="half",
)
WARMUP_STEPS.mistake(
    "the weight of a batch",
    "You compare (1 - momentum) * momentum^t with tol, which is the weight of a batch. The start "
    "has the weight momentum^t.",
    lambda momentum, tol: _warmup(momentum, tol / (1 - momentum)),
    kind="half",
)
WARMUP_STEPS.mistake(
    "twice as many steps",
    "Your answer is too large by a factor of 2. Solve momentum^t = tol for t.",
    lambda momentum, tol: 2 * _warmup(momentum, tol),
    kind="half",
)
WARMUP_STEPS.mistake(
    "a text",
    "You return text. Return the number itself.",
    lambda momentum, tol: str(_warmup(momentum, tol)),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "tol in per cent",
    "You divide tol by 100. tol is a share of the start, not per cent.",
    lambda momentum, tol: _warmup(momentum, tol / 100),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "one step too few",
    "Your answer is one step too few. Check it with momentum = 0.5, tol = 0.3 by hand.",
    lambda momentum, tol: max(_warmup(momentum, tol) - 1, 0),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "two logarithms",
    "You mix two logarithms, natural and to base 10. Use the same base for both.",
    _instead_of_the_quotient("math.log10(tol) / math.log(momentum)"),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "two logarithms, the other way round",
    "You mix two logarithms, to base 10 and natural. Use the same base for both.",
    _instead_of_the_quotient("math.log(tol) / math.log10(momentum)"),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "quotient upside down",
    "You solve tol^t = momentum (1 in all cases). Solve momentum^t = tol: t * log(momentum) = "
    "log(tol).",
    _instead_of_the_quotient("math.log(momentum) / math.log(tol)"),
    kind="half",
)
WARMUP_STEPS.mistake(
    "logarithm of the quotient",
    "You take the logarithm of a quotient. Take the quotient of the logarithms.",
    _instead_of_the_quotient("abs(math.log(tol / momentum))"),
    kind="half",
)
WARMUP_STEPS.mistake(
    "sign lost",
    "Your answer is negative. Both logarithms are negative, so their quotient is positive.",
    edited(_warmup, (CEIL, "-" + CEIL)),
    kind="slip",
)
WARMUP_STEPS.mistake(
    "momentum reversed",
    "You take powers of 1 - momentum. The start keeps the weight momentum in every step.",
    edited(_warmup, (QUOTIENT, "math.log(tol) / math.log(1 - momentum)"), (CEIL, "math.ceil(t)")),
    kind="half",
)
for _name, _rounded in (("", "math.ceil"), (", to the nearest", "round"), (", down", "math.floor")):
    WARMUP_STEPS.mistake(
        f"1 / (1 - momentum){_name}",
        "After 1 / (1 - momentum) steps, 37 % of the start remains if momentum is close to 1. The "
        "number of steps must depend on tol.",
        edited(_warmup, (QUOTIENT, "1 / (1 - momentum)"), (CEIL, f"{_rounded}(t - 1e-9)")),
        kind="wrong",
    )
WARMUP_STEPS.mistake(
    "a linear decay",
    "You subtract 1 - momentum in each step. Multiply by momentum in each step.",
    _instead_of_the_quotient("(1 - tol) / (1 - momentum)"),
    kind="wrong",
)
WARMUP_STEPS.mistake(
    "an approximate logarithm",
    "You use log(momentum) = momentum - 1, which is right only near 1.",
    _instead_of_the_quotient("math.log(tol) / (momentum - 1)"),
    kind="half",
)
WARMUP_STEPS.mistake(
    "tol for what is reached",
    "You use 1 - tol. tol is the share of the start that may remain.",
    _instead_of_the_quotient("math.log(1 - tol) / math.log(momentum)"),
    kind="half",
)

# --- small, close and large numbers
WARMUP_STEPS.mistake(
    "a small number added in the logarithms",
    "You add a small number to tol or momentum, so your answer is wrong where they are no larger "
    "than it. Handle momentum = 0 separately.",
    edited(
        _warmup,
        (QUOTIENT, "math.log(tol + 1e-12) / math.log(momentum + 1e-12)"),
        (CEIL, "math.ceil(t)"),
    ),
    kind="slip",
)


TOLERANCE = "You also stop where momentum^t is only close to tol, as with isclose. Use <= alone."
WARMUP_STEPS.mistake(
    "equal within a tolerance",
    TOLERANCE,
    lambda momentum, tol: _warmup(momentum, tol / (1 - 1e-9)),
    kind="slip",
)


@WARMUP_STEPS.mistake("equal within the tolerance of NumPy", TOLERANCE, kind="slip")
def like_numpy(momentum, tol):
    t = _warmup(momentum, tol + 1e-8 + 1e-5 * tol)
    if t > 10_000:  # np.isclose has about 80 lines of Python
        raise StepLimit
    return t


def _limited(most):
    def warmup_steps(momentum, tol):
        return min(_warmup(momentum, tol), most)

    return warmup_steps


for _most in (1_000, 10_000, 100_000):
    WARMUP_STEPS.mistake(
        f"at most {_most} steps",
        f"Your answer is never above {_most}, but it may take more steps: count without a limit.",
        _limited(_most),
        kind="slip",
    )


@WARMUP_STEPS.mistake(
    "a recursion",
    "Your function calls itself once for each step, which Python stops after about 1000 calls. Use "
    "a loop or a formula.",
    kind="slip",
)
def recursion(momentum, tol):
    if tol >= 1:
        return 0
    return 1 if momentum == 0 else 1 + recursion(momentum, tol / momentum)


# --- the ends, and what is returned
NO_TOL = "    if tol >= 1:\n        return 0\n", ""
NO_MOMENTUM = "    if momentum == 0:\n        return 1\n", ""
CHECK = " And check the step before yours: the quotient of the logarithms may be rounded up."


def _at_an_end(name, hint, *changes, rounding=CEIL):
    """Declare a mistake, once with and once without the right rounding of the quotient."""
    WARMUP_STEPS.mistake(name, hint, edited(_warmup, *changes), kind="slip")
    plain = rounding.replace(CEIL, "math.ceil(t)")
    changes = [change for change in changes if change[0] != CEIL]
    WARMUP_STEPS.mistake(
        f"{name}, and the quotient trusted",
        hint + CHECK,
        edited(_warmup, *changes, (CEIL, plain)),
        kind="slip",
    )


_at_an_end(
    "tol above 1",
    "With tol above 1 your answer is negative. Return 0, because no step is needed.",
    NO_TOL,
)
_at_an_end(
    "at least one step",
    "You return at least one step. With tol = 1 or more none is needed: momentum^0 = 1.",
    ("return 0", "return 1"),
)
_at_an_end(
    "momentum = 0 before tol",
    "With momentum = 0 and tol = 1 your answer is 1. Check tol first: 0^0 is 1, which is enough.",
    ("if tol >= 1:", "if tol >= 1 and momentum > 0:"),
)
_at_an_end(
    "momentum = 0 with NumPy's logarithm",
    "With momentum = 0 your answer is 0 (NumPy's logarithm of 0 is -inf). One step is needed: 0^0 "
    "is 1.",
    ("return 1", "return 0"),
)
_at_an_end(
    "momentum = 0 not thought of",
    "With momentum = 0 your code raises an error: there is no logarithm of 0. Return 1: one step "
    "is enough.",
    NO_MOMENTUM,
)
_at_an_end(
    "neither end thought of",
    "You do not handle the special cases: with tol = 1 or more return 0, and with momentum = "
    "0 (no logarithm) return 1.",
    NO_TOL,
    NO_MOMENTUM,
)
_at_an_end(
    "a float",
    "Your number of steps is a float. np.ceil and ** give floats: make it an int.",
    (CEIL, f"float({CEIL})"),
    rounding=f"float({CEIL})",
)


@WARMUP_STEPS.mistake(
    "the loop's sign turned",
    "Where steps are needed your answer is 0. In a loop, continue while momentum^t is ABOVE tol.",
    kind="half",
)
def wrong_way(momentum, tol):
    if tol >= 1:  # then the loop never ends
        raise StepLimit
    return 0


@WARMUP_STEPS.mistake(
    "a loop that asks too late",
    "Your loop takes a step before it checks. Check first, with <=: for tol = 1 no step is needed.",
    kind="slip",
)
def asks_too_late(momentum, tol):
    t, left = 0, 1.0
    while True:
        t, left = t + 1, left * momentum
        if left < tol:
            return t
