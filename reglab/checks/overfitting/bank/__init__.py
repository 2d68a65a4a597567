"""Lesson 01: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import decomposition, least_squares, polynomial, predictions

__all__ = ["decomposition", "least_squares", "polynomial", "predictions"]
