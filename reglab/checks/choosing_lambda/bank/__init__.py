"""Lesson 05: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import (
    curve,
    curve_rows,
    folds,
    logistic,
    nested,
    nested_form,
    penalty,
    predictions,
    rule,
)

__all__ = [
    "curve",
    "curve_rows",
    "folds",
    "logistic",
    "nested",
    "nested_form",
    "penalty",
    "predictions",
    "rule",
]
