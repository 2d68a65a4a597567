"""Exercise 6.6, a regularized network in Keras.

The guest sends only numbers that are the same for every way to write the network: shapes, the
penalty of each block of weights, and probabilities for weights drawn here.
"""

import numpy as np

from reglab import nn
from reglab.checks.model import PASSED, Exercise, expected_got, failed, first_difference, number
from reglab.exercises.weight_penalties.keras_outputs import (
    BLOCKS,
    Penalties,
    Penalty,
    Probabilities,
    Shapes,
    Units,
    fill,
    looked_at,
    regularizer_name,
    shapes_and_units,
)


def build_mlp(reg):
    """Two dense layers whose weights, and not the biases, are penalized by reg."""
    import keras

    return keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(256, activation="relu", kernel_regularizer=reg),
            keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg),
        ]
    )


BUILD_MLP = Exercise(
    "weight_penalties.build_mlp",
    title="6.6 build_mlp",
    points=3,
    reference=build_mlp,
    aspects={"shapes": 2, "outputs": 3, "layers": 4, "nothing else": 3},
)


def _reg(rng, l1=None, l2=None):
    """The strengths of a regularizer; those that are not given are drawn."""
    drawn = rng.uniform(0.02, 0.08, size=2)
    return {
        "l1": float(drawn[0] if l1 is None else l1),
        "l2": float(drawn[1] if l2 is None else l2),
        "with_reg": True,
    }


def _draw(rng, *, with_reg=True, **strengths):
    X = rng.uniform(-1.0, 1.0, size=(int(rng.integers(4, 8)), 64))
    # Small weights, so that no probability is near 1; one unit is far above where a capped
    # ReLU might end.
    blocks = {name: rng.normal(scale=0.1, size=shape) for name, shape in BLOCKS.items()}
    blocks["b1"][0] = 9.0
    return {**blocks, "X": X, **_reg(rng, **strengths), "with_reg": with_reg}


def _words(shapes):
    return ", ".join(str(tuple(int(n) for n in row if n)) for row in shapes) or "none"


def _own_weights(distance):
    if distance == 0:
        return PASSED
    return failed(
        "Make a new model in every call: models must not share weights.",
        "two calls of build_mlp: changing the weights of one model changes those of the other by "
        f"{number(distance)}",
    )


@BUILD_MLP.property(
    "64 inputs, 256 hidden units, 10 outputs",
    aspect="shapes",
    draw=_reg,
    call=shapes_and_units,
    returns={"shapes": Shapes(), "moved": Penalty(), "units": Units()},
)
def shapes(data, out):
    expected = np.array([[64, 256], [256, 0], [256, 10], [10, 0]])
    got = out["shapes"]
    if np.array_equal(got, expected):
        return _own_weights(out["moved"])
    hint = "Use exactly two Dense layers with biases, of 256 and 10 units, after 64 inputs."
    if len(got) == 0:
        hint = "Start with keras.Input((64,)). Without it, Keras makes the weights later."
    elif sorted(map(tuple, got)) == sorted(map(tuple, expected)):
        hint = "Your arrays are right but in another order: make the hidden layer first."
    return failed(hint, f"expected weights of shapes {_words(expected)}; got {_words(got)}")


def _outputs(answers, data):
    def look(model):
        fill(model, data)
        X = data["X"].astype("float32")
        return {
            "probabilities": model(X, training=False).numpy(),
            "in_training": model(X, training=True).numpy(),
        }

    return looked_at(answers, data, look, ("probabilities", "in_training"))


@BUILD_MLP.property(
    "the outputs are softmax(relu(X W1 + b1) W2 + b2)",
    aspect="outputs",
    draw=_draw,
    call=_outputs,
    returns={"probabilities": Probabilities(), "in_training": Probabilities()},
    after="shapes",
)
def outputs(data, out):
    hidden = np.maximum(data["X"] @ data["W1"] + data["b1"], 0)
    expected = nn.softmax(hidden @ data["W2"] + data["b2"])
    hints = {
        "probabilities": "Use ReLU between the layers and softmax after the last one.",
        "in_training": "In training your outputs are different: one of your layers acts only then.",
    }
    for name, hint in hints.items():
        got = out[name]
        where = first_difference(expected, got, rtol=1e-3, atol=1e-5)
        if where is not None:
            row, k = where
            return failed(
                hint,
                f"for given weights, outputs[{row}, {k}]: "
                + expected_got(expected[where], got[where]),
            )
    return PASSED


def _loss(model, data, own):
    """The sum of model.losses with one block of weights as given and all others 0."""
    fill(model, {name: data[name] if name == own else 0 * data[name] for name in BLOCKS})
    return float(sum(model.losses))


def _losses_of(*names):
    """Return a call that sends the loss of each of some blocks."""

    def call(answers, data):
        def look(model):
            return {"losses": tuple(_loss(model, data, own) for own in names)}

        return looked_at(answers, data, look, ("losses",))

    return call


def _expected(data, name):
    if not data["with_reg"] or name[0] == "b":
        return 0.0
    # For the regularizer that the guest makes: its l2 has no factor 1/2.
    return data["l1"] * np.sum(np.abs(data[name])) + data["l2"] * np.sum(data[name] ** 2)


def _same_losses(hint, *names):
    """Return a judge of the penalty of some blocks."""

    def judge(data, out):
        for name, got in zip(names, out["losses"], strict=False):
            expected = _expected(data, name)
            if not np.isclose(got, expected, rtol=1e-3, atol=1e-5):
                return failed(
                    hint,
                    f"reg = {regularizer_name(data)}, only {name} is not 0: expected "
                    f"sum(model.losses) = {number(expected)}, got {number(got)}",
                )
        return PASSED

    return judge


BUILD_MLP.property(
    "model.losses has the penalty of W1",
    name="hidden_layer",
    aspect="layers",
    draw=_draw,
    call=_losses_of("W1"),
    returns={"losses": Penalties("W1")},
    after="shapes",
    judge=_same_losses("Give reg, as it is, to the hidden layer: kernel_regularizer=reg.", "W1"),
)

BUILD_MLP.property(
    "model.losses has the penalty of W2",
    name="last_layer",
    aspect="layers",
    draw=lambda rng: _draw(rng, l1=0.0),
    call=_losses_of("W2"),
    returns={"losses": Penalties("W2")},
    after="shapes",
    judge=_same_losses("Give reg, as it is, to the last layer: kernel_regularizer=reg.", "W2"),
)


def _other_losses(answers, data):
    """The losses of the biases and of W1, and, with biases only, that after a call."""

    def look(model):
        # The last block shows whether anything is penalized.
        losses = tuple(_loss(model, data, own) for own in ("b1", "b2", "W1"))
        fill(model, {n: data[n] if n in ("b1", "b2") else 0 * data[n] for n in BLOCKS})
        model(data["X"].astype("float32"))
        return {"losses": losses, "after_a_call": float(sum(model.losses))}

    return looked_at(answers, data, look, ("losses", "after_a_call"))


@BUILD_MLP.property(
    "neither biases nor outputs are penalized",
    aspect="nothing else",
    draw=_draw,
    call=_other_losses,
    returns={"losses": Penalties("b1", "b2", "W1"), "after_a_call": Penalty()},
    after="shapes",
)
def kernels_only(data, out):
    hint = "Do not penalize biases: leave bias_regularizer out."
    verdict = _same_losses(hint, "b1", "b2")(data, out)
    if not verdict.passed:
        return verdict
    if not np.isclose(out["after_a_call"], 0.0, atol=1e-6):
        return failed(
            "Your model penalizes something that is no weight: use reg for the kernels only.",
            "all weights 0, biases not: expected sum(model.losses) = 0 after a call of the model, "
            f"got {number(out['after_a_call'])}",
        )
    if not any(out["losses"]):
        return failed(
            "Nothing is penalized yet: give reg to the layers.",
            f"reg = {regularizer_name(data)}: sum(model.losses) is 0 for any weights",
        )
    return PASSED


BUILD_MLP.property(
    "reg = None: no penalty",
    name="no_regularizer",
    aspect="nothing else",
    draw=lambda rng: _draw(rng, with_reg=False),
    call=_losses_of(*BLOCKS),
    returns={"losses": Penalties(*BLOCKS)},
    after="kernels_only",
    judge=_same_losses("Use the reg that is passed, even if it is None.", *BLOCKS),
)
