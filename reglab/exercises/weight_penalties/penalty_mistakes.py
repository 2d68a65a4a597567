"""Exercise 6.1: the known mistakes. Every function here but `_penalty` is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.weight_penalties.penalty import PENALTY


def _penalty(params, l1, l2):
    total = 0.0
    for name, W in params.items():
        if name.startswith("W"):
            total += l1 * np.sum(np.abs(W)) + l2 / 2 * np.sum(W**2)
    return total


PENALTY.mistake(
    "half forgotten",
    "The L2 part is twice too large: it is l2/2 times the sum of squares.",
    edited(_penalty, ("l2 / 2", "l2")),
)
PENALTY.mistake(
    "half on both parts",
    "The L1 part has no factor 1/2. It belongs to the squares only.",
    edited(_penalty, ("l1 * np", "l1 / 2 * np")),
)
PENALTY.mistake(
    "half of the L1 part",
    "The 1/2 stands at the wrong part: it belongs to the squares, not to |w|.",
    edited(_penalty, ("l1 * np", "l1 / 2 * np"), ("l2 / 2", "l2")),
)
PENALTY.mistake(
    "absolute value forgotten",
    "Weights of opposite signs cancel in your L1 part. Sum |w|.",
    edited(_penalty, ("np.abs(W)", "W")),
)
PENALTY.mistake(
    "absolute value of the sum",
    "You sum first and take the absolute value then, so that signs cancel. Take it of each weight.",
    edited(_penalty, ("np.sum(np.abs(W))", "np.abs(np.sum(W))")),
)
PENALTY.mistake(
    "square of the sum",
    "You square the sum. Square each weight, then sum.",
    edited(_penalty, ("np.sum(W**2)", "np.sum(W) ** 2")),
)
PENALTY.mistake(
    "L2 norm not squared",
    "Your L2 part has a square root, as np.linalg.norm has. The penalty is the sum of the "
    "squares itself.",
    edited(_penalty, ("np.sum(W**2)", "np.linalg.norm(W)")),
)
PENALTY.mistake(
    "L2 norm not squared, no half",
    "l2 times np.linalg.norm(W) is neither squared nor halved. The penalty is l2/2 times the "
    "sum of squares.",
    edited(_penalty, ("l2 / 2 * np.sum(W**2)", "l2 * np.linalg.norm(W)")),
)
PENALTY.mistake(
    "L1 computed as L2 norm",
    "Your L1 part is the root of the sum of squares. It is the sum of |w|.",
    edited(_penalty, ("np.sum(np.abs(W))", "np.linalg.norm(W)")),
)
PENALTY.mistake(
    "np.linalg.norm(W, 1)",
    "For a matrix, np.linalg.norm(W, 1) is the largest column sum. Wanted is the "
    "sum over all entries.",
    edited(_penalty, ("np.sum(np.abs(W))", "np.linalg.norm(W, 1)")),
)
PENALTY.mistake(
    "np.linalg.norm(W, 2)",
    "For a matrix, np.linalg.norm(W, 2) is its largest singular value. Wanted is "
    "the sum of all squares.",
    edited(_penalty, ("np.sum(W**2)", "np.linalg.norm(W, 2) ** 2")),
)
PENALTY.mistake(
    "mean instead of sum",
    "You average over the weights. The penalty is a sum: more weights, more penalty.",
    edited(
        _penalty, ("np.sum(np.abs(W))", "np.mean(np.abs(W))"), ("np.sum(W**2)", "np.mean(W**2)")
    ),
)
PENALTY.mistake(
    "l1 and l2 exchanged",
    "l1 belongs to |w|, and l2 to w^2: yours are exchanged.",
    edited(_penalty, ("l1 * np", "l2 * np"), ("l2 / 2", "l1 / 2")),
)
PENALTY.mistake(
    "the gradient",
    "That is the sum of the penalty's gradient, l1*sign(w) + l2*w. Here its value is wanted.",
    edited(_penalty, ("np.abs(W)", "np.sign(W)"), ("l2 / 2 * np.sum(W**2)", "l2 * np.sum(W)")),
)
PENALTY.mistake(
    "L1 left out",
    "Your penalty does not depend on l1.",
    edited(_penalty, ("l1 * np.sum(np.abs(W)) + ", "")),
)
PENALTY.mistake(
    "L2 left out",
    "Your penalty does not depend on l2.",
    edited(_penalty, (" + l2 / 2 * np.sum(W**2)", "")),
)
PENALTY.mistake(
    "strength squared",
    "l2 itself is squared in yours. Square the weights only: l2/2 * w**2.",
    edited(_penalty, ("l2 / 2 * np.sum(W**2)", "np.sum((l2 * W) ** 2) / 2")),
)
PENALTY.mistake(
    "everything penalized",
    "You sum over all parameters. Biases and scales are not penalized: only names that start "
    "with W count.",
    edited(_penalty, ('name.startswith("W")', "True")),
)
PENALTY.mistake(
    "only biases left out",
    "You leave out the biases, but gamma1, the scale of a normalization, counts. Ask whether "
    "the name starts with W.",
    edited(_penalty, ('name.startswith("W")', 'not name.startswith("b")')),
)
PENALTY.mistake(
    "biases instead of weights",
    "You sum over what should be left out: penalize the names that do start with W.",
    edited(_penalty, ("if name", "if not name")),
)
PENALTY.mistake(
    "first layer only",
    "Only W1 counts in yours. Go through all names in params, and return after the loop.",
    edited(_penalty, ('name.startswith("W")', 'name == "W1"')),
)
PENALTY.mistake(
    "two layers only",
    "W1 and W2 are written into your code. Networks may have more layers: go through all "
    "names in params.",
    edited(_penalty, ('name.startswith("W")', 'name in ("W1", "W2")')),
)
PENALTY.mistake(
    "last layer only",
    "Each layer overwrites the sum of the one before: add to it with +=.",
    edited(_penalty, ("total += ", "total = ")),
)
PENALTY.mistake(
    "one number per weight",
    "You return a number for every weight. Sum them up.",
    lambda params, l1, l2: l1 * np.abs(params["W1"]) + l2 / 2 * params["W1"] ** 2,
)
PENALTY.mistake(
    "columns summed",
    "You return a number for every column. Sum over the whole matrix: np.sum without axis.",
    lambda params, l1, l2: np.sum(l1 * np.abs(params["W1"]) + l2 / 2 * params["W1"] ** 2, axis=0),
)
PENALTY.mistake(
    "layers written into the code",
    "You ask for W1 and W2 by name, and a network may have one layer, or three. Go through "
    "all names in params.",
    lambda params, l1, l2: _penalty({name: params[name] for name in ("W1", "W2")}, l1, l2),
)
PENALTY.mistake(
    "nothing counted",
    "Your sum stays 0: no name passes your test. They start with a capital W.",
    edited(_penalty, ('startswith("W")', 'startswith("w")')),
)
PENALTY.mistake(
    "number of axes",
    "You ask how many axes an array has. A scale or a bias may be a matrix, too: the name decides.",
    edited(_penalty, ('name.startswith("W")', "W.ndim == 2")),
)
PENALTY.mistake(
    "numbered names only",
    "W1, W2 and W3 pass your test, and W_out does not. Any name that starts with W counts.",
    edited(_penalty, ('name.startswith("W")', 'name[0] == "W" and name[1:].isdigit()')),
)
