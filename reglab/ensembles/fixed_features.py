"""The ReLU features of given random weights."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array


def relu_map(X: ArrayLike, W: ArrayLike) -> NDArray[np.float64]:
    """Return the features ``F = max(0, [X, 1] W / sqrt(d + 1))`` of rows X for given weights W.

    Parameters
    ----------
    X : array-like of shape (n, d)
    W : array-like of shape (d + 1, k)
        The last row belongs to the column of ones: it is the bias.

    Returns
    -------
    ndarray of shape (n, k)

    Raises
    ------
    ValueError
        If the shapes do not fit, or a value is not a finite real number.

    Notes
    -----
    Taught in: 11_ensembles, Exercise 11.1.

    References
    ----------
    Rahimi and Recht (2007), "Random features for large-scale kernel machines", NeurIPS.

    Examples
    --------
    >>> relu_map([[3.0], [-3.0]], [[1.0, 2.0], [1.0, 0.0]]).round(2)
    array([[2.83, 4.24],
           [0.  , 0.  ]])
    """
    X, W = check_array(X, "X"), check_array(W, "W")
    if X.ndim != 2 or W.ndim != 2 or len(W) != X.shape[1] + 1:
        raise ValueError(
            f"X and W must have shapes (n, d) and (d + 1, k), got {X.shape} and {W.shape}"
        )
    return np.maximum(0.0, (X @ W[:-1] + W[-1]) / math.sqrt(len(W)))
