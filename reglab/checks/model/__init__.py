"""What an exercise is made of: properties, schemas, verdicts, mistakes. See docs/authoring.md."""

from .encoding import Foreign, Raised, TooLarge
from .exercise import Exercise
from .predictions import Prediction
from .schema import Array, Integer, ListOf, Number, Text, Tuple, in_pieces
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
    "Text",
    "TooLarge",
    "Tuple",
    "Verdict",
    "expected_got",
    "failed",
    "first_difference",
    "in_pieces",
    "number",
    "numbers",
]
