"""Lesson 00: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

UNITS = Prediction(
    "start_here.units",
    "You standardize a column of weights in kilograms. Then you convert it to grams and "
    "standardize again. What changes?",
    {
        "a": "Every value becomes 1000 times as large.",
        "b": "Nothing: both results are the same.",
        "c": "The mean stays 0, and the standard deviation becomes 1000.",
    },
    points=0,
)

UNITS.answer(
    "b",
    "Grams make x - mean and the standard deviation 1000 times as large, and the factor cancels. "
    "This is why later lessons standardize: a penalty must not depend on units.",
)

UNITS.belief(
    "a",
    "the unit stays in the result",
    "x - mean is 1000 times as large, but so is the standard deviation that it is divided by.",
)

UNITS.belief(
    "c",
    "the standard deviation keeps the unit",
    "A column divided by its own standard deviation has standard deviation 1, in any unit.",
)
