"""Lesson 02, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .predictions import SCALING, SINGLE_WEIGHTS, ZEROS
from .closed_form import RIDGE_CLOSED_FORM
from .svd_path import RIDGE_SVD_PATH
from .degrees import EFFECTIVE_DF
from .conversion import TO_SKLEARN_ALPHA

__all__ = [
    "EFFECTIVE_DF",
    "RIDGE_CLOSED_FORM",
    "RIDGE_SVD_PATH",
    "SCALING",
    "SINGLE_WEIGHTS",
    "TO_SKLEARN_ALPHA",
    "ZEROS",
]
