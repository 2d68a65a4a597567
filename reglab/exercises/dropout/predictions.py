"""Lesson 07: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

GAIN = Prediction(
    "dropout.gain",
    "Two networks learn digits from 200 images, one with dropout and one without. Both take 60 "
    "epochs with the learning rate 0.003. Where does dropout help more?",
    {
        "a": "Where all labels are right: then it learns the pattern and not the details.",
        "b": "Where every fifth label is wrong: it finds wrong labels hard to memorize.",
        "c": "It helps about as much in both cases.",
    },
)

GAIN.answer(
    "b",
    "At this learning rate the network without dropout memorizes most of the wrong labels, so "
    "there is more to gain. With right labels on 200 digits there is little to improve.",
)

GAIN.belief(
    "a",
    "dropout needs clean labels",
    "With right labels there is little to gain: the labels that the network memorizes are true.",
)

GAIN.belief(
    "c",
    "dropout always helps the same",
    "How much a regularizer helps depends on how much the network without it overfits.",
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

RELU_ZEROS.answer(
    "c",
    "Dropout draws masks in training only. A ReLU unit whose weighted sum is negative gives 0 in "
    "both modes, and many sums are negative.",
)

RELU_ZEROS.belief(
    "a",
    "ReLU zeros are dropped units",
    "At inference dropout is the identity: it sets nothing to 0. The zeros have another cause.",
)

RELU_ZEROS.belief(
    "b",
    "dropout removes units for good",
    "A mask is used for one step. No unit is removed from the network.",
)

WRONG_SCALE = Prediction(
    "dropout.wrong_scale",
    "At rate 0.2 the activations are scaled at test time by 0.2 instead of 0.8. What tells you?",
    {
        "a": "The test accuracy: it drops clearly.",
        "b": "A gradient check of the layer: it fails.",
        "c": "The test loss: the probabilities get worse, the classes hardly change.",
    },
)

WRONG_SCALE.answer(
    "c",
    "Scaling multiplies the weighted sums of all classes by the same factor: the largest one "
    "mostly stays the largest, but the network becomes more or less sure of it, and the loss "
    "depends on that. (A small error of scale hardly shows in the loss, either.)",
)

WRONG_SCALE.belief(
    "a",
    "accuracy sees a wrong scale",
    "Accuracy depends only on which class is largest, and a common factor hardly changes that.",
)

WRONG_SCALE.belief(
    "b",
    "a gradient check sees a wrong scale",
    "A gradient check compares the backward pass with the forward pass as written, right or wrong.",
)
