"""Exercise 6.1: the known mistakes. Every function here except `_penalty` is wrong on purpose."""

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
    "Your L2 part is too large by a factor of 2: it is l2/2 times the sum of squares.",
    edited(_penalty, ("l2 / 2", "l2")),
    kind="slip",
)
PENALTY.mistake(
    "half on both parts",
    "You put a factor 1/2 on the L1 part. Only the squares have it.",
    edited(_penalty, ("l1 * np", "l1 / 2 * np")),
    kind="slip",
)
PENALTY.mistake(
    "half of the L1 part",
    "You put the 1/2 on the wrong part: it is for the squares, not for |w|.",
    edited(_penalty, ("l1 * np", "l1 / 2 * np"), ("l2 / 2", "l2")),
    kind="slip",
)
PENALTY.mistake(
    "absolute value forgotten",
    "Weights of opposite signs cancel in your L1 part. Sum |w|.",
    edited(_penalty, ("np.abs(W)", "W")),
    kind="slip",
)
PENALTY.mistake(
    "absolute value of the sum",
    "You sum first and then take the absolute value, so signs cancel. Take the "
    "absolute values first.",
    edited(_penalty, ("np.sum(np.abs(W))", "np.abs(np.sum(W))")),
    kind="slip",
)
PENALTY.mistake(
    "square of the sum",
    "You square the sum. Square each weight, then sum.",
    edited(_penalty, ("np.sum(W**2)", "np.sum(W) ** 2")),
    kind="slip",
)
PENALTY.mistake(
    "L2 norm not squared",
    "Your L2 part has a square root, as np.linalg.norm has. Use the sum of the squares itself.",
    edited(_penalty, ("np.sum(W**2)", "np.linalg.norm(W)")),
    kind="slip",
)
PENALTY.mistake(
    "L2 norm not squared, no half",
    "l2 times np.linalg.norm(W) is neither squared nor halved. The penalty is l2/2 times the "
    "sum of squares.",
    edited(_penalty, ("l2 / 2 * np.sum(W**2)", "l2 * np.linalg.norm(W)")),
    kind="slip",
)
PENALTY.mistake(
    "L1 computed as L2 norm",
    "Your L1 part is the root of the sum of squares. It is the sum of |w|.",
    edited(_penalty, ("np.sum(np.abs(W))", "np.linalg.norm(W)")),
    kind="slip",
)
PENALTY.mistake(
    "np.linalg.norm(W, 1)",
    "For a matrix, np.linalg.norm(W, 1) is the largest column sum. Sum |w| over all entries.",
    edited(_penalty, ("np.sum(np.abs(W))", "np.linalg.norm(W, 1)")),
    kind="slip",
)
PENALTY.mistake(
    "np.linalg.norm(W, 2)",
    "For a matrix, np.linalg.norm(W, 2) is its largest singular value. Sum the squares of all "
    "entries.",
    edited(_penalty, ("np.sum(W**2)", "np.linalg.norm(W, 2) ** 2")),
    kind="slip",
)
PENALTY.mistake(
    "mean instead of sum",
    "You average over the weights. The penalty is a sum, so it grows with the number of weights.",
    edited(
        _penalty, ("np.sum(np.abs(W))", "np.mean(np.abs(W))"), ("np.sum(W**2)", "np.mean(W**2)")
    ),
    kind="slip",
)
PENALTY.mistake(
    "l1 and l2 exchanged",
    "You swapped the strengths: l1 is for |w|, and l2 is for w^2.",
    edited(_penalty, ("l1 * np", "l2 * np"), ("l2 / 2", "l1 / 2")),
    kind="slip",
)
PENALTY.mistake(
    "the gradient",
    "You sum the penalty's gradient, l1*sign(w) + l2*w. Return the penalty's value.",
    edited(_penalty, ("np.abs(W)", "np.sign(W)"), ("l2 / 2 * np.sum(W**2)", "l2 * np.sum(W)")),
    kind="wrong",
)
PENALTY.mistake(
    "L1 left out",
    "Your penalty does not depend on l1: add the L1 part.",
    edited(_penalty, ("l1 * np.sum(np.abs(W)) + ", "")),
    kind="half",
)
PENALTY.mistake(
    "L2 left out",
    "Your penalty does not depend on l2: add the L2 part.",
    edited(_penalty, (" + l2 / 2 * np.sum(W**2)", "")),
    kind="half",
)
PENALTY.mistake(
    "strength squared",
    "You square l2 itself. Square only the weights: l2/2 * w**2.",
    edited(_penalty, ("l2 / 2 * np.sum(W**2)", "np.sum((l2 * W) ** 2) / 2")),
    kind="slip",
)
PENALTY.mistake(
    "everything penalized",
    "You sum over all parameters. Biases and scales are not penalized: include only names "
    "that start with W.",
    edited(_penalty, ('name.startswith("W")', "True")),
    kind="half",
)
PENALTY.mistake(
    "only biases left out",
    "You leave out the biases but include gamma1, the scale of a normalization. Check whether "
    "the name starts with W.",
    edited(_penalty, ('name.startswith("W")', 'not name.startswith("b")')),
    kind="slip",
)
PENALTY.mistake(
    "biases instead of weights",
    "You sum over the names that you should leave out: penalize the names that start with W.",
    edited(_penalty, ("if name", "if not name")),
    kind="half",
)
PENALTY.mistake(
    "first layer only",
    "You include only W1. Go through all names in params, and return after the loop.",
    edited(_penalty, ('name.startswith("W")', 'name == "W1"')),
    kind="half",
)
PENALTY.mistake(
    "two layers only",
    "W1 and W2 are written into your code. Networks may have more layers: go through all "
    "names in params.",
    edited(_penalty, ('name.startswith("W")', 'name in ("W1", "W2")')),
    kind="slip",
)
PENALTY.mistake(
    "last layer only",
    "Each layer overwrites the sum of the previous one: add to it with +=.",
    edited(_penalty, ("total += ", "total = ")),
    kind="slip",
)
PENALTY.mistake(
    "one number per weight",
    "You return a number for every weight. Sum them up.",
    lambda params, l1, l2: l1 * np.abs(params["W1"]) + l2 / 2 * params["W1"] ** 2,
    kind="half",
)
PENALTY.mistake(
    "columns summed",
    "You return a number for every column. Sum over the whole matrix: np.sum without axis.",
    lambda params, l1, l2: np.sum(l1 * np.abs(params["W1"]) + l2 / 2 * params["W1"] ** 2, axis=0),
    kind="half",
)
PENALTY.mistake(
    "layers written into the code",
    "You use the names W1 and W2, but a network may have one layer, or three. Go through all "
    "names in params.",
    lambda params, l1, l2: _penalty({name: params[name] for name in ("W1", "W2")}, l1, l2),
    kind="slip",
)
PENALTY.mistake(
    "nothing counted",
    "Your sum stays 0, because no name passes your test. They start with a capital W.",
    edited(_penalty, ('startswith("W")', 'startswith("w")')),
    kind="wrong",
)
PENALTY.mistake(
    "number of axes",
    "You check how many axes an array has. A scale or a bias may be a matrix, too: check the name.",
    edited(_penalty, ('name.startswith("W")', "W.ndim == 2")),
    kind="slip",
)
PENALTY.mistake(
    "numbered names only",
    "W1, W2 and W3 pass your test, but W_out does not. Include every name that starts with W.",
    edited(_penalty, ('name.startswith("W")', 'name[0] == "W" and name[1:].isdigit()')),
    kind="slip",
)
PENALTY.mistake(
    "W anywhere in the name",
    "You include every name with a W in it, such as skipW. Check whether the name starts with W.",
    edited(_penalty, ('name.startswith("W")', '"W" in name')),
    kind="slip",
)
PENALTY.mistake(
    "small w in the name",
    "You include names that start with a small w. Only a capital W counts.",
    edited(_penalty, ("name.startswith", "name.upper().startswith")),
    kind="slip",
)
PENALTY.mistake(
    "names of two characters only",
    "You leave out names of more than two characters, such as W10. Check only how the name starts.",
    edited(_penalty, ('name.startswith("W")', 'name[0] == "W" and len(name) == 2')),
    kind="slip",
)
PENALTY.mistake(
    "L1 or L2",
    "Where l1 is not 0, you leave out the L2 part. P is the sum of both.",
    edited(_penalty, ("+ l2 / 2", "+ (l1 == 0) * l2 / 2")),
    kind="slip",
)
PENALTY.mistake(
    "rounded",
    "You round the result. Small penalties count, too: return the number itself.",
    edited(_penalty, ("return total", "return round(float(total), 4)")),
    kind="slip",
)
