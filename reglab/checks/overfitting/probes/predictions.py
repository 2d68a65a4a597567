"""The predictions of lesson 01."""

from ...core import Prediction

TRAINING_ERROR = Prediction(
    "overfitting.training_error",
    "On the same training data model A has an error of 0.10 and model B one of 0.02. Which of "
    "them predicts new data better?",
    {
        "a": "B: its training error is lower.",
        "b": "Nobody can tell from these two numbers.",
        "c": "A: a larger training error means less overfitting.",
    },
)
SCALER = Prediction(
    "overfitting.scaler",
    "All columns are standardized with the means and standard deviations of all rows, then the "
    "rows are split. Is the error on the test rows an honest one?",
    {
        "a": "Yes: y was not looked at.",
        "b": "Yes: training and test rows were treated alike.",
        "c": "No: the test rows had a say in how the training rows look.",
    },
)
