"""Checks of arguments that the ensembles share."""

from __future__ import annotations

from typing import Any

import numpy as np


def check_rows(X: Any, y: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return X and y as arrays with equally many rows, at least one."""
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim == 0 or y.ndim != 1 or len(X) != len(y) or len(y) == 0:
        raise ValueError(
            f"X and y must have shapes (n, ...) and (n,) with n >= 1, got {X.shape} and {y.shape}"
        )
    return X, y


def check_classes(y: np.ndarray) -> int:
    """Return the number of classes of y, which must be numbered from 0."""
    if y.dtype.kind not in "iu" or y.min() < 0:
        raise ValueError(f"y must hold classes numbered from 0, got {y.dtype}, least {y.min()}")
    return int(y.max()) + 1
