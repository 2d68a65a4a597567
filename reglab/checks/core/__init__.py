"""The check model: exercises, encoding, judging, reports. See docs/authoring.md."""

from .encoding import Foreign, Raised, TooLarge
from .exercise import Exercise
from .predictions import Prediction
from .remembered import once_for_a_case
from .schema import Array, Integer, ListOf, Number, Tuple
from .verdict import PASSED, Verdict, failed, first_difference, number

__all__ = [
    "PASSED",
    "Array",
    "Exercise",
    "Foreign",
    "Integer",
    "ListOf",
    "Number",
    "Prediction",
    "Raised",
    "TooLarge",
    "Tuple",
    "Verdict",
    "failed",
    "first_difference",
    "number",
    "once_for_a_case",
]
