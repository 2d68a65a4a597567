"""Exercise 6.6: what the guest sends for a Keras model, or a description of another result."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from reglab.checks.model import Array, Number, Tuple, number
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError

BLOCKS = {"W1": (64, 256), "b1": (256,), "W2": (256, 10), "b2": (10,)}


def _demand_model(value):
    """Raise SchemaError if a description was sent instead of a model."""
    if isinstance(value, str):
        raise SchemaError(f"build_mlp: expected a Keras model, got {value}")


@dataclass(frozen=True)
class Shapes(Array):
    """One row for each array of weights: its two sizes, the second 0 for a vector."""

    shape: Callable = lambda data: (4, 2)

    def validate(self, value, data, name):
        _demand_model(value)
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "iu":
            raise SchemaError("build_mlp: expected the sizes of its weights, got something else")
        if value.size and value.shape[1:] != (2,):
            raise SchemaError(f"build_mlp: expected rows of two sizes, got shape {value.shape}")
        return value.reshape(-1, 2)


@dataclass(frozen=True)
class Units:
    """The units of the layers, by which an answer that cannot be used is told from nothing."""

    compare: bool = False

    def validate(self, value, data, name):
        return value


@dataclass(frozen=True)
class Probabilities(Array):
    """Outputs of the network."""

    shape: Callable = lambda data: (len(data["X"]), 10)
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
    """A sum of model.losses for each of some blocks of weights."""

    def __init__(self, *names: str):
        super().__init__(**dict.fromkeys(names, Penalty()))

    def validate(self, value, data, name):
        _demand_model(value)
        return super().validate(value, data, name)


def looked_at(answers, data, look, keys):
    """What `look` finds in the student's model; a description for each key if there is none."""
    result, other = _result(answers, data)
    return dict.fromkeys(keys, other) if other else look(result)


def shapes_and_units(answers, data):
    """The shapes of the weights, how much a second model moves, and the units of all layers."""
    result, other = _result(answers, data)
    layers = result if isinstance(result, list | tuple) else getattr(result, "layers", [])
    units = np.array([int(layer.units) for layer in layers if hasattr(layer, "units")])
    return {
        "shapes": other or shapes_of(result),
        "moved": other or moved(answers, data, result),
        "units": units,
    }


def regularizer_name(data):
    """The regularizer of a case in words."""
    if not data["with_reg"]:
        return "None"
    l1, l2 = number(data["l1"]), number(data["l2"])
    return f"L1L2(l1={l1}, l2={l2})" if data["l1"] else f"L2({l2})"


def _result(answers, data):
    """What came back, and a description if it is no model of the right form."""
    import keras

    reg = None
    if data["with_reg"]:
        kinds = keras.regularizers
        reg = kinds.L1L2(l1=data["l1"], l2=data["l2"]) if data["l1"] else kinds.L2(data["l2"])
    try:
        result = answers.build_mlp(reg)
    except ValueError as error:
        cause = _cause(str(error))
        if cause is None:
            raise
        return None, cause
    if result is None:
        return None, f"None{'' if data['with_reg'] else ' for reg = None'} (is there a return?)"
    if not isinstance(result, keras.Model):
        return result, f"an object of type {type_name(result)}"
    return result, _other_form(result)


def _cause(message):
    """A Keras error that only one mistake causes, in words without addresses of objects."""
    if re.match(r"Invalid value for argument l[12]\b", message):
        return "an error: the strength of a regularizer must be a number"
    found = re.match(r"Cannot convert '(\d+)' to a shape", message)
    return found and f"an error: {found[1]} is no shape"


def _other_form(model):
    """What is wrong with a model's inputs and outputs, if they are known; None if nothing is."""
    sizes = getattr(model, "input_shape", None)  # a student's own class has none
    if isinstance(sizes, tuple) and sizes[1:] != (64,):
        return f"one whose inputs have shape {sizes[1:]}, not (64,)"
    outputs = getattr(model, "outputs", None) or [None]
    return None if len(outputs) == 1 else f"one with {len(outputs)} outputs: return one"


def shapes_of(model):
    """A row for each array of weights, in the form of `Shapes`."""
    sizes = [tuple(weight.shape) for weight in model.weights]
    return np.array([(*size, 0, 0)[:2] for size in sizes]).reshape(-1, 2)


def fill(model, blocks):
    """Set the model's weights; Keras raises an error if the model has another form."""
    model.set_weights([blocks[name].astype("float32") for name in BLOCKS])


def moved(answers, data, model):
    """How much the weights of a second model change when those of the first one are changed."""
    second, other = _result(answers, data)
    if other or shapes_of(second).shape != shapes_of(model).shape:
        return other or 0.0
    before = second.get_weights()
    model.set_weights([weight + 1.0 for weight in model.get_weights()])
    pairs = zip(second.get_weights(), before, strict=True)
    return float(max((np.abs(new - old).max() for new, old in pairs), default=0.0))
