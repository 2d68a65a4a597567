"""Lesson 07, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .forward import DROPOUT_FORWARD
from .backward import DROPOUT_BACKWARD
from .predictions import GAIN, RELU_ZEROS, WRONG_SCALE
from .vanilla import VANILLA_FORWARD
from .enumeration import EXACT_MASK_AVERAGE
from .sampling import MC_PREDICT

__all__ = [
    "DROPOUT_BACKWARD",
    "DROPOUT_FORWARD",
    "EXACT_MASK_AVERAGE",
    "GAIN",
    "MC_PREDICT",
    "RELU_ZEROS",
    "VANILLA_FORWARD",
    "WRONG_SCALE",
]
