"""Exercise 6.2: wrong answers about the slope."""

import numpy as np

from ..probes import PENALTY_GRAD


def _grads(params, one):
    return {
        name: one(value) if name.startswith("W") else np.zeros(value.shape)
        for name, value in params.items()
    }


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
    "square not differentiated",
    hint="Your L2 part still has the square. The slope of w^2 is 2w.",
)
def square_kept(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 / 2 * W**2)


@PENALTY_GRAD.misconception(
    "square not differentiated, no half",
    hint="Your L2 part is l2*w^2. It is the penalty that has a square; its slope has none.",
)
def whole_square_kept(params, l1, l2):
    return _grads(params, lambda W: l1 * np.sign(W) + l2 * W**2)


@PENALTY_GRAD.misconception(
    "the weight after a step",
    hint="You return the weight minus the gradient, a step. Return the gradient alone.",
)
def stepped(params, l1, l2):
    return _grads(params, lambda W: W - (l1 * np.sign(W) + l2 * W))


@PENALTY_GRAD.misconception(
    "smoothed absolute value",
    hint="You smooth the kink of |w|, so that tiny weights are hardly pulled. sign(w) is 1 or -1 "
    "for them, too.",
)
def smoothed(params, l1, l2):
    return _grads(params, lambda W: l1 * W / np.sqrt(W**2 + 1e-6) + l2 * W)
