"""Lesson 02, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .closed_form import RIDGE_CLOSED_FORM
from .svd_path import EXACT_ZEROS, SINGLE_WEIGHTS, RIDGE_SVD_PATH
from .effective_df import EFFECTIVE_DF
from .sklearn_alpha import TO_SKLEARN_ALPHA, SCALING

__all__ = [
    "EFFECTIVE_DF",
    "EXACT_ZEROS",
    "RIDGE_CLOSED_FORM",
    "RIDGE_SVD_PATH",
    "SCALING",
    "SINGLE_WEIGHTS",
    "TO_SKLEARN_ALPHA",
]
