"""Checks of the arguments of this package."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array

# Draws are multiplied and summed, so they must stay far from the largest float64.
LARGEST = 1e75


def check_finite(
    value: ArrayLike, name: str, shape: tuple[int, ...] | None = None
) -> NDArray[np.float64]:
    """Return `value` as finite float64, of `shape` if one is given."""
    array = check_array(value, name)
    if shape is not None and array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got {array.shape}")
    return array


def check_labels(y: ArrayLike, name: str, size: int | None = None) -> NDArray:
    """Return class labels of shape (n_samples,): integers, booleans or text."""
    labels = np.asarray(y)
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError(
            f"{name} must have shape (n_samples,) and not be empty, got {labels.shape}"
        )
    if size is not None and labels.shape != (size,):
        raise ValueError(f"{name} must have shape ({size},), got {labels.shape}")
    if labels.dtype.kind not in "biuU":
        raise ValueError(
            f"{name} must hold class labels (integers, booleans or text), got dtype {labels.dtype}"
        )
    return labels
