"""Lesson 07: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)

# Values in training come first: a wrong scale is a surer sign than a wrong mask.
# isort: off
from . import forward, drawing, modes, backward, vanilla, enumeration, sampling, predictions

__all__ = [
    "backward",
    "drawing",
    "enumeration",
    "forward",
    "modes",
    "predictions",
    "sampling",
    "vanilla",
]
