"""Exercise 6.2: wrong answers about what is in the dict, and about what is penalized."""

import numpy as np

from ..probes import PENALTY_GRAD


def _grads(params, one, penalized=lambda name: name.startswith("W")):
    return {
        name: one(value) if penalized(name) else np.zeros(value.shape)
        for name, value in params.items()
    }


@PENALTY_GRAD.misconception(
    "weights only in the dict",
    hint="Your dict holds the weights only, and the training loop asks for every name: give an "
    "array of zeros for what is not penalized.",
)
def keys_missing(params, l1, l2):
    return {name: l1 * np.sign(W) + l2 * W for name, W in params.items() if name.startswith("W")}


@PENALTY_GRAD.misconception(
    "None for what is not penalized",
    hint="The gradient of a bias is 0 here, not None: an array of zeros in the shape of the bias.",
)
def none_for_biases(params, l1, l2):
    return {
        name: l1 * np.sign(W) + l2 * W if name.startswith("W") else None
        for name, W in params.items()
    }


@PENALTY_GRAD.misconception(
    "the number 0 for what is not penalized",
    hint="The gradient of a bias has the shape of the bias: an array of zeros, not the number.",
)
def bare_zero(params, l1, l2):
    return {
        name: l1 * np.sign(W) + l2 * W if name.startswith("W") else 0.0
        for name, W in params.items()
    }


@PENALTY_GRAD.misconception(
    "everything penalized",
    hint="Biases and scales get a gradient in yours. They are not penalized: theirs is 0.",
)
def everything(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 * W, lambda name: True)


@PENALTY_GRAD.misconception(
    "only biases left out",
    hint="You leave out the biases, but gamma1, the scale of a normalization, gets a gradient. Ask "
    "whether the name starts with W.",
)
def not_b(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 * W, lambda name: not name.startswith("b"))


@PENALTY_GRAD.misconception(
    "biases themselves",
    hint="For what is not penalized you return the parameter itself. Its gradient is 0.",
)
def passed_on(params, l1, l2):
    return {
        name: l1 * np.sign(W) + l2 * W if name.startswith("W") else W.copy()
        for name, W in params.items()
    }


@PENALTY_GRAD.misconception(
    "first layer only",
    hint="Only W1 has a gradient in yours. Every matrix whose name starts with W has one.",
)
def first_layer(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 * W, lambda name: name == "W1")


@PENALTY_GRAD.misconception(
    "a list",
    hint="Return a dict with the same names as params, not a list of arrays.",
)
def as_list(params, l1, l2):
    return list(_grads(params, lambda W: l1 * np.sign(W) + l2 * W).values())


@PENALTY_GRAD.misconception(
    "names with a d in front",
    hint="Use the names of params as they are: W1, not dW1.",
)
def renamed(params, l1, l2):
    grads = _grads(params, lambda W: l1 * np.sign(W) + l2 * W)
    return {f"d{name}": grad for name, grad in grads.items()}


@PENALTY_GRAD.misconception(
    "return inside the loop",
    hint="You return inside the loop, after the first name. Return after the loop.",
)
def early_return(params, l1, l2):
    return {"W1": l1 * np.sign(params["W1"]) + l2 * params["W1"]}


@PENALTY_GRAD.misconception(
    "zeros everywhere",
    hint="Every gradient is 0 in yours: no name passes your test. They start with a capital W.",
)
def nothing(params, l1, l2):
    return _grads(params, lambda W: W, lambda name: False)


@PENALTY_GRAD.misconception(
    "dict made anew in the loop",
    hint="Only the last name is in your dict: make it once, before the loop.",
)
def made_anew(params, l1, l2):
    name, value = list(_grads(params, lambda W: l1 * np.sign(W) + l2 * W).items())[-1]
    return {name: value}


@PENALTY_GRAD.misconception(
    "two layers only",
    hint="W1 and W2 are written into your code. Networks may have more layers: go through all "
    "names in params.",
)
def two_layers(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 * W, lambda name: name in ("W1", "W2"))


@PENALTY_GRAD.misconception(
    "all names written into the code",
    hint="Your dict has the names that are written into your code. Take those of params, whichever "
    "they are.",
)
def names_written(params, l1, l2):
    right = _grads(params, lambda W: l1 * np.sign(W) + l2 * W)
    return {name: right[name] for name in ("W1", "b1", "gamma1", "W2", "b2")}


@PENALTY_GRAD.misconception(
    "numbered names only",
    hint="W1, W2 and W3 pass your test, and W_out does not. Any name that starts with W counts.",
)
def numbered(params, l1, l2):
    return _grads(
        params,
        lambda W: l1 * np.sign(W) + l2 * W,
        lambda name: name.startswith("W") and name[1:].isdigit(),
    )


@PENALTY_GRAD.misconception(
    "number of axes",
    hint="You ask how many axes an array has. A scale or a bias may be a matrix, too: the name "
    "decides.",
)
def by_axes(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 * W, lambda name: params[name].ndim == 2)
