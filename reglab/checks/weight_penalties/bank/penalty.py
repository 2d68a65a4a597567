"""Exercise 6.1: wrong answers about the formula."""

import numpy as np

from ..probes import PENALTY


def _weights(params):
    return [value for name, value in params.items() if name.startswith("W")]


def _sum(params, one):
    return float(sum(one(W) for W in _weights(params)))


def _l1(W):
    return np.sum(np.abs(W))


def _l2(W):
    return np.sum(W**2)


@PENALTY.misconception(
    "half forgotten",
    hint="The L2 part is twice too large: it is l2/2 times the sum of squares.",
)
def no_half(params, l1, l2):
    return _sum(params, lambda W: l1 * _l1(W) + l2 * _l2(W))


@PENALTY.misconception(
    "half on both parts",
    hint="The L1 part has no factor 1/2. It belongs to the squares only.",
)
def half_of_all(params, l1, l2):
    return _sum(params, lambda W: l1 / 2 * _l1(W) + l2 / 2 * _l2(W))


@PENALTY.misconception(
    "half of the L1 part",
    hint="The 1/2 stands at the wrong part: it belongs to the squares, not to |w|.",
)
def half_exchanged(params, l1, l2):
    return _sum(params, lambda W: l1 / 2 * _l1(W) + l2 * _l2(W))


@PENALTY.misconception(
    "absolute value forgotten",
    hint="Weights of opposite signs cancel in your L1 part. Sum |w|.",
)
def signed(params, l1, l2):
    return _sum(params, lambda W: l1 * np.sum(W) + l2 / 2 * _l2(W))


@PENALTY.misconception(
    "absolute value of the sum",
    hint="You sum first and take the absolute value then, so that signs cancel. Take it of each "
    "weight.",
)
def absolute_sum(params, l1, l2):
    return _sum(params, lambda W: l1 * np.abs(np.sum(W)) + l2 / 2 * _l2(W))


@PENALTY.misconception(
    "square of the sum",
    hint="You square the sum. Square each weight, then sum.",
)
def squared_sum(params, l1, l2):
    return _sum(params, lambda W: l1 * _l1(W) + l2 / 2 * np.sum(W) ** 2)


@PENALTY.misconception(
    "L2 norm not squared",
    hint="Your L2 part has a square root, as np.linalg.norm has. The penalty is the sum of the "
    "squares itself.",
)
def norm(params, l1, l2):
    return _sum(params, lambda W: l1 * _l1(W) + l2 / 2 * np.sqrt(_l2(W)))


@PENALTY.misconception(
    "L2 norm not squared, no half",
    hint="l2 times np.linalg.norm(W) is neither squared nor halved. The penalty is l2/2 times the "
    "sum of squares.",
)
def whole_norm(params, l1, l2):
    return _sum(params, lambda W: l1 * _l1(W) + l2 * np.sqrt(_l2(W)))


@PENALTY.misconception(
    "L1 computed as L2 norm",
    hint="Your L1 part is the root of the sum of squares. It is the sum of |w|.",
)
def l1_as_norm(params, l1, l2):
    return _sum(params, lambda W: l1 * np.sqrt(_l2(W)) + l2 / 2 * _l2(W))


@PENALTY.misconception(
    "np.linalg.norm(W, 1)",
    hint="For a matrix, np.linalg.norm(W, 1) is the largest column sum. Wanted is the "
    "sum over all entries.",
)
def column_norm(params, l1, l2):
    return _sum(params, lambda W: l1 * np.linalg.norm(W, 1) + l2 / 2 * _l2(W))


@PENALTY.misconception(
    "np.linalg.norm(W, 2)",
    hint="For a matrix, np.linalg.norm(W, 2) is its largest singular value. Wanted is "
    "the sum of all squares.",
)
def spectral_norm(params, l1, l2):
    return _sum(params, lambda W: l1 * _l1(W) + l2 / 2 * np.linalg.norm(W, 2) ** 2)


@PENALTY.misconception(
    "mean instead of sum",
    hint="You average over the weights. The penalty is a sum: more weights, more penalty.",
)
def mean(params, l1, l2):
    return _sum(params, lambda W: l1 * np.mean(np.abs(W)) + l2 / 2 * np.mean(W**2))


@PENALTY.misconception(
    "l1 and l2 exchanged",
    hint="l1 belongs to |w|, and l2 to w^2: yours are exchanged.",
)
def exchanged(params, l1, l2):
    return _sum(params, lambda W: l2 * _l1(W) + l1 / 2 * _l2(W))


@PENALTY.misconception(
    "the gradient",
    hint="That is the sum of the penalty's gradient, l1*sign(w) + l2*w. Here its value is wanted.",
)
def gradient(params, l1, l2):
    return _sum(params, lambda W: np.sum(l1 * np.sign(W) + l2 * W))


@PENALTY.misconception(
    "L1 left out",
    hint="Your penalty does not depend on l1.",
)
def l2_only(params, l1, l2):
    return _sum(params, lambda W: l2 / 2 * _l2(W))


@PENALTY.misconception(
    "L2 left out",
    hint="Your penalty does not depend on l2.",
)
def l1_only(params, l1, l2):
    return _sum(params, lambda W: l1 * _l1(W))


@PENALTY.misconception(
    "strength squared",
    hint="l2 itself is squared in yours. Square the weights only: l2/2 * w**2.",
)
def squared_strength(params, l1, l2):
    return _sum(params, lambda W: l1 * _l1(W) + np.sum((l2 * W) ** 2) / 2)
