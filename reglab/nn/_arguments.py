"""Checks of the arguments of this package."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def check_inputs(X: ArrayLike, name: str = "X") -> NDArray:
    """Return finite inputs of shape (n, n_features) or (n_networks, n, n_features)."""
    X = np.asarray(X)
    if X.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {X.dtype}")
    if X.ndim not in (2, 3) or 0 in X.shape:
        raise ValueError(
            f"{name} must have shape (n, n_features) or (n_networks, n, n_features), got {X.shape}"
        )
    # Minimum and maximum reveal nan and infinity without another array as large as the data.
    if not (np.isfinite(X.min()) and np.isfinite(X.max())):
        raise ValueError(f"{name} must hold finite numbers, got {X[~np.isfinite(X)][0]}")
    return X


def check_pair(p: ArrayLike, y: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return probabilities (..., n, n_classes) and classes (..., n) whose shapes agree."""
    p, y = np.asarray(p), np.asarray(y)
    if p.ndim < 2 or y.ndim < 1 or p.shape[-2] != y.shape[-1] or 0 in p.shape:
        raise ValueError(f"y must have one class for each row of p {p.shape}, got shape {y.shape}")
    if y.dtype.kind not in "iu" or y.min() < 0 or y.max() >= p.shape[-1]:
        raise ValueError(f"y must hold classes from 0 to {p.shape[-1] - 1}, got dtype {y.dtype}")
    return p, y


def plain_number(values: Any) -> Any:
    """Return the number of one network as a float, and an array for several unchanged."""
    return float(values) if np.ndim(values) == 0 else values
