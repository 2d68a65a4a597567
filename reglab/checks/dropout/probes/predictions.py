"""The predictions of lesson 07."""

from ...core import Prediction

GAIN = Prediction(
    "dropout.gain",
    "A network learns digits from 200 images. Where does dropout help more?",
    {
        "a": "Where all labels are right: then it learns the pattern and not the details.",
        "b": "Where every fifth label is wrong: it finds wrong labels hard to memorize.",
        "c": "It helps about as much in both cases.",
    },
)
RELU_ZEROS = Prediction(
    "dropout.relu_zeros",
    "At inference, many activations after a ReLU layer and dropout are exactly 0. Why?",
    {
        "a": "Dropout sets them to 0, each with probability rate.",
        "b": "Dropout removed these units for good during the training.",
        "c": "ReLU sets negative sums to 0; dropout does nothing at inference.",
    },
)
WRONG_SCALE = Prediction(
    "dropout.wrong_scale",
    "At test time the activations are scaled by a wrong factor. What tells you?",
    {
        "a": "The test accuracy: it drops clearly.",
        "b": "A gradient check of the layer: it fails.",
        "c": "The test loss: the probabilities get worse, the classes hardly change.",
    },
)
