"""The predictions of lesson 01: the beliefs behind the wrong options."""

from ..probes import SCALER, TRAINING_ERROR

TRAINING_ERROR.belief(
    "a",
    "a lower training error means a better model",
    "With enough weights the training error can always be made 0, by learning the noise by heart.",
)
TRAINING_ERROR.belief(
    "c",
    "a higher training error means a better model",
    "A model that is too simple has a large training error, too, and predicts no better.",
)
SCALER.belief(
    "a",
    "a scaler may be fitted on all rows",
    "Not looking at y is not enough: a mean over all rows carries something of the test rows "
    "into training.",
)
SCALER.belief(
    "b",
    "treated alike means honest",
    "New data, for which the test rows stand in, could not have been there when the means were "
    "computed.",
)
