"""Lesson 10: the known wrong answers, each with its own hint.

Every function and class here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import (
    counting,
    descent,
    descent_form,
    descent_steps,
    equivalent,
    filters,
    final,
    improvement,
    keeping,
    nan,
    predictions,
    ridge_filter,
)

__all__ = [
    "counting",
    "descent",
    "descent_form",
    "descent_steps",
    "equivalent",
    "filters",
    "final",
    "improvement",
    "keeping",
    "nan",
    "predictions",
    "ridge_filter",
]
