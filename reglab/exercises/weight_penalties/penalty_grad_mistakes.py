"""Exercise 6.2: the known mistakes. Every function here except `_grads` is wrong on purpose."""

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
    kind="slip",
)
PENALTY_GRAD.mistake(
    "half kept",
    "Your L2 part is l2/2 * w. The derivative of w^2 is 2w, so the 1/2 cancels.",
    edited(_grads, ("l2 * W", "l2 / 2 * W")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "|w| for sign(w)",
    "Your L1 part grows with |w|. The slope of |w| is 1 or -1, however large w is.",
    edited(_grads, ("np.sign(W)", "np.abs(W)")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "w for sign(w)",
    "Your L1 part is l1*w, the gradient of a square. The slope of |w| is the sign of w alone.",
    edited(_grads, ("np.sign(W)", "W")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "sign forgotten",
    "Your L1 part is +l1 for every weight. For negative weights the slope of |w| is -1: "
    "multiply by sign(w).",
    edited(_grads, ("l1 * np.sign(W)", "l1")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "minus the gradient",
    "The sign is reversed: you return the direction of descent. The minus is applied in the step.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "-l1 * np.sign(W) - l2 * W")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "the penalty of each weight",
    "You return each weight's penalty, not its slope: differentiate it.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "l1 * np.abs(W) + l2 / 2 * W**2")),
    kind="wrong",
)
PENALTY_GRAD.mistake(
    "sign of the L2 part lost",
    "Your L2 part is l2*|w|. The slope of a square has the sign of w.",
    edited(_grads, ("l2 * W", "l2 * np.abs(W)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "one sign for the whole array",
    "You take the sign of the sum. Every weight has its own sign: np.sign(W).",
    edited(_grads, ("np.sign(W)", "np.sign(np.sum(W))")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "l1 and l2 exchanged",
    "You swapped the strengths: l1 is for sign(w), and l2 is for w.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "l2 * np.sign(W) + l1 * W")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "divided by the norm",
    "You divide by the norm of W, which gives the slope of a norm without its square. Do not "
    "divide.",
    edited(_grads, ("l2 * W", "l2 * W / np.linalg.norm(W)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "divided by the number of weights",
    "You divide by the number of weights. The penalty is a sum, and so is its gradient.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "(l1 * np.sign(W) + l2 * W) / W.size")),
    kind="slip",
)
for _what, _number in (("rows", "len(W)"), ("columns", "W.shape[-1]")):
    PENALTY_GRAD.mistake(
        f"divided by the number of {_what}",
        f"You divide by the number of {_what}. The penalty is a sum, and so is its gradient.",
        edited(_grads, ("l1 * np.sign(W) + l2 * W", f"(l1 * np.sign(W) + l2 * W) / {_number}")),
        kind="slip",
    )
PENALTY_GRAD.mistake(
    "both doubled",
    "Your gradient is twice as large. The slope of l1*|w| is l1*sign(w), that of l2/2*w^2 is l2*w.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "2 * (l1 * np.sign(W) + l2 * W)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "both halved",
    "Your gradient is half as large. The slope of l1*|w| is l1*sign(w), that of l2/2*w^2 is l2*w.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "(l1 * np.sign(W) + l2 * W) / 2")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "L1 part doubled",
    "Your L1 part is twice as large. The slope of l1*|w| is l1*sign(w).",
    edited(_grads, ("l1 * np.sign(W)", "2 * l1 * np.sign(W)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "L1 part halved",
    "Your L1 part is half as large. The slope of l1*|w| is l1*sign(w): only the square has a 1/2.",
    edited(_grads, ("l1 * np.sign(W)", "l1 / 2 * np.sign(W)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "sign of the L1 part reversed",
    "Your L1 part has the wrong sign. The slope of |w| is 1 for positive weights.",
    edited(_grads, ("l1 * np.sign(W)", "-l1 * np.sign(W)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "sign of the L2 part reversed",
    "Your L2 part has the wrong sign. The slope of a square has the sign of w.",
    edited(_grads, ("+ l2 * W", "- l2 * W")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "the parts multiplied",
    "You multiply the two parts. The gradient of a sum is the sum of the gradients.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "l1 * np.sign(W) * l2 * W")),
    kind="half",
)
for _digits in (3, 4):
    PENALTY_GRAD.mistake(
        f"rounded to {_digits} digits",
        "You round the gradient. Return it as it is.",
        edited(
            _grads,
            ("l1 * np.sign(W) + l2 * W", f"np.round(l1 * np.sign(W) + l2 * W, {_digits})"),
        ),
        kind="slip",
    )
PENALTY_GRAD.mistake(
    "half precision",
    "You use half precision (float16), which has three digits. Keep double precision.",
    edited(
        _grads,
        ("l1 * np.sign(W) + l2 * W", "(l1 * np.sign(W) + l2 * W).astype(np.float16)"),
    ),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "L1 left out",
    "Your gradient does not depend on l1: add l1*sign(w).",
    edited(_grads, ("l1 * np.sign(W) + ", "")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "L2 left out",
    "Your gradient does not depend on l2: add l2*w.",
    edited(_grads, (" + l2 * W", "")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "0/0 at a weight of 0",
    "You compute w/|w|, which is 0/0 where w = 0. Use np.sign(w), which is 0 there.",
    edited(_grads, ("np.sign(W)", "W / np.abs(W)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "+1 at a weight of 0",
    "Where w = 0 you use +1 as the slope of |w|. We use 0, so that such a weight stays 0.",
    edited(_grads, ("np.sign(W)", "np.where(W >= 0, 1.0, -1.0)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "-1 at a weight of 0",
    "Where w = 0 you use -1 as the slope of |w|. We use 0, so that such a weight stays 0.",
    edited(_grads, ("np.sign(W)", "np.where(W > 0, 1.0, -1.0)")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "square not differentiated",
    "Your L2 part still has the square. The slope of w^2 is 2w.",
    edited(_grads, ("l2 * W", "l2 / 2 * W**2")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "square not differentiated, no half",
    "Your L2 part is l2*w^2. The penalty has a square, but its slope does not.",
    edited(_grads, ("l2 * W", "l2 * W**2")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "the weight after a step",
    "You return the weight minus the gradient, a step. Return the gradient alone.",
    edited(_grads, ("l1 * np.sign(W) + l2 * W", "W - (l1 * np.sign(W) + l2 * W)")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "smoothed absolute value",
    "You smooth the kink of |w|, so tiny weights get a gradient near 0. sign(w) is 1 or -1 "
    "for them, too.",
    edited(_grads, ("np.sign(W)", "W / np.sqrt(W**2 + 1e-6)")),
    kind="slip",
)


# The other entries of the dict, and the names that count.

PENALTY_GRAD.mistake(
    "weights only in the dict",
    "Your dict has only the weights, but the training loop needs every name: add an array of "
    "zeros for each parameter that is not penalized.",
    edited(_grads, ("        grads[name] = np.zeros(W.shape)\n", "")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "None for what is not penalized",
    "You return None for a bias. Return an array of zeros in the shape of the bias.",
    edited(_grads, ("np.zeros(W.shape)", "None")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "the number 0 for what is not penalized",
    "You return the number 0 for a bias. Return an array of zeros in the shape of the bias.",
    edited(_grads, ("np.zeros(W.shape)", "0.0")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "everything penalized",
    "You give biases and scales a gradient. They are not penalized, so theirs is 0.",
    edited(_grads, ('name.startswith("W")', "True")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "only biases left out",
    "You leave out the biases but give gamma1, the scale of a normalization, a gradient. "
    "Check whether the name starts with W.",
    edited(_grads, ('name.startswith("W")', 'not name.startswith("b")')),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "biases themselves",
    "You return unpenalized parameters themselves. Their gradient is 0.",
    edited(_grads, ("np.zeros(W.shape)", "W.copy()")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "first layer only",
    "You compute a gradient only for W1. Every matrix whose name starts with W has one.",
    edited(_grads, ('name.startswith("W")', 'name == "W1"')),
    kind="half",
)
PENALTY_GRAD.mistake(
    "a list",
    "Return a dict with the same names as params, not a list of arrays.",
    edited(_grads, ("return grads", "return list(grads.values())")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "names with a d in front",
    "Use the names of params as they are: W1, not dW1.",
    edited(_grads, ("return grads", 'return {f"d{name}": grad for name, grad in grads.items()}')),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "return inside the loop",
    "You return inside the loop, after the first name. Return after the loop.",
    edited(_grads, ("    return grads", "        return grads")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "zeros everywhere",
    "Every gradient is 0, because no name passes your test. They start with a capital W.",
    edited(_grads, ('startswith("W")', 'startswith("w")')),
    kind="wrong",
)
PENALTY_GRAD.mistake(
    "dict made again in the loop",
    "Your dict has only the last name: make the dict once, before the loop.",
    edited(_grads, ("grads[name] = np.zeros(W.shape)", "grads = {name: np.zeros(W.shape)}")),
    kind="half",
)
PENALTY_GRAD.mistake(
    "two layers only",
    "W1 and W2 are written into your code. Networks may have more layers: go through all "
    "names in params.",
    edited(_grads, ('name.startswith("W")', 'name in ("W1", "W2")')),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "all names written into the code",
    "Your dict has names that are written into your code. Use the names in params.",
    edited(
        _grads,
        (
            "return grads",
            'return {name: grads[name] for name in ("W1", "b1", "gamma1", "W2", "b2")}',
        ),
    ),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "numbered names only",
    "W1, W2 and W3 pass your test, but W_out does not. Include every name that starts with W.",
    edited(_grads, ('name.startswith("W")', 'name[0] == "W" and name[1:].isdigit()')),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "number of axes",
    "You check how many axes an array has. A scale or a bias may be a matrix, too: check the name.",
    edited(_grads, ('name.startswith("W")', "W.ndim == 2")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "W anywhere in the name",
    "You include every name with a W in it, such as skipW. Check whether the name starts with W.",
    edited(_grads, ('name.startswith("W")', '"W" in name')),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "small w in the name",
    "You include names that start with a small w. Only a capital W counts.",
    edited(_grads, ("name.startswith", "name.upper().startswith")),
    kind="slip",
)
PENALTY_GRAD.mistake(
    "names of two characters only",
    "You leave out names of more than two characters, such as W10. Check only how the name starts.",
    edited(_grads, ('name.startswith("W")', 'name[0] == "W" and len(name) == 2')),
    kind="slip",
)


@PENALTY_GRAD.mistake(
    "whole numbers kept",
    "np.zeros_like of whole numbers is an array of whole numbers, which cuts off fractions. Make "
    "an array of floats.",
    kind="slip",
)
def filled_in_place(params, l1, l2):
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for name, slopes in _grads(params, l1, l2).items():
        grads[name][...] = slopes
    return grads


PENALTY_GRAD.mistake(
    "small weights treated as 0",
    "You treat weights near 0 as if they were 0. Only a weight of exactly 0 has gradient 0.",
    edited(
        _grads,
        (
            "grads[name] = l1 * np.sign(W) + l2 * W",
            "grads[name] = np.where(np.abs(W) < 1e-3, 0.0, l1 * np.sign(W) + l2 * W)",
        ),
    ),
    kind="slip",
)
