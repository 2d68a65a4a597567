"""Exercise 6.6, a regularized network in Keras: what is drawn and looked at.

What travels are numbers that any spelling of the same network gives: shapes, the penalty that each
block of weights causes, and probabilities for weights that are drawn here.
"""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, Number, Tuple
from ...core.encoding import type_name
from ...core.schema import SchemaError

BUILD_MLP = Exercise(
    "weight_penalties.build_mlp",
    title="6.6 build_mlp",
    points=3,
)

BLOCKS = {"W1": (64, 256), "b1": (256,), "W2": (256, 10), "b2": (10,)}


@dataclass(frozen=True)
class Shapes(Array):
    """One row for each array of weights: its two sizes, the second 0 for a vector."""

    shape: callable = None

    def validate(self, value, data, name):
        if not isinstance(value, np.ndarray):
            kind = "None (is there a return?)" if value is None else value
            raise SchemaError(f"build_mlp: expected a Keras model, got {kind}")
        return value


@dataclass(frozen=True)
class Probabilities(Array):
    """Outputs of the network; of what shape is what the first property asks."""

    shape: callable = lambda data: (len(data["X"]), 10)
    rtol: float = 1e-4
    atol: float = 1e-6


def _model(answers, data):
    """The student's model; if it is none, None in its place, and what came instead, in words."""
    import keras

    reg = keras.regularizers.L1L2(l1=data["l1"], l2=data["l2"]) if data["with_reg"] else None
    model = answers.build_mlp(reg)
    if isinstance(model, keras.Model):
        return model, None
    return None, None if model is None else f"an object of type {type_name(model)}"


def _shapes(model):
    sizes = [tuple(weight.shape) for weight in model.weights]
    return np.array([(*size, 0, 0)[:2] for size in sizes]).reshape(-1, 2)


def _fill(model, blocks):
    """Give the model these weights; a model of another form says so."""
    model.set_weights([blocks[name].astype("float32") for name in BLOCKS])


def _weights(rng):
    """Few weights that are not 0, and small ones, so that no output is certain."""
    return {name: rng.normal(scale=0.1, size=shape) for name, shape in BLOCKS.items()}


def _draw(rng, **settings):
    defaults = {"l1": 0.0, "l2": 0.01, "with_reg": True}
    return {
        **_weights(rng),
        "X": rng.uniform(-1.0, 1.0, size=(5, 64)),
        **defaults,
        **settings,
    }


@BUILD_MLP.property(
    "64 inputs, 256 hidden units, 10 outputs",
    draw=lambda rng: {"l1": 0.0, "l2": 0.01, "with_reg": True},
    returns={"shapes": Shapes()},
)
def shapes(answers, data):
    model, other = _model(answers, data)
    return {"shapes": other if model is None else _shapes(model)}


@BUILD_MLP.property(
    "the outputs are softmax(relu(X W1 + b1) W2 + b2)",
    draw=_draw,
    returns={"probabilities": Probabilities(), "in_training": Probabilities()},
    after="shapes",
)
def outputs(answers, data):
    model, _ = _model(answers, data)
    _fill(model, data)
    X = data["X"].astype("float32")
    return {
        "probabilities": model(X, training=False).numpy(),
        "in_training": model(X, training=True).numpy(),
    }


LOSSES = Tuple(**{name: Number(rtol=1e-4, atol=1e-6) for name in BLOCKS})


def _losses(model, blocks):
    """sum(model.losses) with one block of weights as given and all others 0, for each block."""
    found = []
    for own in BLOCKS:
        _fill(model, {name: w if name == own else 0 * w for name, w in blocks.items()})
        found.append(float(sum(model.losses)))
    return tuple(found)


@BUILD_MLP.property(
    "model.losses has the penalty of W1 and of W2, and none of a bias",
    draw=lambda rng: [_draw(rng), _draw(rng, l1=0.02, l2=0.0), _draw(rng, l1=0.03, l2=0.05)],
    returns={"losses": LOSSES},
    after="shapes",
)
def losses(answers, data):
    model, _ = _model(answers, data)
    return {"losses": _losses(model, {name: data[name] for name in BLOCKS})}


@BUILD_MLP.property(
    "outputs are not penalized",
    draw=lambda rng: _draw(rng),
    returns={"before": Number(rtol=1e-4), "after_a_call": Number(rtol=1e-4)},
    after="losses",
)
def outputs_free(answers, data):
    model, _ = _model(answers, data)
    _fill(model, data)
    before = float(sum(model.losses))
    model(data["X"].astype("float32"))
    return {"before": before, "after_a_call": float(sum(model.losses))}


@BUILD_MLP.property(
    "reg = None: no penalty",
    draw=lambda rng: _draw(rng, with_reg=False),
    returns={"losses": LOSSES},
    after="losses",
)
def no_regularizer(answers, data):
    model, _ = _model(answers, data)
    return {"losses": _losses(model, {name: data[name] for name in BLOCKS})}
