"""Checks of arguments that the comparisons share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def pair(a: ArrayLike, b: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return two samples with one finite number for each of at least two seeds."""
    a, b = _check_numbers(a, "a"), _check_numbers(b, "b")
    if a.shape != b.shape:
        raise ValueError(f"a and b must have one number for each seed, got {a.size} and {b.size}")
    return a, b


def differences(a: ArrayLike, b: ArrayLike) -> NDArray[np.float64]:
    """Return ``a - b`` for such samples."""
    a, b = pair(a, b)
    return a - b


def _check_numbers(values: ArrayLike, name: str) -> NDArray[np.float64]:
    values = np.asarray(values)
    if values.dtype.kind not in "biuf" or values.ndim != 1 or values.size < 2:
        raise ValueError(
            f"{name} must hold numbers of shape (n,) with n >= 2, "
            f"got {values.dtype} of shape {values.shape}"
        )
    values = values.astype(np.float64)
    if not np.isfinite(values).all():
        raise ValueError(f"{name} must hold finite numbers, got {values[~np.isfinite(values)][0]}")
    return values
