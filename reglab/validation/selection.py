"""Stability of feature selection under resampling of the rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_rng
from reglab.validation._arguments import check_data


def selection_frequency(
    fit: Callable[[NDArray[np.float64], NDArray[np.float64]], ArrayLike],
    X: ArrayLike,
    y: ArrayLike,
    n_boot: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """``1/n_boot * sum_b [w_j of bootstrap b is not 0]``: how often each feature is selected.

    A bootstrap sample is n rows drawn with replacement, from X and y together.

    Parameters
    ----------
    fit : callable
        ``fit(X, y) -> w`` with w of shape (n_features,).
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    n_boot : int
        Number of bootstrap samples, >= 1.
    rng : numpy.random.Generator
        ``rng.integers(n_samples, size=n_samples)`` draws the rows of each sample.

    Returns
    -------
    ndarray of shape (n_features,)
        Shares from 0 to 1, multiples of ``1/n_boot``.

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is not a finite real number, n_boot is not an integer
        >= 1, rng is not a Generator, or fit returns weights of another shape.

    Notes
    -----
    Taught in: 04_elastic_net, Exercise 4.3.

    References
    ----------
    Bach (2008), Bolasso: Model Consistent Lasso Estimation through the Bootstrap. Meinshausen and
    Bühlmann (2010), Stability Selection (there with half samples).

    Examples
    --------
    >>> def fit(X, y):  # selects only features that covary with y
    ...     return (X - X.mean(axis=0)).T @ (y - y.mean())
    >>> X, y = np.array([[1.0, 7.0], [2.0, 7.0], [3.0, 7.0]]), np.array([1.0, 2.0, 3.0])
    >>> selection_frequency(fit, X, y, 2, np.random.default_rng(1))
    array([1., 0.])
    """
    X, y = check_data(X, y)
    n_boot, rng = check_count(n_boot, "n_boot", 1), check_rng(rng)
    n, p = X.shape
    kept = np.zeros(p)
    for _ in range(n_boot):
        rows = rng.integers(n, size=n)
        w = np.asarray(fit(X[rows], y[rows]))
        if w.shape != (p,):
            raise ValueError(f"fit must return weights of shape ({p},), got {w.shape}")
        kept += w != 0
    return kept / n_boot
