"""Lesson 01: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

TRAINING_ERROR = Prediction(
    "overfitting.training_error",
    "On the same training data, model A has an error of 0.10 and model B has an error of 0.02. "
    "Which of them predicts new data better?",
    {
        "a": "B: its training error is lower.",
        "b": "Nobody can tell from these two numbers.",
        "c": "A: a larger training error means less overfitting.",
    },
)

TRAINING_ERROR.answer(
    "b",
    "The training error says how well a model describes the training data. Only new data can "
    "show how well it predicts.",
)

TRAINING_ERROR.belief(
    "a",
    "a lower training error means a better model",
    "With enough weights a model can always reach a training error of 0, by memorizing the noise.",
)

TRAINING_ERROR.belief(
    "c",
    "a higher training error means a better model",
    "A model that is too simple also has a large training error, and it predicts no better.",
)

SCALER = Prediction(
    "overfitting.scaler",
    "You standardize all columns with the means and standard deviations of all rows, and then "
    "split the rows. Is the error on the test rows honest?",
    {
        "a": "Yes: y was not used.",
        "b": "Yes: training and test rows were treated alike.",
        "c": "No: the test rows influenced what the training rows look like.",
    },
)

SCALER.answer(
    "c",
    "The means and standard deviations contain information about the test rows. Split first; "
    "then fit everything, including a scaler, on the training rows.",
)

SCALER.belief(
    "a",
    "a scaler may be fitted on all rows",
    "Leaving y out is not enough: a mean over all rows carries information about the test rows "
    "into the training.",
)

SCALER.belief(
    "b",
    "treated alike means honest",
    "The test rows represent new data, which would not exist yet when the means are computed.",
)
