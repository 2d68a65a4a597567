"""Lesson 09: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)

# What is wrong in training comes before what is wrong with the state.
# isort: off
from . import (
    forward,
    scaling,
    state,
    inference,
    backward,
    sums,
    warmup,
    recalibration,
    network,
    predictions,
)

__all__ = [
    "backward",
    "forward",
    "inference",
    "network",
    "predictions",
    "recalibration",
    "scaling",
    "state",
    "sums",
    "warmup",
]
