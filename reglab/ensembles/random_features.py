"""Random ReLU features: a network with one hidden layer that is not trained."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array, check_count, check_rng
from reglab.ensembles.fixed_features import relu_map


def random_relu_features(
    X: ArrayLike, k: int, *, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw k random features ``F = max(0, [X, 1] W / sqrt(d + 1))``, W standard normal.

    A linear model on F is a network with one hidden layer of k units whose first layer stays as it
    was drawn. Its size k can be chosen freely, at no more cost than that of least squares.

    Parameters
    ----------
    X : array-like of shape (n, d)
    k : int
        Number of features, >= 1.
    rng : numpy.random.Generator

    Returns
    -------
    F : ndarray of shape (n, k)
    W : ndarray of shape (d + 1, k)
        ``relu_map(X_new, W)`` gives the same features of new rows. The last row is the bias:
        without it, every feature has its kink at 0.

    Raises
    ------
    ValueError
        If X is not a finite array with two axes, k < 1, or rng is not a Generator.

    Notes
    -----
    Taught in: 11_ensembles, Exercise 11.1.

    References
    ----------
    Rahimi and Recht (2007), "Random features for large-scale kernel machines", NeurIPS.

    Examples
    --------
    >>> import numpy as np
    >>> F, W = random_relu_features(np.ones((4, 2)), 5, rng=np.random.default_rng(0))
    >>> F.shape, W.shape
    ((4, 5), (3, 5))
    """
    X = check_array(X, "X")
    if X.ndim != 2:
        raise ValueError(f"X must have shape (n, d), got {X.shape}")
    W = check_rng(rng).standard_normal((X.shape[1] + 1, check_count(k, "k")))
    return relu_map(X, W), W
