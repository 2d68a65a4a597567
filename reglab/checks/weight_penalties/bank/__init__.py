"""Lesson 06: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import (
    adam,
    adam_correction,
    adam_quotient,
    adam_state,
    decay,
    gradient,
    gradient_names,
    keras_lam,
    keras_mlp,
    keras_reg,
    penalty,
    penalty_names,
    predictions,
    prox,
)

__all__ = [
    "adam",
    "adam_correction",
    "adam_quotient",
    "adam_state",
    "decay",
    "gradient",
    "gradient_names",
    "keras_lam",
    "keras_mlp",
    "keras_reg",
    "penalty",
    "penalty_names",
    "predictions",
    "prox",
]
