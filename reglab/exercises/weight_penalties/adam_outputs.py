"""Exercise 6.3: what the guest sends for each step of Adam."""

from dataclasses import dataclass

import numpy as np

from reglab.checks.model import Array, ListOf, Number, Tuple
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError


@dataclass(frozen=True)
class State(Number):
    """The state of an answer between steps: sent as 1, or as None if there is none."""

    def validate(self, value, data, name):
        if value is None:
            raise SchemaError(f"{name}: expected what the next step needs, got None")
        return value


@dataclass(frozen=True, init=False)
class Pair(Tuple):
    """The new p and state; anything else is sent as a description."""

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected (p, state), got {value}")
        return super().validate(value, data, name)


@dataclass(frozen=True)
class Path(ListOf):
    """The results of all steps, one for each gradient."""

    # Wide enough for either place of eps, which hardly matters for gradients of 0.1 and more.
    item: object = Pair(p=Array(lambda data: data["p"].shape, rtol=1e-5, atol=1e-5), state=State())
    length: int = 0

    def validate(self, value, data, name):
        return ListOf(self.item, len(data["grads"])).validate(value, data, name)


@dataclass(frozen=True)
class Further(Path):
    """Further results that tell mistakes apart; nothing is required of them."""

    def validate(self, value, data, name):
        return value


def sent_result(result):
    """One result in the form that is sent; of the state, only whether there is one."""
    if isinstance(result, tuple | list):
        if len(result) != 2:
            return f"{len(result)} values"
        p, state = result
        if isinstance(p, tuple | list):
            return f"a {type_name(p)} of {len(p)} values in the place of p"
        return (p, None if state is None else 1.0)
    return "one array" if isinstance(result, np.ndarray) else result
