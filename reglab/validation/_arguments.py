"""Checks of the arguments of this package."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array


def check_values(value: ArrayLike, name: str, size: int | None = None) -> NDArray[np.float64]:
    """Return numbers as float64 of shape (size,); without `size`, any length >= 1 is allowed."""
    array = check_array(value, name)
    if size is None and (array.ndim != 1 or array.size == 0):
        raise ValueError(f"{name} must have shape (n,) with n >= 1, got {array.shape}")
    if size is not None and array.shape != (size,):
        raise ValueError(f"{name} must have shape ({size},), got {array.shape}")
    return array


def check_data(X: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return `X` (n_samples, n_features) and `y` (n_samples,) as float64."""
    X = check_array(X, "X")
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n_samples, n_features), got {X.shape}")
    return X, check_values(y, "y", len(X))


def check_folds(
    folds: Iterable[tuple[ArrayLike, ArrayLike]], n: int, name: str = "folds"
) -> list[tuple[NDArray[np.integer], NDArray[np.integer]]]:
    """Return folds as a list of pairs of arrays of row numbers; no row is in both of a pair."""
    try:
        pairs = [(train, val) for train, val in folds]
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be pairs (train, val), got {type(folds).__name__}") from None
    if len(pairs) < 2:
        raise ValueError(f"{name} must hold at least 2 pairs (train, val), got {len(pairs)}")
    return [_check_fold(train, val, n, f"{name}[{i}]") for i, (train, val) in enumerate(pairs)]


def _check_fold(train, val, n, name):
    train, val = _check_rows(train, n, f"{name}, train"), _check_rows(val, n, f"{name}, val")
    both = np.intersect1d(train, val)
    if both.size:
        raise ValueError(f"{name} must not validate rows it trains on, got row {both[0]} in both")
    return train, val


def _check_rows(rows, n, name):
    rows = np.asarray(rows)
    if rows.ndim != 1 or rows.size == 0 or rows.dtype.kind not in "iu":
        raise ValueError(
            f"{name} must be a 1-D array of row numbers, got shape {rows.shape}, dtype {rows.dtype}"
        )
    if rows.min() < 0 or rows.max() >= n:
        raise ValueError(f"{name} must hold rows from 0 to {n - 1}, got {rows.min()}..{rows.max()}")
    return rows
