"""The predictions of lesson 08: the beliefs behind the wrong options."""

from ..probes import FITTED, SHIFT_GAIN, VALIDATION

SHIFT_GAIN.belief(
    "b",
    "more data, more gain",
    "Augmentation stands in for data that are missing. With many right images little is missing.",
)
SHIFT_GAIN.belief(
    "c",
    "what keeps the label always helps",
    "That the label is kept is needed, and not enough: in the same number of steps the network has "
    "more to learn, and with right labels gains little for it.",
)
SHIFT_GAIN.belief(
    "d",
    "training images must look like test images",
    "A disturbance in training may help although it never comes later: dropout does nothing else.",
)
VALIDATION.belief(
    "a",
    "validation images are left alone",
    "The network was trained on whitened pixels, and would meet others. What is preprocessing?",
)
VALIDATION.belief(
    "b",
    "validation images are augmented",
    "A random shift of validation images measures another task, and a new one each time.",
)
VALIDATION.belief(
    "c",
    "whitening fitted on validation images",
    "With another mean and matrix a pixel means something else than in training. And a single new "
    "image has no covariance.",
)
FITTED.belief(
    "a",
    "fit transforms the data",
    "fit computes statistics and keeps them. Compare X_train before and after.",
)
FITTED.belief(
    "c",
    "fit adds copies",
    "No generator adds to X_train. It hands out batches, to those who ask for them.",
)
