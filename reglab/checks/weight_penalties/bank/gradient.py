"""Exercise 6.2: the known wrong answers."""

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
    "factor 2 of the square",
    hint="Your L2 part is 2*l2*w. The factor 2 of the square and the 1/2 of the penalty cancel.",
)
def doubled(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + 2 * l2 * W)


@PENALTY_GRAD.misconception(
    "half kept",
    hint="Your L2 part is l2/2 * w. The derivative of w^2 is 2w, which takes the 1/2 away.",
)
def halved(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 / 2 * W)


@PENALTY_GRAD.misconception(
    "|w| for sign(w)",
    hint="Your L1 part grows with |w|. The slope of |w| is 1 or -1, however large w is.",
)
def absolute(params, l1, l2):
    return _grads(params, lambda W: l1 * np.abs(W) + l2 * W)


@PENALTY_GRAD.misconception(
    "w for sign(w)",
    hint="Your L1 part is l1*w, the gradient of a square. The slope of |w| is the sign of w alone.",
)
def linear(params, l1, l2):
    return _grads(params, lambda W: l1 * W + l2 * W)


@PENALTY_GRAD.misconception(
    "sign forgotten",
    hint="Your L1 part is +l1 for every weight. For negative ones |w| falls: multiply by sign(w).",
)
def unsigned(params, l1, l2):
    return _grads(params, lambda W: l1 + l2 * W)


@PENALTY_GRAD.misconception(
    "minus the gradient",
    hint="The sign is reversed: that is the direction of descent. The minus comes in the step.",
)
def negated(params, l1, l2):
    return _grads(params, lambda W: -l1 * np.sign(W) - l2 * W)


@PENALTY_GRAD.misconception(
    "the penalty of each weight",
    hint="That is each weight's penalty, not its slope: differentiate it.",
)
def values(params, l1, l2):
    return _grads(params, lambda W: l1 * np.abs(W) + l2 / 2 * W**2)


@PENALTY_GRAD.misconception(
    "sign of the L2 part lost",
    hint="Your L2 part is l2*|w|. The slope of a square has the sign of w.",
)
def l2_absolute(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 * np.abs(W))


@PENALTY_GRAD.misconception(
    "one sign for the whole array",
    hint="You take the sign of the sum, once. Every weight has its own: np.sign(W).",
)
def one_sign(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(np.sum(W)) + l2 * W)


@PENALTY_GRAD.misconception(
    "l1 and l2 exchanged",
    hint="l1 belongs to sign(w), and l2 to w: yours are exchanged.",
)
def exchanged(params, l1, l2):
    return _grads(params, lambda W: l2 * np.sign(W) + l1 * W)


@PENALTY_GRAD.misconception(
    "divided by the norm",
    hint="You divide by the norm of W: that is the slope of a norm that is not squared.",
)
def of_the_norm(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 * W / np.linalg.norm(W))


@PENALTY_GRAD.misconception(
    "divided by the number of weights",
    hint="You divide by the number of weights. The penalty is a sum, and so is its gradient.",
)
def averaged(params, l1, l2):
    return _grads(params, lambda W: (l1 * np.sign(W) + l2 * W) / W.size)


@PENALTY_GRAD.misconception(
    "L1 left out",
    hint="Your gradient does not depend on l1.",
)
def l2_only(params, l1, l2):
    return _grads(params, lambda W: l2 * W)


@PENALTY_GRAD.misconception(
    "L2 left out",
    hint="Your gradient does not depend on l2.",
)
def l1_only(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W))


@PENALTY_GRAD.misconception(
    "0/0 at a weight of 0",
    hint="w/|w| is 0/0 where w = 0. np.sign(w) is 0 there.",
)
def quotient(params, l1, l2):
    return _grads(params, lambda W: l1 * W / np.abs(W) + l2 * W)


@PENALTY_GRAD.misconception(
    "+1 at a weight of 0",
    hint="Where w = 0 you take +1 for the slope of |w|. We take 0, so that such a weight stays.",
)
def plus_one(params, l1, l2):
    return _grads(params, lambda W: l1 * np.where(W >= 0, 1.0, -1.0) + l2 * W)


@PENALTY_GRAD.misconception(
    "-1 at a weight of 0",
    hint="Where w = 0 you take -1 for the slope of |w|. We take 0, so that such a weight stays.",
)
def minus_one(params, l1, l2):
    return _grads(params, lambda W: l1 * np.where(W > 0, 1.0, -1.0) + l2 * W)


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
