"""Exercise 6.6: the reference, and what each property demands."""

import numpy as np

from reglab import nn

from ...core import PASSED, failed, first_difference, number
from ..probes import BUILD_MLP

BLOCKS = ("W1", "b1", "W2", "b2")


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


def _words(shapes):
    return ", ".join(str(tuple(int(n) for n in row if n)) for row in shapes) or "none"


@BUILD_MLP.judge("shapes")
def shapes(data, out):
    expected = np.array([[64, 256], [256, 0], [256, 10], [10, 0]])
    got = out["shapes"]
    if np.array_equal(got, expected):
        return _own_weights(out["moved"])
    hint = "Two Dense layers with biases, of 256 and of 10 units, after 64 inputs, and no others."
    if len(got) == 0:
        hint = "Without keras.Input((64,)) in front, Keras makes the weights later."
    elif sorted(map(tuple, got)) == sorted(map(tuple, expected)):
        hint = "These are the right arrays in another order: make the hidden layer first."
    return failed(hint, f"expected weights of shapes {_words(expected)}; got {_words(got)}")


def _own_weights(moved):
    if moved == 0:
        return PASSED
    return failed(
        "Make a new model in every call: a weight that is trained in one must not be in the other.",
        "two calls of build_mlp: changing the weights of one model changes the other one's by "
        f"{number(moved)}",
    )


@BUILD_MLP.judge("outputs")
def outputs(data, out):
    hidden = np.maximum(data["X"] @ data["W1"] + data["b1"], 0)
    expected = nn.softmax(hidden @ data["W2"] + data["b2"])
    hints = {
        "probabilities": "ReLU between the layers, softmax after the last one.",
        "in_training": "In training the outputs are others: is there a further layer?",
    }
    for name, hint in hints.items():
        got = out[name]
        where = first_difference(expected, got, rtol=1e-3, atol=1e-5)
        if where is not None:
            row, k = where
            return failed(
                hint,
                f"for weights of ours, outputs[{row}, {k}]: expected {number(expected[where])}, "
                f"got {number(got[where])}",
            )
    return PASSED


def _expected(data):
    if not data["with_reg"]:
        return (0.0, 0.0, 0.0, 0.0)
    # Of the regularizer that the probe makes: its l2 has no factor 1/2.
    return tuple(
        data["l1"] * np.sum(np.abs(data[name])) + data["l2"] * np.sum(data[name] ** 2)
        if name[0] == "W"
        else 0.0
        for name in BLOCKS
    )


def _compare_losses(data, got, hint):
    for name, expected, value in zip(BLOCKS, _expected(data), got, strict=True):
        if not np.isclose(value, expected, rtol=1e-3, atol=1e-5):
            reg = f"L1L2(l1={number(data['l1'])}, l2={number(data['l2'])})"
            return failed(
                "Biases are free: leave bias_regularizer out." if name[0] == "b" else hint,
                f"reg = {reg if data['with_reg'] else 'None'}, only {name} is not 0: expected "
                f"sum(model.losses) = {number(expected)}, got {number(value)}",
            )
    return PASSED


@BUILD_MLP.judge("losses")
def losses(data, out):
    return _compare_losses(
        data, out["losses"], "Give reg to both layers as kernel_regularizer, and to nothing else."
    )


@BUILD_MLP.judge("outputs_free")
def outputs_free(data, out):
    # All weights are 0, so nothing is left for a penalty.
    for moment, got in (("before", out["before"]), ("after", out["after_a_call"])):
        if not np.isclose(got, 0.0, atol=1e-6):
            return failed(
                "Something penalizes what the layers put out: reg belongs to the kernels only.",
                f"all weights 0, biases not: expected sum(model.losses) = 0 {moment} a call of the "
                f"model, got {number(got)}",
            )
    return PASSED


@BUILD_MLP.judge("no_regularizer")
def no_regularizer(data, out):
    return _compare_losses(data, out["losses"], "Use the reg that is passed, also if it is None.")
