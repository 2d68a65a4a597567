"""Lesson 06: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

DECAY = Prediction(
    "weight_penalties.decay",
    "With which optimizers does an L2 penalty do the same as weight decay?",
    {
        "a": "With all: they are two names of one thing.",
        "b": "With SGD, with or without momentum; not with Adam.",
        "c": "With SGD without momentum only.",
    },
)

DECAY.answer(
    "c",
    "In plain SGD both subtract lr*lam*w from w. Momentum and rescaling also act on the "
    "penalty's gradient, but not on decay.",
)

DECAY.belief(
    "a",
    "L2 is another name for weight decay",
    "The names are often mixed up. But Adam divides the penalty's gradient by the root of v, "
    "so weights with large gradients shrink much less. Decay shrinks all by the same share.",
)

DECAY.belief(
    "b",
    "momentum leaves L2 and decay equal",
    "Momentum repeats old gradients, so it repeats the penalty's gradient, too. Decay is "
    "applied once.",
)

EXACT_ZEROS = Prediction(
    "weight_penalties.exact_zeros",
    "How many of the roughly 19,000 weights are exactly 0 after training with this L1 penalty and "
    "Adam?",
    {
        "a": "Most of them: that is what L1 is for.",
        "b": "None, or hardly any.",
        "c": "Those of the pixels that are always black, and few others.",
    },
)

EXACT_ZEROS.answer(
    "b",
    "Each step moves a weight by some amount towards 0 and past it. Nothing stops it at 0, so "
    "it ends near 0. A proximal step stops at 0.",
)

EXACT_ZEROS.belief(
    "a",
    "L1 in a network gives exact zeros",
    "At the minimum of the penalized loss many weights are 0. Steps along a (sub)gradient "
    "come near that minimum, but jump past 0.",
)

EXACT_ZEROS.belief(
    "c",
    "a weight without a gradient is set to zero by L1",
    "The cross-entropy does not change the weights of a black pixel. Only the penalty does: it "
    "moves them back and forth around 0, by at most about lr in each step of Adam.",
)

LOSSES = Prediction(
    "weight_penalties.losses",
    "A Keras model has regularizers. Which of loss and val_loss includes the penalty?",
    {
        "a": "Only loss: validation measures the fit.",
        "b": "Both.",
        "c": "Neither: Keras reports the cross-entropy.",
    },
)

LOSSES.answer(
    "b",
    "Both contain it. To compare fits, use the cross-entropy as a metric.",
)

LOSSES.belief(
    "a",
    "val_loss is the plain validation error",
    "Keras computes val_loss with the same function as loss, including the penalty, and so "
    "does evaluate. Use a metric to see the fit alone.",
)

LOSSES.belief(
    "c",
    "reported losses never contain penalties",
    "Keras reports what it minimizes, cross-entropy plus penalty. With a strong penalty the number "
    "is large although the fit is good.",
)
