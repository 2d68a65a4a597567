"""What an output must look like: its kind, its shape, and the tolerance of comparisons.

A schema is checked before a judge runs, so that judges see clean numbers and a
student reads "expected shape (9,), got (9, 1)" rather than a failed equation.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from reglab.checks.model.encoding import MAX_TEXT, Foreign, Raised, TooLarge

# A larger number comes from a computation that blew up; judges can square any smaller one.
LARGEST = 1e100

__all__ = [
    *("Array", "Integer", "ListOf", "Number", "SchemaError", "Text", "Tuple"),
    *("alike", "form", "in_pieces", "words"),
]


class SchemaError(ValueError):
    """An output does not fit its schema; the text says what was expected and what came."""


def _kind(value):
    """How a value is named in a message."""
    if isinstance(value, TooLarge):
        return f"{value.type}, too large to be read"
    if isinstance(value, Foreign | Raised):
        return value.type
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if value is None:
        return "None (is there a return?)"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of length {len(value)}"
    return f"{type(value).__name__} {value!r}"[:60]


def _is_number(value):
    return type(value) in (int, float) or (isinstance(value, np.ndarray) and value.shape == ())


@dataclass(frozen=True)
class Number:
    """A number: a Python or NumPy scalar, or an array of shape ()."""

    rtol: float = 1e-6
    atol: float = 1e-9
    finite: bool = True
    compare: bool = True

    def validate(self, value: Any, data: dict, name: str) -> float:
        """Return the output as a float, or raise a `SchemaError`."""
        if not _is_number(value):
            raise SchemaError(f"{name}: expected a number, got {_kind(value)}")
        value = float(value)
        if self.finite and not np.isfinite(value):
            raise SchemaError(f"{name}: expected a finite number, got {value}")
        if self.finite and abs(value) > LARGEST:
            raise SchemaError(f"{name}: expected a number below {LARGEST}, got {value}")
        return value


@dataclass(frozen=True)
class Integer:
    """A whole number, also when it comes as a NumPy integer."""

    compare: bool = True

    def validate(self, value: Any, data: dict, name: str) -> int:
        """Return the output as an int, or raise a `SchemaError`."""
        if not _is_number(value) or (isinstance(value, np.ndarray) and value.dtype.kind == "f"):
            raise SchemaError(f"{name}: expected a whole number, got {_kind(value)}")
        if not float(value).is_integer():
            raise SchemaError(f"{name}: expected a whole number, got {value}")
        return int(value)


@dataclass(frozen=True)
class Array:
    """An array of numbers.

    Parameters
    ----------
    shape : callable
        ``shape(data)`` gives the expected shape.
    """

    shape: Callable
    rtol: float = 1e-6
    atol: float = 1e-9
    finite: bool = True
    compare: bool = True

    def validate(self, value: Any, data: dict, name: str) -> np.ndarray:
        """Return the output as a float64 array, or raise a `SchemaError`."""
        if not isinstance(value, np.ndarray):
            # A plain number is taken where the shape is ().
            if not _is_number(value):
                raise SchemaError(f"{name}: expected a NumPy array, got {_kind(value)}")
            value = np.asarray(value)
        shape = tuple(self.shape(data))
        if value.shape != shape:
            raise SchemaError(f"{name}: expected shape {shape}, got {value.shape}")
        value = value.astype(np.float64)
        if self.finite and not np.all(np.isfinite(value)):
            where = tuple(int(i) for i in np.argwhere(~np.isfinite(value))[0])
            index = f" at index {where[0] if len(where) == 1 else where}" if where else ""
            raise SchemaError(f"{name}: expected finite numbers, got {value[where]}{index}")
        if self.finite and np.max(np.abs(value), initial=0.0) > LARGEST:
            largest = np.max(np.abs(value))
            raise SchemaError(f"{name}: expected numbers below {LARGEST}, got {largest}")
        return value


@dataclass(frozen=True, init=False)
class Tuple:
    """Several values returned together: ``Tuple(w=Array(...), b=Number())``."""

    parts: dict = field(default_factory=dict)
    compare = True

    def __init__(self, **parts: Any):
        object.__setattr__(self, "parts", parts)

    def validate(self, value: Any, data: dict, name: str) -> tuple:
        """Return the outputs as a tuple, or raise a `SchemaError`."""
        wanted = "(" + ", ".join(self.parts) + ")"
        if not isinstance(value, tuple | list):
            raise SchemaError(f"{name}: expected {wanted}, got {_kind(value)}")
        if len(value) != len(self.parts):
            raise SchemaError(f"{name}: expected {wanted}, got {len(value)} values")
        return tuple(
            part.validate(v, data, key)
            for (key, part), v in zip(self.parts.items(), value, strict=True)
        )


@dataclass(frozen=True)
class ListOf:
    """A list that a property's ``call`` made: outputs of one kind, from `length` calls."""

    item: Any
    length: int
    compare: bool = True

    def validate(self, value: Any, data: dict, name: str) -> list:
        """Return the list of valid outputs, or raise a `SchemaError`."""
        if not isinstance(value, list) or len(value) != self.length:
            raise SchemaError(f"{name}: expected {self.length} calls, got {_kind(value)}")
        return [self.item.validate(v, data, f"{name}, call {i + 1}") for i, v in enumerate(value)]


@dataclass(frozen=True)
class Text:
    """A text. A long one comes from the call in pieces, see `in_pieces`."""

    compare: bool = True

    def validate(self, value: Any, data: dict, name: str) -> str:
        """Return the text, or raise a `SchemaError`."""
        text = _joined(value)
        if text is None:
            got = "None" if value is None else _kind(value)
            raise SchemaError(f"{name}: expected a text, got {got}")
        return text


def in_pieces(value: Any) -> Any:
    """Cut a text into a list of pieces, because only the start of a longer one would be sent.

    Parameters
    ----------
    value : object
        Anything but a text is returned unchanged.

    Examples
    --------
    >>> [len(piece) for piece in in_pieces(4500 * "x")]
    [2000, 2000, 500]
    """
    if not isinstance(value, str):
        return value
    return [value[i : i + MAX_TEXT] for i in range(0, max(len(value), 1), MAX_TEXT)]


def _joined(value):
    """The text of a piece or of a list of pieces; None for anything else."""
    pieces = value if isinstance(value, list) else [value]
    return "".join(pieces) if pieces and all(type(piece) is str for piece in pieces) else None


def form(value: Any) -> Any:
    """Return what a raw output is like, apart from its numbers; None if all of them are finite."""
    if isinstance(value, tuple | list):
        forms = tuple(map(form, value))
        return forms if any(forms) else None
    if isinstance(value, np.ndarray) or _is_number(value):
        return None if np.all(np.isfinite(np.asarray(value, dtype=float))) else "not finite"
    return getattr(value, "type", type(value).__name__)


def words(output: Any) -> tuple:
    """Return the type of an exception and its message without numbers.

    Many mistakes end in a ValueError, so the type alone says little. Some messages have numbers
    that are new in each run, such as those in the names of Keras layers.
    """
    message = re.sub(r"0x[0-9a-f]+|\d+", "0", getattr(output, "message", ""))
    return getattr(output, "type", output), message


def alike(schema: Any, one: Any, other: Any) -> bool:
    """Whether two raw outputs agree within the schema's tolerance.

    Outputs that do not fit the schema (an exception, infinite values, a wrong shape) can agree,
    too: a known mistake may be recognized by them.
    """
    if not schema.compare:
        return form(one) == form(other)
    if type(one) is type(other) and isinstance(one, Foreign | TooLarge | Raised):
        return words(one) == words(other)
    if isinstance(schema, Text):
        return _joined(one) is not None and _joined(one) == _joined(other)
    if one is None or isinstance(one, bool | str):
        return type(one) is type(other) and one == other
    if isinstance(schema, Tuple | ListOf):
        if not all(isinstance(value, tuple | list) for value in (one, other)):
            return False
        if isinstance(schema, Tuple):
            parts = list(schema.parts.values())
        else:
            parts = [schema.item] * len(one)
        return len(one) == len(other) == len(parts) and all(map(alike, parts, one, other))
    if not all(isinstance(value, np.ndarray) or _is_number(value) for value in (one, other)):
        return False
    if np.shape(one) != np.shape(other):
        return False
    rtol, atol = getattr(schema, "rtol", 0.0), getattr(schema, "atol", 0.0)
    if np.shape(one) == ():  # most outputs are numbers, and NumPy is slow for one of them
        a, b = float(one), float(other)
        if math.isfinite(a) and math.isfinite(b):
            return abs(a - b) <= atol + rtol * abs(b)
        return a == b or (math.isnan(a) and math.isnan(b))
    return bool(np.all(np.isclose(one, other, rtol=rtol, atol=atol, equal_nan=True)))
