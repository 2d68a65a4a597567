"""Lesson 08: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)

# Values come first: a wrong rotation or mixture is a surer sign than a wrong draw.
# isort: off
from . import shifting, flipping, rotation, angles, whitening, applying, labels
from . import mixing, partners, calibration, predictions

__all__ = [
    "angles",
    "applying",
    "calibration",
    "flipping",
    "labels",
    "mixing",
    "partners",
    "predictions",
    "rotation",
    "shifting",
    "whitening",
]
