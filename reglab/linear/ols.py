"""Ordinary least squares, the model without a penalty."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.linear._validation import centre, centre_X, check_X_y


def fit_ols(X: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], float]:
    """Minimize ``1/(2n) * ||y - Xw - b||^2``; of several minimizers, return the smallest in norm.

    The intercept is found by centring: with ``Xc`` and ``yc`` the centred data,
    ``w = pinv(Xc) yc`` and ``b = mean(y) - mean(X) w``. Directions in which ``Xc`` has a singular
    value below ``eps * max(n, p)`` times the largest one get no weight.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
        With no columns, the model is only an intercept, the mean of y.
    y : array-like of shape (n_samples,)

    Returns
    -------
    w : ndarray of shape (n_features,)
        Weights, in units of y per unit of the column.
    b : float
        Intercept, in units of y.

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no row, or a value is not a finite real number.

    Notes
    -----
    Taught in: 01_overfitting, Exercise 1.2.

    References
    ----------
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, eq. 3.6 (for full
    column rank).

    Examples
    --------
    >>> w, b = fit_ols([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> w.round(12), round(b, 12)
    (array([2.]), 1.0)
    """
    X, y = check_X_y(X, y, least_columns=0)
    Xc, x_mean = centre_X(X)
    yc, y_mean = centre(y)
    # Least squares on Xc itself: forming Xc'Xc would square the condition number.
    w: NDArray = np.linalg.lstsq(Xc, yc, rcond=None)[0]
    return w, float(y_mean - x_mean @ w)
