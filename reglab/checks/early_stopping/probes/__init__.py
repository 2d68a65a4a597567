"""Lesson 10, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .stopper import EARLY_STOPPER
from . import keeping  # noqa: F401  (further properties of the same exercise)
from .descent import GD_PATH
from .filters import GD_FILTER
from .equivalent import EQUIVALENT_LAMBDA
from .predictions import GAIN, HOLD_OUT, MONITOR, REPORT, WARM_START

__all__ = [
    "EARLY_STOPPER",
    "EQUIVALENT_LAMBDA",
    "GAIN",
    "GD_FILTER",
    "GD_PATH",
    "HOLD_OUT",
    "MONITOR",
    "REPORT",
    "WARM_START",
]
