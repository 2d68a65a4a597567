"""Lesson 03: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import conditions, descent, path, soft_threshold

__all__ = ["conditions", "descent", "path", "soft_threshold"]
