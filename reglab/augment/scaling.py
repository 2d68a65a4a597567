"""Scaling of images about their centre."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number, check_rng
from reglab.augment._affine import warp
from reglab.augment._arguments import check_for_each, check_images

# With this factor or a smaller one, only the centre is left of an image.
SMALLEST = 1e-16


def scale(X: ArrayLike, amount: float, *, rng: np.random.Generator) -> NDArray[np.floating]:
    """``out[k] = scale_by(X[k], f_k)``, with ``f_k`` uniform on ``[1 - amount, 1 + amount]``.

    The factors are independent.

    Parameters
    ----------
    X : array-like of shape (n, height, width)
        Images; n = 0 gives an empty batch.
    amount : float
        Largest change, as a share of the size, in [0, 1).
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (n, height, width)
        A new array: float32 if X is, else float64.

    Raises
    ------
    ValueError
        If X is not a batch of images of finite numbers, amount is outside [0, 1), or rng is not a
        Generator.

    Notes
    -----
    Taught in: 08_augmentation.

    The Keras layer ``RandomZoom`` draws ``1 / f - 1``, so its positive factors shrink images.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt (2003), "Best practices for convolutional neural networks
    applied to visual document analysis", ICDAR, section 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import augment
    >>> X = np.ones((3, 9, 9))
    >>> augment.scale(X, 0.0, rng=np.random.default_rng(0)).sum(axis=(1, 2))
    array([81., 81., 81.])
    """
    X, rng = check_images(X), check_rng(rng)
    amount = check_number(amount, "amount", least=0, below=1)
    return _scaled(X, rng.uniform(1 - amount, 1 + amount, len(X)))


def scale_by(X: ArrayLike, factors: ArrayLike) -> NDArray[np.floating]:
    """``out[k, c + f_k d] = X[k, c + d]``: scale each image about its centre c, bilinearly.

    The centre is ``((height - 1) / 2, (width - 1) / 2)``; the size of the array stays the same.
    Factors above 1 cut off the border, factors below 1 add zeros around the image.

    Parameters
    ----------
    X : array-like of shape (n, height, width)
        Images; n = 0 gives an empty batch.
    factors : float or array-like of shape (n,)
        > 0.

    Returns
    -------
    ndarray of shape (n, height, width)
        A new array: float32 if X is, else float64.

    Raises
    ------
    ValueError
        If X is not a batch of images of finite numbers, factors has neither shape, or a factor is
        not > 0.

    Notes
    -----
    Taught in: 08_augmentation.

    For each image this equals ``scipy.ndimage.affine_transform(x, [1 / f, 1 / f], c - c / f,
    order=1, mode="grid-constant")``. Shrinking does not average over pixels.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt (2003), "Best practices for convolutional neural networks
    applied to visual document analysis", ICDAR, section 2.

    Examples
    --------
    >>> from reglab import augment
    >>> augment.scale_by([[[1, 2, 3]]], 2.0)
    array([[[1.5, 2. , 2.5]]])
    """
    X = check_images(X)
    factors = check_for_each(factors, "factors", len(X))
    if not (factors > 0).all():
        raise ValueError(f"factors must be > 0, got {factors.min():g}")
    return _scaled(X, factors)


def _scaled(X, factors):
    return warp(X, np.eye(2) / np.maximum(factors, SMALLEST)[:, None, None])
