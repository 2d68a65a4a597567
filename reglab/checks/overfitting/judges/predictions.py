"""The predictions of lesson 01: what holds."""

from ..probes import SCALER, TRAINING_ERROR

TRAINING_ERROR.answer(
    "b",
    "The training error says how well a model describes what it has seen. Whether that carries "
    "over is a question that only new data answer.",
)
SCALER.answer(
    "c",
    "The means and standard deviations hold information about the test rows. Split first; then "
    "fit whatever is fitted, a scaler too, on the training rows.",
)
