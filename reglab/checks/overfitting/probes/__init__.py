"""Lesson 01, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .polynomial import POLY_FEATURES
from .least_squares import FIT_OLS
from .predictions import SCALER, TRAINING_ERROR
from .decomposition import BIAS_VARIANCE

__all__ = ["BIAS_VARIANCE", "FIT_OLS", "POLY_FEATURES", "SCALER", "TRAINING_ERROR"]
