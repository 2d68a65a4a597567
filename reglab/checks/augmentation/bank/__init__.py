"""Lesson 08: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import (
    calibration,
    flipping,
    labels,
    mixing,
    predictions,
    rotation,
    shifting,
    whitening,
)

__all__ = [
    "calibration",
    "flipping",
    "labels",
    "mixing",
    "predictions",
    "rotation",
    "shifting",
    "whitening",
]
