"""Mixup: weighted averages of the inputs and labels of two examples."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number, check_rng
from reglab.augment._arguments import check_pixels, check_rows


def mixup(
    X: ArrayLike, Y: ArrayLike, alpha: float, *, rng: np.random.Generator
) -> tuple[NDArray[np.floating], NDArray[np.floating], float]:
    """``X' = lam X + (1 - lam) X[order]`` and ``Y' = lam Y + (1 - lam) Y[order]``.

    One ``lam ~ Beta(alpha, alpha)`` mixes the inputs and labels of the whole batch; `order` is a
    random permutation that gives every row a partner.

    Parameters
    ----------
    X : array-like of shape (n, ...)
        Rows or images; n = 0 gives an empty batch.
    Y : array-like of shape (n, n_classes)
        A share for every class, with rows that sum to 1.
    alpha : float
        > 0. If it is small, lam is near 0 or 1, with little mixing; if it is 1, lam is uniform.
    rng : numpy.random.Generator

    Returns
    -------
    X : ndarray of shape (n, ...)
    Y : ndarray of shape (n, n_classes)
        New arrays, each float32 if the argument is, else float64.
    lam : float
        In [0, 1].

    Raises
    ------
    ValueError
        If X and Y do not have the same number of rows of finite numbers, alpha is not > 0, or rng
        is not a Generator.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.6.

    References
    ----------
    H. Zhang, M. Cisse, Y. N. Dauphin and D. Lopez-Paz (2018), "mixup: beyond empirical risk
    minimization", ICLR, sections 1 and 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import augment
    >>> I = np.eye(2)
    >>> X, Y, lam = augment.mixup(10 * I, I, 1.0, rng=np.random.default_rng(0))
    >>> bool(np.allclose(X, 10 * Y))
    True
    """
    X, Y = check_pixels(X, "X"), check_rows(Y, "Y", "(n, n_classes)")
    rng = check_rng(rng)
    alpha = check_number(alpha, "alpha", above=0)
    if X.ndim == 0 or len(X) != len(Y):
        raise ValueError(f"X must have one row for each row of Y {Y.shape}, got shape {X.shape}")
    lam = rng.beta(alpha, alpha)
    order = rng.permutation(len(X))
    return lam * X + (1 - lam) * X[order], lam * Y + (1 - lam) * Y[order], lam
