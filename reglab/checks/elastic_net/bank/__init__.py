"""Lesson 04: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import descent, groups, huber, penalty, predictions, selection

__all__ = ["descent", "groups", "huber", "penalty", "predictions", "selection"]
