"""The predictions of lesson 07: what holds."""

from ..probes import GAIN, RELU_ZEROS, WRONG_SCALE

GAIN.answer(
    "b",
    "There is more to gain: without dropout the network learns the wrong labels by heart, one unit "
    "helping the other. With right labels 200 digits leave little to repair.",
)
RELU_ZEROS.answer(
    "c",
    "Dropout draws masks in training only. A ReLU unit whose weighted sum is negative gives 0 in "
    "both modes, and many sums are negative.",
)
WRONG_SCALE.answer(
    "c",
    "Scaling makes the network more or less sure of itself, in all classes alike: the largest "
    "logit mostly stays the largest, while the loss looks at how sure it is.",
)
