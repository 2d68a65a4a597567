"""Exercise 6.3: what the guest sends for each step of Adam."""

from dataclasses import dataclass

import numpy as np

from reglab.checks.model import Array, ListOf, Number, Tuple
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError


@dataclass(frozen=True)
class State(Number):
    """The state of an answer between steps, see `sent_result`."""

    rtol: float = 1e-5
    atol: float = 1e-5

    def validate(self, value, data, name):
        if value is None:
            raise SchemaError(f"{name}: expected what the next step needs, got None")
        return value


@dataclass(frozen=True, init=False)
class Pair(Tuple):
    """The new p and state; anything else is a description, in a list with an array from it."""

    def validate(self, value, data, name):
        if isinstance(value, list) and value and isinstance(value[0], str):
            value = value[0]
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected (p, state), got {value}")
        return super().validate(value, data, name)


@dataclass(frozen=True)
class Path(ListOf):
    """The results of all steps, one for each gradient."""

    # By which mistakes are recognized: eps has one of two places, which hardly matters for
    # gradients of 0.1 and more.
    item: object = Pair(p=Array(lambda data: data["p"].shape, rtol=1e-5, atol=1e-5), state=State())
    length: int = 0

    def validate(self, value, data, name):
        return ListOf(self.item, len(data["grads"])).validate(value, data, name)


@dataclass(frozen=True)
class Further(Path):
    """Further results that tell mistakes apart; nothing is required of them."""

    def validate(self, value, data, name):
        return value


def sent_result(result, *, first=False):
    """One result in the form that is sent.

    Of a state, only whether there is one: 1, or None; 2 if it is the first and holds NaN, by which
    an answer of NaN is told from one that divides by 0.
    """
    if isinstance(result, np.ndarray):
        return ["one array", result]
    if not isinstance(result, tuple | list):
        return result
    if len(result) != 2:
        return [f"{len(result)} values", _some_array(result)]
    p, state = result
    if isinstance(p, tuple | list):
        where = f"a {type_name(p)} of {len(p)} values in the place of p"
        return [where, _some_array([state])]
    if state is None:
        return (p, None)
    return (p, 2.0 if first and _holds_nan(state) else 1.0)


def _some_array(values):
    return next((value for value in values if isinstance(value, np.ndarray)), 0.0)


def _holds_nan(state):
    if isinstance(state, dict):
        state = list(state.values())
    if isinstance(state, tuple | list):
        return any(map(_holds_nan, state))
    return isinstance(state, float | np.ndarray) and bool(np.any(np.isnan(state)))
