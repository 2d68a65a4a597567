"""Exercise 9.3, how many steps the start stays in the running average: what is drawn and called."""

from dataclasses import dataclass

import numpy as np

from ...core import Exercise, Integer, number
from ...core.schema import SchemaError
from ..designs import quarters
from .limit import limited

WARMUP_STEPS = Exercise(
    "batch_norm.warmup_steps",
    title="9.3 warmup_steps",
    points=2,
    forbid=("reglab.nn.running_statistics:warmup_steps", "reglab.nn.running_statistics"),
)


@dataclass(frozen=True)
class Count(Integer):
    """A whole number; what came instead is said with its momentum and tol."""

    def validate(self, value, data, name):
        try:
            return super().validate(value, data, name)
        except SchemaError as error:
            case = f"momentum = {number(data['momentum'])}, tol = {number(data['tol'])}"
            raise SchemaError(f"{case}; {error}") from None


STEPS = {"warmup_steps": Count()}


def _case(momentum, tol):
    return {"momentum": momentum, "tol": tol}


def _between(rng, momentum, t, above=(0.2, 0.45)):
    """A tolerance that the powers of momentum pass between t - 1 and t, not near an end."""
    return _case(momentum, momentum ** (t - rng.uniform(*above)))


def _short(rng):
    """Short numbers with a short answer, and no power of momentum near tol."""
    momentum = float(rng.choice([0.5, 0.6, 0.7, 0.75, 0.8]))
    tols = np.arange(10, 61) / 100
    ratio = np.log(tols) / np.log(momentum)
    apart = (ratio > 1.1) & (np.abs(ratio - np.round(ratio)) > 0.1)
    return _case(momentum, float(rng.choice(tols[apart])))


def _typical(rng):
    """Some hundred steps at most, so that a recursion is deep enough, too."""
    return [
        _short(rng),
        _between(rng, 0.8, int(rng.integers(7, 13))),
        # Rounding to the nearest step is too early.
        _between(rng, rng.uniform(0.88, 0.94), int(rng.integers(20, 40)), above=(0.6, 0.9)),
        _between(rng, rng.uniform(0.985, 0.992), int(rng.integers(150, 300))),
    ]


def _powers(rng):
    # Powers of two, with exponents whose quotient is one, too: neither the powers of momentum nor
    # the quotients of logarithms are rounded.
    counts = np.sort(rng.choice([1, 2, 4, 8], size=3, replace=False))
    momenta = 0.5 ** rng.integers(1, 7, size=3)
    return [_case(float(m), float(m**t)) for m, t in zip(momenta, counts, strict=True)]


def _none_needed(rng):
    hundredths = rng.integers(10, 96, 2) / 100
    return [
        _case(float(hundredths[0]), 1.0),
        _case(float(rng.choice([0.75, 0.8, 0.9, 0.95])), quarters(rng, 2.0, 5.0)),
        _case(0.0, 1.0),
        _case(float(hundredths[1]), rng.uniform(1.0, 5.0)),
    ]


def _call(answers, data):
    return {"warmup_steps": limited(answers.warmup_steps)(data["momentum"], data["tol"])}


@WARMUP_STEPS.property(
    "it is the first t at which momentum^t is tol or less",
    draw=_typical,
    returns=STEPS,
)
def first(answers, data):
    return _call(answers, data)


@WARMUP_STEPS.property(
    "where momentum^t is exactly tol, t is enough",
    draw=_powers,
    returns=STEPS,
    after="first",
)
def exact(answers, data):
    return _call(answers, data)


@WARMUP_STEPS.property(
    "with tol = 1 or more no step is needed",
    draw=_none_needed,
    returns=STEPS,
    after="first",
)
def none_needed(answers, data):
    return _call(answers, data)


@WARMUP_STEPS.property(
    "with momentum = 0 one step is enough",
    draw=lambda rng: [_case(0.0, int(rng.integers(1, 100)) / 100), _case(0.0, rng.uniform(0, 1))],
    returns=STEPS,
    after="first",
)
def no_memory(answers, data):
    return _call(answers, data)


@WARMUP_STEPS.property(
    "it is an int, for range() and for counting",
    draw=lambda rng: [_short(rng), _between(rng, rng.uniform(0.8, 0.95), int(rng.integers(9, 20)))],
    returns={**STEPS, "is_int": Integer()},
    after="first",
)
def an_int(answers, data):
    steps = _call(answers, data)["warmup_steps"]
    return {"warmup_steps": steps, "is_int": int(isinstance(steps, int | np.integer))}
