"""The predictions of lesson 02."""

from ...core import Prediction

ZEROS = Prediction(
    "ridge.zeros",
    "How many of the ten weights are exactly zero at a large, but finite, lam?",
    {
        "a": "Some: the least useful ones.",
        "b": "None.",
        "c": "All of them, once lam is large enough.",
    },
)
SINGLE_WEIGHTS = Prediction(
    "ridge.single_weights",
    "As lam grows, what happens to the size of each single weight?",
    {
        "a": "Each of them falls.",
        "b": "A single one can grow for a while; only all of them together must get shorter.",
        "c": "Each falls by the same factor.",
    },
)
SCALING = Prediction(
    "ridge.scaling",
    "The scaler is fitted on all rows; then the rows are split. What about the test error?",
    {
        "a": "It is honest: a scaler does not look at y.",
        "b": "It is not honest: test rows had a say in what the model was trained on.",
        "c": "It is honest if there are more rows than columns.",
    },
)
