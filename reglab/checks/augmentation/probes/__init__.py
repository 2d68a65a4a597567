"""Lesson 08, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .shifting import RANDOM_SHIFT
from .flipping import HFLIP
from .rotation import ROTATE
from .whitening import ZCA_FIT
from .labels import SMOOTH_LABELS
from .mixing import MIXUP
from .calibration import ECE
from .predictions import FITTED, SHIFT_GAIN, VALIDATION

__all__ = [
    "ECE",
    "FITTED",
    "HFLIP",
    "MIXUP",
    "RANDOM_SHIFT",
    "ROTATE",
    "SHIFT_GAIN",
    "SMOOTH_LABELS",
    "VALIDATION",
    "ZCA_FIT",
]
