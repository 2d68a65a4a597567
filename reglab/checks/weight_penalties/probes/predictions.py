"""The predictions of lesson 06."""

from ...core import Prediction

DECAY = Prediction(
    "weight_penalties.decay",
    "With which optimizers does an L2 penalty do the same as weight decay?",
    {
        "a": "With all: they are two names of one thing.",
        "b": "With SGD, with or without momentum; not with Adam.",
        "c": "With SGD without momentum only.",
    },
)
EXACT_ZEROS = Prediction(
    "weight_penalties.exact_zeros",
    "How many of the 19,000 weights are exactly 0 after training with this L1 penalty and Adam?",
    {
        "a": "Most of them: that is what L1 is for.",
        "b": "None, or hardly any.",
        "c": "Those of the pixels that are always black, and few others.",
    },
)
LOSSES = Prediction(
    "weight_penalties.losses",
    "A Keras model has regularizers. In which of loss and val_loss is the penalty?",
    {
        "a": "In loss only: validation measures the fit.",
        "b": "In both.",
        "c": "In neither: Keras reports the cross-entropy.",
    },
)
