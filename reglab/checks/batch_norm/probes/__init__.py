"""Lesson 09, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .predictions import DENSE_BIAS, INFERENCE, NOISE, ONE_IMAGE
from .forward import BN_FORWARD
from . import inference  # noqa: F401  (further properties of the same exercise)
from .backward import BN_BACKWARD
from .warmup import WARMUP_STEPS
from .recalibration import RECALIBRATE_BN

__all__ = [
    "BN_BACKWARD",
    "BN_FORWARD",
    "DENSE_BIAS",
    "INFERENCE",
    "NOISE",
    "ONE_IMAGE",
    "RECALIBRATE_BN",
    "WARMUP_STEPS",
]
