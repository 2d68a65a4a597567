"""The first steps of every linear model: check the input, then centre it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array

# Within these bounds, the squares and products in a model neither overflow nor underflow.
LARGEST = 1e75
SMALLEST_SPREAD = 1e-75
LARGEST_WEIGHT = LARGEST / SMALLEST_SPREAD


def check_X(X: ArrayLike, *, least_columns: int = 1) -> NDArray[np.float64]:
    """Return `X` as float64 of shape (n_samples, n_features), with at least one row."""
    X = check_array(X, "X", largest=LARGEST)
    if X.ndim != 2:
        raise ValueError(f"X must have shape (n_samples, n_features), got {X.shape}")
    if X.shape[0] == 0 or X.shape[1] < least_columns:
        wanted = "one row and one column" if least_columns else "one row"
        raise ValueError(f"X must have at least {wanted}, got shape {X.shape}")
    return X


def check_vector(v: ArrayLike, name: str, size: int, limit: float = LARGEST) -> NDArray[np.float64]:
    """Return `v` as float64 of shape (size,)."""
    v = check_array(v, name, largest=limit)
    if v.shape != (size,):
        raise ValueError(f"{name} must have shape ({size},), got {v.shape}")
    return v


def check_weights(w: ArrayLike, name: str, n_features: int) -> NDArray[np.float64]:
    """Return weights as float64 of shape (n_features,)."""
    return check_vector(w, name, n_features, LARGEST_WEIGHT)


def check_X_y(
    X: ArrayLike, y: ArrayLike, *, least_columns: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return `X` (n_samples, n_features) and `y` (n_samples,) as float64."""
    X = check_X(X, least_columns=least_columns)
    return X, check_vector(y, "y", len(X))


def check_lams(lams: ArrayLike) -> NDArray[np.float64]:
    """Return penalties >= 0 as float64 of shape (n_lams,), at least one."""
    lams = check_array(lams, "lams")
    if lams.ndim != 1 or lams.size == 0:
        raise ValueError(f"lams must have shape (n_lams,) with n_lams >= 1, got {lams.shape}")
    if lams.min() < 0:
        raise ValueError(f"lams must be >= 0, got {lams.min():g}")
    return lams


def centre(A: NDArray[np.float64]) -> tuple[NDArray[np.float64], Any]:
    """Return `A` minus its column means, and the means; a constant column becomes exactly 0.

    The first row is subtracted before the mean, for two reasons: a constant column leaves no
    rounding error that a later division could turn into a large weight, and a large common offset
    costs no digits.

    Parameters
    ----------
    A : ndarray of shape (n_samples,) or (n_samples, n_features)
        Checked float64 data; not changed.

    Returns
    -------
    centred : ndarray of the shape of A
    mean : float or ndarray of shape (n_features,)

    Examples
    --------
    >>> centre(np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 6.0]]))
    (array([[ 0., -2.], [ 0., -1.], [ 0.,  3.]]), array([0.1, 3. ]))
    """
    centred = A - A[0]
    mean = centred.mean(axis=0)
    centred -= mean
    return centred, A[0] + mean


def centre_X(X: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centre the columns of a checked `X`; refuse a column whose squares would underflow."""
    Xc, x_mean = centre(X)
    spread = np.maximum(Xc.max(axis=0), -Xc.min(axis=0))
    tiny = np.flatnonzero((spread > 0) & (spread < SMALLEST_SPREAD))
    if tiny.size:
        j = tiny[0]
        raise ValueError(
            f"X[:, {j}] must be constant or vary by at least {SMALLEST_SPREAD:g}, "
            f"got {spread[j]:g}: rescale"
        )
    return Xc, x_mean
