"""Exercise 6.6: what is sent of a Keras model, or in words what came in its place."""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Number, Tuple
from ...core.schema import SchemaError

BLOCKS = {"W1": (64, 256), "b1": (256,), "W2": (256, 10), "b2": (10,)}


def _demand_model(value):
    """What was no such model was sent in words."""
    if isinstance(value, str):
        raise SchemaError(f"build_mlp: expected a Keras model, got {value}")


@dataclass(frozen=True)
class Shapes(Array):
    """One row for each array of weights: its two sizes, the second 0 for a vector."""

    shape: callable = None

    def validate(self, value, data, name):
        _demand_model(value)
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "iu":
            raise SchemaError("build_mlp: expected the sizes of its weights, got something else")
        if value.size and value.shape[1:] != (2,):
            raise SchemaError(f"build_mlp: expected rows of two sizes, got shape {value.shape}")
        return value.reshape(-1, 2)


@dataclass(frozen=True)
class Probabilities(Array):
    """Outputs of the network."""

    shape: callable = lambda data: (len(data["X"]), 10)
    rtol: float = 1e-4
    atol: float = 1e-6

    def validate(self, value, data, name):
        _demand_model(value)
        return super().validate(value, data, name)


@dataclass(frozen=True)
class Penalty(Number):
    """A sum of model.losses."""

    rtol: float = 1e-4
    atol: float = 1e-6

    def validate(self, value, data, name):
        _demand_model(value)
        return super().validate(value, data, name)


@dataclass(frozen=True, init=False)
class Penalties(Tuple):
    """A sum of model.losses for each block of weights."""

    def __init__(self):
        super().__init__(**{name: Penalty() for name in BLOCKS})

    def validate(self, value, data, name):
        _demand_model(value)
        return super().validate(value, data, name)
