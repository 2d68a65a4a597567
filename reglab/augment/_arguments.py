"""Checks of the arguments of this package."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array

# Up to this size, differences stay within float32, and sums of squares within float64.
LARGEST = 1e37

check_pixels = functools.partial(check_array, largest=LARGEST, keep_float32=True)


def check_images(X: ArrayLike) -> NDArray[np.floating]:
    """Return images of shape (n, height, width); n may be 0."""
    X = check_pixels(X, "X")
    if X.ndim != 3 or 0 in X.shape[1:]:
        raise ValueError(f"X must have shape (n, height, width), got {X.shape}")
    return X


def check_rows(value: ArrayLike, name: str, axes: str) -> NDArray[np.floating]:
    """Return an array of shape (n, columns); n may be 0. `axes` is the shape in the message."""
    rows = check_pixels(value, name)
    if rows.ndim != 2 or rows.shape[1] == 0:
        raise ValueError(f"{name} must have shape {axes}, got {rows.shape}")
    return rows


def check_for_each(value: ArrayLike, name: str, n: int) -> NDArray[np.float64]:
    """Return one finite number, or n of them, as float64 of shape (n,)."""
    numbers = check_pixels(value, name).astype(np.float64, copy=False)
    if numbers.shape not in ((), (n,)):
        raise ValueError(f"{name} must be one number or have shape ({n},), got {numbers.shape}")
    return np.broadcast_to(numbers, (n,))
