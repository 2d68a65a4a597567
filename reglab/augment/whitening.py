"""ZCA whitening: uncorrelated columns that are as close as possible to the original ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number
from reglab.augment._arguments import check_pixels, check_rows

# Roots and inverses of numbers above this stay within float32.
SMALLEST = 1e-70


def zca_fit(X: ArrayLike, eps: float) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """``W = U diag((s + eps)^(-1/2)) U'``, where ``C = U diag(s) U'`` is the covariance of X.

    ``C = (X - mu)'(X - mu) / n``. After `zca_apply` the covariance of X is ``C (C + eps I)^-1``:
    directions with variance far above eps get variance 1, those far below get almost 0. PCA
    whitening omits the last factor U', which rotates the axes back. With this factor W is
    symmetric, and whitened images still look like images.

    Parameters
    ----------
    X : array-like of shape (n, d)
        Training rows only. Images are passed as rows of their d pixels: ``X.reshape(n, -1)``.
    eps : float
        Added to every variance, >= 0, in squared units of X.

    Returns
    -------
    mu : ndarray of shape (d,)
        Means of the columns.
    W : ndarray of shape (d, d)
        Symmetric. Both are float32 if X is, else float64.

    Raises
    ------
    ValueError
        If X does not hold rows of finite numbers, eps < 0, or C + eps I is singular. With eps = 0
        it is singular if a column is constant or there are fewer rows than columns.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.4.

    References
    ----------
    A. J. Bell and T. J. Sejnowski (1997), "The 'independent components' of natural scenes are edge
    filters", Vision Research 37; A. Krizhevsky (2009), "Learning multiple layers of features from
    tiny images", technical report, University of Toronto.

    Examples
    --------
    >>> from reglab import augment
    >>> mu, W = augment.zca_fit([[0, 0], [4, 0], [0, 2], [4, 2]], eps=0.0)
    >>> mu, W
    (array([2., 1.]), array([[0.5, 0. ],
           [0. , 1. ]]))
    """
    X = check_rows(X, "X", "(n, d)")
    eps = check_number(eps, "eps", least=0)
    if len(X) == 0:
        raise ValueError(f"X must have at least one row, got shape {X.shape}")
    rows = X.astype(np.float64)
    mu = rows.mean(axis=0)
    rows -= mu
    s, U = np.linalg.eigh(rows.T @ rows / len(rows))
    s = np.maximum(s, 0.0) + eps  # a rounding error of 0 may be negative
    if s[0] <= max(SMALLEST, len(s) * np.finfo(np.float64).eps * s[-1]):
        raise ValueError(
            f"the covariance of X plus eps must be invertible, got eigenvalues from {s[0]:.1g} to "
            f"{s[-1]:.1g}: choose an eps larger than {eps:g}"
        )
    # As the product of a matrix and its own transpose, W is exactly symmetric.
    root = U * s**-0.25
    return mu.astype(X.dtype), (root @ root.T).astype(X.dtype)


def zca_apply(X: ArrayLike, mu: ArrayLike, W: ArrayLike) -> NDArray[np.floating]:
    """``(X - mu) @ W`` for any rows, with mu and W from the training rows.

    Parameters
    ----------
    X : array-like of shape (n, d)
        Rows; n = 0 gives an empty batch.
    mu : array-like of shape (d,)
    W : array-like of shape (d, d)
        As returned by `zca_fit`, like mu.

    Returns
    -------
    ndarray of shape (n, d)
        A new array: float32 if X is, else float64.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a value is not a finite real number.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.4. `zca_fit` does not transform data; this function does.

    References
    ----------
    A. J. Bell and T. J. Sejnowski (1997), "The 'independent components' of natural scenes are edge
    filters", Vision Research 37.

    Examples
    --------
    >>> from reglab import augment
    >>> augment.zca_apply([[4, 2]], mu=[2, 1], W=[[0.5, 0], [0, 1]])
    array([[1., 1.]])
    """
    X, mu, W = check_rows(X, "X", "(n, d)"), check_pixels(mu, "mu"), check_pixels(W, "W")
    d = X.shape[1]
    if mu.shape != (d,) or W.shape != (d, d):
        raise ValueError(
            f"mu and W must have shapes ({d},) and ({d}, {d}) for X {X.shape}, "
            f"got {mu.shape} and {W.shape}"
        )
    return (X - mu.astype(X.dtype)) @ W.astype(X.dtype)
