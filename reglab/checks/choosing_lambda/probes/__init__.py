"""Lesson 05, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .folds import KFOLD_INDICES
from .curve import CV_CURVE
from .rule import ONE_SE_RULE
from .predictions import MINIMUM_ERROR, SCREENING, SOLVERS
from .nested import NESTED_CV
from .logistic import LOGREG_PROX

__all__ = [
    "CV_CURVE",
    "KFOLD_INDICES",
    "LOGREG_PROX",
    "MINIMUM_ERROR",
    "NESTED_CV",
    "ONE_SE_RULE",
    "SCREENING",
    "SOLVERS",
]
