"""Exercise 6.6, a regularized network in Keras: what is drawn and looked at.

What travels are numbers that any spelling of the same network gives: shapes, the penalty that each
block of weights causes, and probabilities for weights that are drawn here.
"""

import re

import numpy as np

from ...core import Exercise
from ...core.encoding import type_name
from .keras_outputs import BLOCKS, Penalties, Penalty, Probabilities, Shapes

BUILD_MLP = Exercise(
    "weight_penalties.build_mlp",
    title="6.6 build_mlp",
    points=3,
)


def _looked_at(answers, data, look, keys):
    """What `look` finds in the student's model; words for each key if there is none to look at."""
    model, other = _model(answers, data)
    return dict.fromkeys(keys, other) if model is None else look(model)


def _model(answers, data):
    """The student's model and None; if it is none of this form, None, and what came in words."""
    import keras

    reg = keras.regularizers.L1L2(l1=data["l1"], l2=data["l2"]) if data["with_reg"] else None
    try:
        model = answers.build_mlp(reg)
    except ValueError as error:
        cause = _cause(str(error))
        if cause is None:
            raise
        return None, cause
    if model is None:
        return None, f"None{'' if data['with_reg'] else ' for reg = None'} (is there a return?)"
    if not isinstance(model, keras.Model):
        return None, f"an object of type {type_name(model)}"
    return (model, None) if (other := _other_form(model)) is None else (None, other)


def _cause(message):
    """Errors of Keras that one mistake alone causes, in words without addresses of objects."""
    if re.match(r"Invalid value for argument l[12]\b", message):
        return "an error: the strength of a regularizer must be a number"
    found = re.match(r"Cannot convert '(\d+)' to a shape", message)
    return found and f"an error: {found[1]} is no shape"


def _other_form(model):
    """What is wrong with a model's inputs and outputs, if it tells them; None if nothing is."""
    sizes = getattr(model, "input_shape", None)  # a class of the student's own has none
    if isinstance(sizes, tuple) and sizes[1:] != (64,):
        return f"one whose inputs have shape {sizes[1:]}, not (64,)"
    outputs = getattr(model, "outputs", None) or [None]
    return None if len(outputs) == 1 else f"one with {len(outputs)} outputs: return one"


def _shapes(model):
    sizes = [tuple(weight.shape) for weight in model.weights]
    return np.array([(*size, 0, 0)[:2] for size in sizes]).reshape(-1, 2)


def _fill(model, blocks):
    """Give the model these weights; a model of another form says so."""
    model.set_weights([blocks[name].astype("float32") for name in BLOCKS])


def _weights(rng):
    """Small weights, so that no output is certain; one unit is far from where a ReLU might end."""
    blocks = {name: rng.normal(scale=0.1, size=shape) for name, shape in BLOCKS.items()}
    blocks["b1"][0] = 9.0
    return blocks


def _reg(rng, l1=None, l2=None):
    """The strengths of a regularizer; those that are not given are drawn."""
    drawn = rng.uniform(0.02, 0.08, size=2)
    l1, l2 = (
        float(d if given is None else given) for d, given in zip(drawn, (l1, l2), strict=True)
    )
    return {"l1": l1, "l2": l2, "with_reg": True}


def _draw(rng, *, with_reg=True, **strengths):
    X = rng.uniform(-1.0, 1.0, size=(int(rng.integers(4, 8)), 64))
    return {**_weights(rng), "X": X, **_reg(rng, **strengths), "with_reg": with_reg}


def _moved(answers, data, model):
    """How far the weights of a second model move when those of the first one are changed."""
    second, other = _model(answers, data)
    if second is None or _shapes(second).shape != _shapes(model).shape:
        return other or 0.0
    before = second.get_weights()
    model.set_weights([weight + 1.0 for weight in model.get_weights()])
    pairs = zip(second.get_weights(), before, strict=True)
    return float(max((np.abs(new - old).max() for new, old in pairs), default=0.0))


@BUILD_MLP.property(
    "64 inputs, 256 hidden units, 10 outputs",
    draw=_reg,
    returns={"shapes": Shapes(), "moved": Penalty()},
)
def shapes(answers, data):
    def look(model):
        return {"shapes": _shapes(model), "moved": _moved(answers, data, model)}

    return _looked_at(answers, data, look, ("shapes", "moved"))


@BUILD_MLP.property(
    "the outputs are softmax(relu(X W1 + b1) W2 + b2)",
    draw=_draw,
    returns={"probabilities": Probabilities(), "in_training": Probabilities()},
    after="shapes",
)
def outputs(answers, data):
    def look(model):
        _fill(model, data)
        X = data["X"].astype("float32")
        return {
            "probabilities": model(X, training=False).numpy(),
            "in_training": model(X, training=True).numpy(),
        }

    return _looked_at(answers, data, look, ("probabilities", "in_training"))


def _losses(answers, data):
    """sum(model.losses) with one block of weights as given and all others 0, for each block."""

    def look(model):
        found = []
        for own in BLOCKS:
            _fill(model, {name: data[name] if name == own else 0 * data[name] for name in BLOCKS})
            found.append(float(sum(model.losses)))
        return {"losses": tuple(found)}

    return _looked_at(answers, data, look, ("losses",))


@BUILD_MLP.property(
    "model.losses has the penalty of W1 and of W2, and none of a bias",
    draw=lambda rng: [_draw(rng, l1=0.0), _draw(rng, l2=0.0), _draw(rng)],
    returns={"losses": Penalties()},
    after="shapes",
)
def losses(answers, data):
    return _losses(answers, data)


def _biases_only(rng):
    # With weights of 0 nothing is left for a penalty, and the outputs are not 0.
    data = _draw(rng)
    return {**data, "W1": 0 * data["W1"], "W2": 0 * data["W2"]}


@BUILD_MLP.property(
    "outputs are not penalized",
    draw=_biases_only,
    returns={"before": Penalty(), "after_a_call": Penalty()},
    after="losses",
)
def outputs_free(answers, data):
    def look(model):
        _fill(model, data)
        before = float(sum(model.losses))
        model(data["X"].astype("float32"))
        return {"before": before, "after_a_call": float(sum(model.losses))}

    return _looked_at(answers, data, look, ("before", "after_a_call"))


@BUILD_MLP.property(
    "reg = None: no penalty",
    draw=lambda rng: _draw(rng, with_reg=False),
    returns={"losses": Penalties()},
    after="losses",
)
def no_regularizer(answers, data):
    return _losses(answers, data)
