"""ZCA whitening: uncorrelated columns that stay as close to the old ones as they can."""

import numpy as np

from reglab._arguments import check_number
from reglab.augment._arguments import check_pixels, check_rows

# Roots and inverses of such numbers stay inside of float32.
SMALLEST = 1e-70


def zca_fit(X, eps):
    """``W = U diag((s + eps)^(-1/2)) U'``, where ``C = U diag(s) U'`` is the covariance of X.

    ``C = (X - mu)'(X - mu) / n``. After `zca_apply` the covariance of X is ``C (C + eps I)^-1``:
    directions of variance far above eps get variance 1, those far below get next to none. PCA
    whitening leaves out the last factor U', which turns the axes back: only with it W is symmetric
    and whitened images still look like images.

    Parameters
    ----------
    X : array-like of shape (n, d)
        Training rows, and nothing else; images as rows of their d pixels: ``X.reshape(n, -1)``.
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
        If X holds no rows of finite numbers, eps < 0, or C + eps I is singular: with eps = 0 a
        constant column, or fewer rows than columns, are enough.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.4.

    References
    ----------
    A. J. Bell and T. J. Sejnowski (1997), "The 'independent components' of natural scenes are edge
    filters", Vision Research 37, section 2; A. Krizhevsky (2009), "Learning multiple layers of
    features from tiny images", appendix A.

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
            f"{s[-1]:.1g}: take a larger eps than {eps:g}"
        )
    # As a product of one matrix with its own transpose, W is symmetric to the last digit.
    root = U * s**-0.25
    return mu.astype(X.dtype), (root @ root.T).astype(X.dtype)


def zca_apply(X, mu, W):
    """``(X - mu) @ W``, with mu and W of the training rows, for whatever rows.

    Parameters
    ----------
    X : array-like of shape (n, d)
        Rows; n = 0 gives an empty batch.
    mu : array-like of shape (d,)
    W : array-like of shape (d, d)
        Both as `zca_fit` returns them.

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
    Taught in: 08_augmentation, Exercise 8.4. Fitting changes no data: only this call does.

    References
    ----------
    A. J. Bell and T. J. Sejnowski (1997), "The 'independent components' of natural scenes are edge
    filters", Vision Research 37, section 2.

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
