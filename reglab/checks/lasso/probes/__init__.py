"""Lesson 03, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .soft_threshold import SOFT_THRESHOLD
from .conditions import LAMBDA_MAX, KKT_VIOLATION
from .descent import LASSO_CD
from .path import LASSO_PATH, SUPPORT_GROWS

__all__ = [
    "KKT_VIOLATION",
    "LAMBDA_MAX",
    "LASSO_CD",
    "LASSO_PATH",
    "SOFT_THRESHOLD",
    "SUPPORT_GROWS",
]
