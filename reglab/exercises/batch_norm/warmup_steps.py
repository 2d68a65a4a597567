"""Exercise 9.3, how many steps the starting values matter in the running average."""

from dataclasses import dataclass

import numpy as np

from reglab.checks.model import PASSED, Exercise, Integer, failed, number
from reglab.checks.model.schema import SchemaError
from reglab.checks.probing.steps import Steps
from reglab.exercises.batch_norm.inputs import quarters
from reglab.nn import warmup_steps

LINES = 500_000  # within a second; two nested loops to 459 need less than half of them


def _in_words(data):
    return f"momentum = {number(data['momentum'])}, tol = {number(data['tol'])}"


@dataclass(frozen=True)
class Count(Integer):
    """A whole number; errors name momentum and tol."""

    def validate(self, value, data, name):
        try:
            return super().validate(value, data, name)
        except SchemaError as error:
            raise SchemaError(f"{_in_words(data)}; {error}") from None


WARMUP_STEPS = Exercise(
    "batch_norm.warmup_steps",
    title="9.3 warmup_steps",
    points=2,
    returns=Count(),
    forbid=("reglab.nn.running_statistics:warmup_steps", "reglab.nn.running_statistics"),
    reference=warmup_steps,
)


def _call(answers, data):
    """The answer, stopped after `LINES` lines in any files."""
    args = data["momentum"], data["tol"]
    message = f"does your loop end? It has run {LINES:,} lines for {args}"
    limited = Steps(LINES, message).limit(answers.warmup_steps, everywhere=True)
    return {"warmup_steps": limited(*args)}


def _case(momentum, tol):
    return {"momentum": momentum, "tol": tol}


def _between(rng, momentum, t, above=(0.2, 0.45)):
    """A tolerance that the powers of momentum reach between t - 1 and t, not near either."""
    return _case(momentum, momentum ** (t - rng.uniform(*above)))


def _short(rng):
    """Short numbers with a short answer, and no power of momentum near tol."""
    momentum = float(rng.choice([0.5, 0.6, 0.7, 0.75, 0.8]))
    tols = np.arange(10, 61) / 100
    ratio = np.log(tols) / np.log(momentum)
    apart = (ratio > 1.1) & (np.abs(ratio - np.round(ratio)) > 0.1)
    return _case(momentum, float(rng.choice(tols[apart])))


def _typical(rng):
    """A few hundred steps at most, so that a recursive answer works, too."""
    return [
        _short(rng),
        _between(rng, 0.8, int(rng.integers(7, 13))),
        # Here rounding to the nearest step gives too few steps.
        _between(rng, rng.uniform(0.88, 0.94), int(rng.integers(20, 40)), above=(0.6, 0.9)),
        _between(rng, rng.uniform(0.985, 0.992), int(rng.integers(150, 300))),
    ]


def _equals(hint):
    """A judge that compares with the reference and shows how much of the start remains."""

    def judge(data, out):
        momentum, got = data["momentum"], out["warmup_steps"]
        expected = warmup_steps(momentum, data["tol"])
        if expected == got:
            return PASSED
        left = f" ({number(momentum)}^{expected} = {momentum**expected:.3g})" if expected else ""
        return failed(hint, f"{_in_words(data)}: expected {expected}{left}, got {got}")

    return judge


WARMUP_STEPS.property(
    "it is the first t at which momentum^t is tol or less",
    name="first",
    draw=_typical,
    call=_call,
    judge=_equals("Solve momentum^t = tol for t, or count; then check the steps before and after."),
)


def _powers(rng):
    # Powers of two whose exponents also have a power of two as quotient, so that neither the
    # powers of momentum nor the quotients of logarithms are rounded.
    counts = np.sort(rng.choice([1, 2, 4, 8], size=3, replace=False))
    momenta = 0.5 ** rng.integers(1, 7, size=3)
    return [_case(float(m), float(m**t)) for m, t in zip(momenta, counts, strict=True)]


WARMUP_STEPS.property(
    "where momentum^t is exactly tol, t is enough",
    name="exact",
    draw=_powers,
    call=_call,
    judge=_equals("momentum^t may equal tol: use momentum^t <= tol."),
    after="first",
)


def _none_needed(rng):
    hundredths = rng.integers(10, 96, 2) / 100
    return [
        _case(float(hundredths[0]), 1.0),
        _case(float(rng.choice([0.75, 0.8, 0.9, 0.95])), quarters(rng, 2.0, 5.0)),
        _case(0.0, 1.0),
        _case(float(hundredths[1]), rng.uniform(1.0, 5.0)),
    ]


@WARMUP_STEPS.property(
    "with tol = 1 or more no step is needed", draw=_none_needed, call=_call, after="first"
)
def none_needed(data, out):
    hint = "momentum^0 is 1, which is already tol or less, so t = 0."
    if data["momentum"] == 0:
        hint = "Check tol first: 0^0 is 1, which is already tol or less, so t = 0."
    return _equals(hint)(data, out)


WARMUP_STEPS.property(
    "with momentum = 0 one step is enough",
    name="no_memory",
    draw=lambda rng: [_case(0.0, int(rng.integers(1, 100)) / 100), _case(0.0, rng.uniform(0, 1))],
    call=_call,
    judge=_equals(
        "0^0 is 1 and 0^1 is 0. The logarithm of 0 does not exist, so handle this case separately."
    ),
    after="first",
)


def _call_an_int(answers, data):
    steps = _call(answers, data)["warmup_steps"]
    return {"warmup_steps": steps, "is_int": int(isinstance(steps, int | np.integer))}


@WARMUP_STEPS.property(
    "it is an int, for range() and for counting",
    draw=lambda rng: [_short(rng), _between(rng, rng.uniform(0.8, 0.95), int(rng.integers(9, 20)))],
    call=_call_an_int,
    returns={"warmup_steps": Count(), "is_int": Integer()},
    after="first",
)
def an_int(data, out):
    hint = "Return an int, because it is a number of steps."
    if out["is_int"]:
        return _equals(hint)(data, out)
    got = number(out["warmup_steps"])
    return failed(hint, f"{_in_words(data)}: expected an int, got the float {got}")
