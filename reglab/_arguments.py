"""Checks of arguments for all numerical rooms: counts, numbers, texts, arrays, generators."""

from __future__ import annotations

import math
import operator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    *("check_array", "check_count", "check_number", "check_rng", "check_text", "check_texts"),
]


def check_count(value: Any, name: str, least: int = 1, most: int | None = None) -> int:
    """Return an integer from `least` to `most` as an int.

    Parameters
    ----------
    value : object
        The caller's argument; booleans are refused.
    name : str
        The argument's name, for the message.
    least : int
    most : int, optional
        No upper limit if None.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        One line: what was expected, and the value.

    Examples
    --------
    >>> check_count(3.0, "max_iter")
    Traceback (most recent call last):
        ...
    ValueError: max_iter must be an integer >= 1, got 3.0
    """
    wanted = f">= {least}" if most is None else f"from {least} to {most}"
    try:
        count = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be an integer {wanted}, got {value!r}") from None
    if isinstance(value, bool | np.bool) or count < least or (most is not None and count > most):
        raise ValueError(f"{name} must be an integer {wanted}, got {value}")
    return count


def check_number(
    value: object,
    name: str,
    *,
    least: float | None = None,
    above: float | None = None,
    most: float | None = None,
    below: float | None = None,
) -> float:
    """Return a finite real number within the given limits as a float.

    Parameters
    ----------
    value : object
        A Python or NumPy number, or an array of shape (). Text and booleans are refused.
    name : str
        The argument's name, for the message.
    least, above : float, optional
        The lower limit: `least` is itself allowed, `above` is not.
    most, below : float, optional
        The upper limit: `most` is itself allowed, `below` is not.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        One line: what was expected, and the value.

    Examples
    --------
    >>> check_number(np.float32(0.5), "rate", least=0, below=1)
    0.5
    >>> check_number("0.5", "rate", least=0, below=1)
    Traceback (most recent call last):
        ...
    ValueError: rate must be a number in [0, 1), got '0.5'
    """
    number = _real(value)
    if not (
        math.isfinite(number)
        and (least is None or number >= least)
        and (above is None or number > above)
        and (most is None or number <= most)
        and (below is None or number < below)
    ):
        kind = f"number {_limits(least, above, most, below)}".rstrip()
        article = "a" if kind != "number" else "a finite"
        raise ValueError(f"{name} must be {article} {kind}, got {value!r}")
    return number


def _real(value):
    """Return a real number as a float; nan for anything else, such as text or an array."""
    try:
        array = np.asarray(value)
        return float(array) if array.shape == () and array.dtype.kind in "iuf" else math.nan
    except (ValueError, OverflowError):  # rows of unequal length; an integer beyond all floats
        return math.nan


def _limits(least, above, most, below):
    low, high = (least if above is None else above), (most if below is None else below)
    if low is None and high is None:
        return ""
    if high is None:
        return f"{'>=' if above is None else '>'} {low:g}"
    if low is None:
        return f"{'<=' if below is None else '<'} {high:g}"
    left, right = "[" if above is None else "(", "]" if below is None else ")"
    return f"in {left}{low:g}, {high:g}{right}"


def check_array(
    value: ArrayLike, name: str, *, largest: float = math.inf, keep_float32: bool = False
) -> NDArray:
    """Return finite real numbers as a float64 array; such an array is returned itself.

    Parameters
    ----------
    value : array_like
        Of any shape; booleans and integers are converted.
    name : str
        The argument's name, for the message.
    largest : float
        Largest allowed magnitude.
    keep_float32 : bool
        Whether float32 stays float32.

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        One line: what was expected, and the value.

    Examples
    --------
    >>> check_array([1, np.nan], "X")
    Traceback (most recent call last):
        ...
    ValueError: X must hold finite numbers, got nan
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be rectangular, got rows of unequal length") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if not (keep_float32 and array.dtype == np.float32):
        array = array.astype(np.float64, copy=False)
    # Minimum and maximum reveal nan and infinity without another array as large as the data.
    lowest, highest = array.min(initial=0.0), array.max(initial=0.0)
    if not (np.isfinite(lowest) and np.isfinite(highest)):
        raise ValueError(f"{name} must hold finite numbers, got {array[~np.isfinite(array)][0]}")
    size = max(-lowest, highest)
    if size > largest:
        raise ValueError(f"{name} must hold magnitudes up to {largest:g}, got {size:g}: rescale")
    return array


def check_rng(rng: object) -> np.random.Generator:
    """Return `rng` if it is a Generator; refuse seeds and the old RandomState.

    Raises
    ------
    ValueError
        One line: the type of `rng`, and what to pass.

    Examples
    --------
    >>> check_rng(0)
    Traceback (most recent call last):
        ...
    ValueError: rng must be a numpy.random.Generator, got int: pass rng=np.random.default_rng(0)
    """
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            f"rng must be a numpy.random.Generator, got {type(rng).__name__}: "
            "pass rng=np.random.default_rng(0)"
        )
    return rng


def check_text(value: Any, name: str) -> str:
    """Return a text that is not blank, or raise ValueError."""
    if not _is_text(value):
        raise ValueError(f"{name} must be a text, got {value!r}")
    return value


def check_texts(value: Any, name: str, *, least: int) -> tuple[str, ...]:
    """Return at least so many different texts, none of them blank, or raise ValueError."""
    if not isinstance(value, tuple | list) or not all(map(_is_text, value)):
        raise ValueError(f"{name} must be a tuple of texts, got {value!r}")
    if len(set(value)) != len(value) or len(value) < least:
        raise ValueError(f"{name} must be {least} or more different texts, got {value!r}")
    return tuple(value)


def _is_text(value):
    return isinstance(value, str) and bool(value.strip())
