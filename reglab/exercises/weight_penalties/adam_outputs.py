"""Exercise 6.3: what is sent of each step of Adam."""

from dataclasses import dataclass

import numpy as np

from reglab.checks.model import Array, ListOf, Number, Tuple
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError


@dataclass(frozen=True)
class State(Number):
    """Whatever an answer carries from step to step: sent as 1, or as None if there is none."""

    def validate(self, value, data, name):
        if value is None:
            raise SchemaError(f"{name}: expected what the next step needs, got None")
        return value


@dataclass(frozen=True, init=False)
class Pair(Tuple):
    """The new p and state; anything else was sent in words."""

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected (p, state), got {value}")
        return super().validate(value, data, name)


@dataclass(frozen=True)
class Path(ListOf):
    """What came back from each step: as many as there are gradients."""

    # Wide enough for either place of eps: beside gradients of 0.1 and more it hardly matters.
    item: object = Pair(p=Array(lambda data: data["p"].shape, rtol=1e-5, atol=1e-5), state=State())
    length: int = 0

    def validate(self, value, data, name):
        return ListOf(self.item, len(data["grads"])).validate(value, data, name)


@dataclass(frozen=True)
class Further(Path):
    """What more is sent for telling mistakes apart. Nothing is demanded of it."""

    def validate(self, value, data, name):
        return value


def sent_result(result):
    """One result as it is sent: of the state, only that there is one."""
    if isinstance(result, tuple | list):
        if len(result) != 2:
            return f"{len(result)} values"
        p, state = result
        if isinstance(p, tuple | list):
            return f"a {type_name(p)} of {len(p)} values in the place of p"
        return (p, None if state is None else 1.0)
    return "one array" if isinstance(result, np.ndarray) else result
