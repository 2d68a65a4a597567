"""Exercise 9.3, how many steps the start stays in the running average: what is drawn and called."""

from dataclasses import dataclass

import numpy as np

from ...core import Exercise, Integer, number
from ...core.schema import SchemaError
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


def _between(rng, momentum, t):
    """A tolerance that the powers of momentum pass between t - 1 and t, not near an end."""
    return _case(momentum, momentum ** (t - rng.uniform(0.2, 0.45)))


def _typical(rng):
    """Some hundred steps at most, so that a recursion is deep enough, too."""
    return [
        _case(0.5, 0.3),
        _case(0.9, 0.1),
        _between(rng, 0.8, int(rng.integers(5, 12))),
        _case(0.99, 0.02),
        _between(rng, 0.99, int(rng.integers(100, 200))),
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
    # Powers of two: neither the powers nor the quotients of logarithms are rounded.
    draw=lambda rng: [_case(0.5, 0.25), _case(0.5, 0.125), _case(0.25, 2.0**-8)],
    returns=STEPS,
    after="first",
)
def exact(answers, data):
    return _call(answers, data)


@WARMUP_STEPS.property(
    "with tol = 1 or more no step is needed",
    draw=lambda rng: [_case(0.5, 1.0), _case(0.9, 2.0), _case(0.0, 1.0)],
    returns=STEPS,
    after="first",
)
def none_needed(answers, data):
    return _call(answers, data)


@WARMUP_STEPS.property(
    "with momentum = 0 one step is enough",
    draw=lambda rng: _case(0.0, 0.1),
    returns=STEPS,
    after="first",
)
def no_memory(answers, data):
    return _call(answers, data)


@WARMUP_STEPS.property(
    "it is an int, for range() and for counting",
    draw=lambda rng: _case(0.9, 0.1),
    returns={**STEPS, "is_int": Integer()},
    after="first",
)
def an_int(answers, data):
    steps = _call(answers, data)["warmup_steps"]
    return {"warmup_steps": steps, "is_int": int(isinstance(steps, int | np.integer))}
