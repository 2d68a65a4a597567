"""The predictions of lesson 06: the beliefs behind the wrong options."""

from ..probes import DECAY, EXACT_ZEROS, LOSSES

DECAY.belief(
    "a",
    "L2 is another name for weight decay",
    "The names are often mixed. But Adam divides the penalty's gradient by the root of v: weights "
    "with large gradients are then hardly shrunk. Decay shrinks all alike.",
)
DECAY.belief(
    "b",
    "momentum leaves L2 and decay equal",
    "Momentum repeats old gradients, so a penalty inside the gradient is repeated, too. Decay "
    "happens once.",
)
EXACT_ZEROS.belief(
    "a",
    "L1 in a network gives exact zeros",
    "At the minimum of the penalized loss many weights are 0. Steps along a (sub)gradient come "
    "near that minimum, but jump over the zeros.",
)
EXACT_ZEROS.belief(
    "c",
    "a weight without a gradient is set to zero by L1",
    "The loss does not move the weights of a black pixel, so the penalty alone does: back and "
    "forth around 0, by about lr in each step of Adam.",
)
LOSSES.belief(
    "a",
    "val_loss is the plain validation error",
    "Keras computes val_loss with the same function as loss, penalty included, and so does "
    "evaluate. Ask for a metric to see the fit alone.",
)
LOSSES.belief(
    "c",
    "reported losses never contain penalties",
    "Keras reports what it minimizes, cross-entropy plus penalty. With a strong penalty the number "
    "is large although the fit is good.",
)
