"""The predictions of lesson 05: what holds."""

from ..probes import MINIMUM_ERROR, SCREENING, SOLVERS

MINIMUM_ERROR.answer(
    "b",
    "Each point of the curve is an honest estimate with some noise. The smallest of 30 is the one "
    "whose noise helped it most.",
)
SCREENING.answer(
    "b",
    "Of 1000 noise columns, some match these coin flips by chance, on the validation rows too. The "
    "choice of columns is a part of the training, and it saw all labels.",
)
SOLVERS.answer(
    "b",
    "liblinear penalizes the intercept as well. At a small C that alone moves the fit, so the "
    "difference mixes the penalty with the intercept.",
)
