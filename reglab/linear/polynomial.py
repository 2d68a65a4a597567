"""Powers of one variable as columns: polynomial regression by a linear model."""

from __future__ import annotations

import operator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array


def poly_features(x: ArrayLike, degree: int) -> NDArray[np.float64]:
    """Columns ``x, x^2, ..., x^degree``: entry ``X[i, j] = x[i]^(j + 1)``.

    There is no constant column, since the model has an intercept. A linear model on these columns
    is a polynomial of the given degree in x.

    Parameters
    ----------
    x : array-like of shape (n_samples,)
    degree : int
        The highest power, >= 0.

    Returns
    -------
    X : ndarray of shape (n_samples, degree)
        Float64; no columns if degree is 0.

    Raises
    ------
    ValueError
        If x is not a 1-D array of finite real numbers, degree is not an integer >= 0, or a power is
        too large for float64.

    Notes
    -----
    Taught in: 01_overfitting, Exercise 1.1.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, eq. 1.1.

    Examples
    --------
    >>> poly_features([2.0, -1.0], degree=3)
    array([[ 2.,  4.,  8.],
           [-1.,  1., -1.]])
    """
    x = check_array(x, "x")
    if x.ndim != 1:
        raise ValueError(f"x must have shape (n_samples,), got {x.shape}")
    try:
        degree = operator.index(degree)
    except TypeError:
        raise ValueError(f"degree must be an integer >= 0, got {degree!r}") from None
    if degree < 0:
        raise ValueError(f"degree must be an integer >= 0, got {degree}")
    with np.errstate(over="ignore"):
        X: NDArray = x[:, None] ** np.arange(1, degree + 1)
    if not np.all(np.isfinite(X)):
        raise ValueError(f"x must have powers below 1e308, got {np.max(np.abs(x)):g} ** {degree}")
    return X
