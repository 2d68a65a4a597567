"""Exercise 6.1: wrong answers about which parameters count, and about the sum over them."""

import numpy as np

from ..probes import PENALTY


def _weights(params):
    return [value for name, value in params.items() if name.startswith("W")]


def _sum(chosen, l1, l2):
    """The right penalty of a choice of parameters."""
    return float(sum(l1 * np.sum(np.abs(W)) + l2 / 2 * np.sum(W**2) for W in chosen))


@PENALTY.misconception(
    "everything penalized",
    hint="You sum over all parameters. Biases and scales are not penalized: only names that start "
    "with W count.",
)
def everything(params, l1, l2):
    return _sum(params.values(), l1, l2)


@PENALTY.misconception(
    "only biases left out",
    hint="You leave out the biases, but gamma1, the scale of a normalization, counts. Ask whether "
    "the name starts with W.",
)
def not_b(params, l1, l2):
    chosen = [value for name, value in params.items() if not name.startswith("b")]
    return _sum(chosen, l1, l2)


@PENALTY.misconception(
    "biases instead of weights",
    hint="You sum over what should be left out: penalize the names that do start with W.",
)
def others_only(params, l1, l2):
    chosen = [value for name, value in params.items() if not name.startswith("W")]
    return _sum(chosen, l1, l2)


@PENALTY.misconception(
    "first layer only",
    hint="Only W1 counts in yours. Go through all names in params, and return after the loop.",
)
def first_layer(params, l1, l2):
    return _sum([params["W1"]], l1, l2)


@PENALTY.misconception(
    "two layers only",
    hint="W1 and W2 are written into your code. Networks may have more layers: go through all "
    "names in params.",
)
def two_layers(params, l1, l2):
    return _sum([params[k] for k in params if k in ("W1", "W2")], l1, l2)


@PENALTY.misconception(
    "last layer only",
    hint="Each layer overwrites the sum of the one before: add to it with +=.",
)
def last_layer(params, l1, l2):
    return _sum(_weights(params)[-1:], l1, l2)


@PENALTY.misconception(
    "one number per weight",
    hint="You return a number for every weight. Sum them up.",
)
def not_summed(params, l1, l2):
    W = params["W1"]
    return l1 * np.abs(W) + l2 / 2 * W**2


@PENALTY.misconception(
    "columns summed",
    hint="You return a number for every column. Sum over the whole matrix: np.sum without axis.",
)
def columns(params, l1, l2):
    W = params["W1"]
    return np.sum(l1 * np.abs(W) + l2 / 2 * W**2, axis=0)


@PENALTY.misconception(
    "layers written into the code",
    hint="You ask for W1 and W2 by name, and a network may have one layer, or three. Go through "
    "all names in params.",
)
def by_name(params, l1, l2):
    return _sum([params["W1"], params["W2"]], l1, l2)


@PENALTY.misconception(
    "nothing counted",
    hint="Your sum stays 0: no name passes your test. They start with a capital W.",
)
def nothing(params, l1, l2):
    return 0.0


@PENALTY.misconception(
    "number of axes",
    hint="You ask how many axes an array has. A scale or a bias may be a matrix, too: the name "
    "decides.",
)
def by_axes(params, l1, l2):
    return _sum([value for value in params.values() if value.ndim == 2], l1, l2)


@PENALTY.misconception(
    "numbered names only",
    hint="W1, W2 and W3 pass your test, and W_out does not. Any name that starts with W counts.",
)
def numbered(params, l1, l2):
    chosen = [value for name, value in params.items() if name[0] == "W" and name[1:].isdigit()]
    return _sum(chosen, l1, l2)
