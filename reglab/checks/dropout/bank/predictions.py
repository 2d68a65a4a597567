"""The predictions of lesson 07: the beliefs behind the wrong options."""

from ..probes import GAIN, RELU_ZEROS, WRONG_SCALE

GAIN.belief(
    "a",
    "dropout needs clean labels",
    "With right labels there is little to gain: what the network memorizes is true as well.",
)
GAIN.belief(
    "c",
    "dropout always helps the same",
    "How much a regularizer helps depends on how much there is to overfit.",
)
RELU_ZEROS.belief(
    "a",
    "ReLU zeros are dropped units",
    "At inference dropout is the identity: it sets nothing to 0. Look for what else gives zeros.",
)
RELU_ZEROS.belief(
    "b",
    "dropout removes units for good",
    "A mask lasts for one step. No unit is taken out of the network.",
)
WRONG_SCALE.belief(
    "a",
    "accuracy sees a wrong scale",
    "Accuracy asks which class is largest, and a common factor hardly changes that.",
)
WRONG_SCALE.belief(
    "b",
    "a gradient check sees a wrong scale",
    "A gradient check compares backward with the forward pass that is there, right or wrong.",
)
