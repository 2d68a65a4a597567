"""Exercise 6.2: the known mistakes. Every function here but `_grads` is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.weight_penalties.penalty_grad import PENALTY_GRAD


def _grads(params, l1, l2):
    grads = {}
    for name, W in params.items():
        grads[name] = np.zeros(W.shape)
        if name.startswith("W"):
            grads[name] = l1 * np.sign(W) + l2 * W
    return grads


# The gradient of a weight.
PENALTY_GRAD.mistake(
    "factor 2 of the square",
    "Your L2 part is 2*l2*w. The factor 2 of the square and the 1/2 of the penalty cancel.",
    edited(_grads, ("l2 * W", "2 * l2 * W")),
)
PENALTY_GRAD.mistake(
    "half kept",
    "Your L2 part is l2/2 * w. The derivative of w^2 is 2w, which takes the 1/2 away.",
    edited(_grads, ("l2 * W", "l2 / 2 * W")),
)
PENALTY_GRAD.mistake(
    "|w| for sign(w)",
    "Your L1 part grows with |w|. The slope of |w| is 1 or -1, however large w is.",
    edited(_grads, ("np.sign(W)", "np.abs(W)")),
)
PENALTY_GRAD.mistake(
    "w for sign(w)",
    "Your L1 part is l1*w, the gradient of a square. The slope of |w| is the sign of w alone.",
    edited(_grads, ("np.sign(W)", "W")),
)
PENALTY_GRAD.mistake(
    "sign forgotten",
    "Your L1 part is +l1 for every weight. For negative ones |w| falls: multiply by sign(w).",
    edited(_grads, ("l1 * np.sign(W)", "l1")),
)
PENALTY_GRAD.mistake(
    "minus the gradient",
    "The sign is reversed: that is the direction of descent. The minus comes in the step.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "-l1 * np.sign(W) - l2 * W")),
)
PENALTY_GRAD.mistake(
    "the penalty of each weight",
    "That is each weight's penalty, not its slope: differentiate it.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "l1 * np.abs(W) + l2 / 2 * W**2")),
)
PENALTY_GRAD.mistake(
    "sign of the L2 part lost",
    "Your L2 part is l2*|w|. The slope of a square has the sign of w.",
    edited(_grads, ("l2 * W", "l2 * np.abs(W)")),
)
PENALTY_GRAD.mistake(
    "one sign for the whole array",
    "You take the sign of the sum, once. Every weight has its own: np.sign(W).",
    edited(_grads, ("np.sign(W)", "np.sign(np.sum(W))")),
)
PENALTY_GRAD.mistake(
    "l1 and l2 exchanged",
    "l1 belongs to sign(w), and l2 to w: yours are exchanged.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "l2 * np.sign(W) + l1 * W")),
)
PENALTY_GRAD.mistake(
    "divided by the norm",
    "You divide by the norm of W: that is the slope of a norm that is not squared.",
    edited(_grads, ("l2 * W", "l2 * W / np.linalg.norm(W)")),
)
PENALTY_GRAD.mistake(
    "divided by the number of weights",
    "You divide by the number of weights. The penalty is a sum, and so is its gradient.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "(l1 * np.sign(W) + l2 * W) / W.size")),
)
PENALTY_GRAD.mistake(
    "L1 left out",
    "Your gradient does not depend on l1.",
    edited(_grads, ("l1 * np.sign(W) + ", "")),
)
PENALTY_GRAD.mistake(
    "L2 left out",
    "Your gradient does not depend on l2.",
    edited(_grads, (" + l2 * W", "")),
)
PENALTY_GRAD.mistake(
    "0/0 at a weight of 0",
    "w/|w| is 0/0 where w = 0. np.sign(w) is 0 there.",
    edited(_grads, ("np.sign(W)", "W / np.abs(W)")),
)
PENALTY_GRAD.mistake(
    "+1 at a weight of 0",
    "Where w = 0 you take +1 for the slope of |w|. We take 0, so that such a weight stays.",
    edited(_grads, ("np.sign(W)", "np.where(W >= 0, 1.0, -1.0)")),
)
PENALTY_GRAD.mistake(
    "-1 at a weight of 0",
    "Where w = 0 you take -1 for the slope of |w|. We take 0, so that such a weight stays.",
    edited(_grads, ("np.sign(W)", "np.where(W > 0, 1.0, -1.0)")),
)
PENALTY_GRAD.mistake(
    "square not differentiated",
    "Your L2 part still has the square. The slope of w^2 is 2w.",
    edited(_grads, ("l2 * W", "l2 / 2 * W**2")),
)
PENALTY_GRAD.mistake(
    "square not differentiated, no half",
    "Your L2 part is l2*w^2. It is the penalty that has a square; its slope has none.",
    edited(_grads, ("l2 * W", "l2 * W**2")),
)
PENALTY_GRAD.mistake(
    "the weight after a step",
    "You return the weight minus the gradient, a step. Return the gradient alone.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "W - (l1 * np.sign(W) + l2 * W)")),
)
PENALTY_GRAD.mistake(
    "smoothed absolute value",
    "You smooth the kink of |w|, so that tiny weights are hardly pulled. sign(w) is 1 or -1 "
    "for them, too.",
    edited(_grads, ("np.sign(W)", "W / np.sqrt(W**2 + 1e-6)")),
)


# What else is in the dict, and which names count.

PENALTY_GRAD.mistake(
    "weights only in the dict",
    "Your dict holds the weights only, and the training loop asks for every name: give an "
    "array of zeros for what is not penalized.",
    edited(_grads, ("        grads[name] = np.zeros(W.shape)\n", "")),
)
PENALTY_GRAD.mistake(
    "None for what is not penalized",
    "The gradient of a bias is 0 here, not None: an array of zeros in the shape of the bias.",
    edited(_grads, ("np.zeros(W.shape)", "None")),
)
PENALTY_GRAD.mistake(
    "the number 0 for what is not penalized",
    "The gradient of a bias has the shape of the bias: an array of zeros, not the number.",
    edited(_grads, ("np.zeros(W.shape)", "0.0")),
)
PENALTY_GRAD.mistake(
    "everything penalized",
    "Biases and scales get a gradient in yours. They are not penalized: theirs is 0.",
    edited(_grads, ('name.startswith("W")', "True")),
)
PENALTY_GRAD.mistake(
    "only biases left out",
    "You leave out the biases, but gamma1, the scale of a normalization, gets a gradient. Ask "
    "whether the name starts with W.",
    edited(_grads, ('name.startswith("W")', 'not name.startswith("b")')),
)
PENALTY_GRAD.mistake(
    "biases themselves",
    "For what is not penalized you return the parameter itself. Its gradient is 0.",
    edited(_grads, ("np.zeros(W.shape)", "W.copy()")),
)
PENALTY_GRAD.mistake(
    "first layer only",
    "Only W1 has a gradient in yours. Every matrix whose name starts with W has one.",
    edited(_grads, ('name.startswith("W")', 'name == "W1"')),
)
PENALTY_GRAD.mistake(
    "a list",
    "Return a dict with the same names as params, not a list of arrays.",
    edited(_grads, ("return grads", "return list(grads.values())")),
)
PENALTY_GRAD.mistake(
    "names with a d in front",
    "Use the names of params as they are: W1, not dW1.",
    edited(_grads, ("return grads", 'return {f"d{name}": grad for name, grad in grads.items()}')),
)
PENALTY_GRAD.mistake(
    "return inside the loop",
    "You return inside the loop, after the first name. Return after the loop.",
    edited(_grads, ("    return grads", "        return grads")),
)
PENALTY_GRAD.mistake(
    "zeros everywhere",
    "Every gradient is 0 in yours: no name passes your test. They start with a capital W.",
    edited(_grads, ('startswith("W")', 'startswith("w")')),
)
PENALTY_GRAD.mistake(
    "dict made anew in the loop",
    "Only the last name is in your dict: make it once, before the loop.",
    edited(_grads, ("grads[name] = np.zeros(W.shape)", "grads = {name: np.zeros(W.shape)}")),
)
PENALTY_GRAD.mistake(
    "two layers only",
    "W1 and W2 are written into your code. Networks may have more layers: go through all "
    "names in params.",
    edited(_grads, ('name.startswith("W")', 'name in ("W1", "W2")')),
)
PENALTY_GRAD.mistake(
    "all names written into the code",
    "Your dict has the names that are written into your code. Take those of params, whichever "
    "they are.",
    edited(
        _grads,
        (
            "return grads",
            'return {name: grads[name] for name in ("W1", "b1", "gamma1", "W2", "b2")}',
        ),
    ),
)
PENALTY_GRAD.mistake(
    "numbered names only",
    "W1, W2 and W3 pass your test, and W_out does not. Any name that starts with W counts.",
    edited(_grads, ('name.startswith("W")', 'name[0] == "W" and name[1:].isdigit()')),
)
PENALTY_GRAD.mistake(
    "number of axes",
    "You ask how many axes an array has. A scale or a bias may be a matrix, too: the name decides.",
    edited(_grads, ('name.startswith("W")', "W.ndim == 2")),
)
