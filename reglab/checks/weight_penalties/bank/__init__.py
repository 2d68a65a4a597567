"""Lesson 06: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import adam, decay, gradient, keras_lam, keras_mlp, penalty, predictions, prox

__all__ = ["adam", "decay", "gradient", "keras_lam", "keras_mlp", "penalty", "predictions", "prox"]
