"""Lesson 04, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .descent import ELASTIC_NET_CD
from .groups import GROUP_GAP
from .selection import SELECTION_FREQUENCY
from .predictions import MANY_FEATURES, OUTLIERS
from .huber import HUBER_LOSS_GRAD

__all__ = [
    "ELASTIC_NET_CD",
    "GROUP_GAP",
    "HUBER_LOSS_GRAD",
    "MANY_FEATURES",
    "OUTLIERS",
    "SELECTION_FREQUENCY",
]
