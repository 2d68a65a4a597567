"""What an exercise is made of: properties, schemas, verdicts, mistakes. See docs/authoring.md."""

from .encoding import Foreign, Raised, TooLarge
from .exercise import Exercise
from .predictions import Prediction
from .schema import Array, Integer, ListOf, Number, Tuple
from .verdict import (
    PASSED,
    Verdict,
    expected_got,
    failed,
    first_difference,
    number,
    numbers,
)

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
    "expected_got",
    "failed",
    "first_difference",
    "number",
    "numbers",
]
