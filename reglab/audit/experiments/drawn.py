"""Training, validation and test rows of linear models that are drawn for each seed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reglab.audit.experiments.regression import Rows

__all__ = ["equicorrelated", "in_parts"]


def equicorrelated(
    n: int, p: int, n_active: int, noise: float, rho: float, rng: np.random.Generator
) -> tuple[NDArray, NDArray, NDArray]:
    """X, y and the true weights, 1 or -1: any two columns of X have the correlation rho."""
    X = np.sqrt(1 - rho) * rng.normal(size=(n, p)) + np.sqrt(rho) * rng.normal(size=(n, 1))
    w = np.zeros(p)
    w[rng.choice(p, n_active, replace=False)] = rng.choice([-1.0, 1.0], n_active)
    return X, X @ w + noise * rng.normal(size=n), w


def in_parts(X: NDArray, y: NDArray, *sizes: int) -> list[Rows]:
    """Split rows that were drawn independently, in order; the last part gets the others."""
    ends = np.cumsum(sizes)
    return list(zip(np.split(X, ends), np.split(y, ends), strict=True))
