"""Enlarging and shrinking about the centre of an image."""

import numpy as np

from reglab._arguments import check_number, check_rng
from reglab.augment._affine import warp
from reglab.augment._arguments import check_for_each, check_images

# Smaller than any pixel: a smaller factor leaves nothing but the centre, either.
SMALLEST = 1e-16


def scale(X, amount, *, rng):
    """``out[k] = scale_by(X[k], f_k)``, with ``f_k`` uniform on ``[1 - amount, 1 + amount]``.

    Every image draws its own factor.

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
        If X is no batch of images of finite numbers, amount is outside of [0, 1), or rng is no
        Generator.

    Notes
    -----
    Taught in: 08_augmentation.

    The layer ``RandomZoom`` of Keras draws ``1 / f - 1``: there positive numbers shrink.

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


def scale_by(X, factors):
    """``out[k, c + f_k d] = X[k, c + d]``: what the image shows, larger or smaller, bilinearly.

    The centre c is ``((height - 1) / 2, (width - 1) / 2)``; the frame keeps its size. Factors
    above 1 push the border out of the frame, factors below 1 bring in zeros.

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
        If X is no batch of images of finite numbers, or factors fit neither form or are not > 0.

    Notes
    -----
    Taught in: 08_augmentation.

    The same as ``scipy.ndimage.affine_transform(x, [1 / f, 1 / f], c - c / f, order=1,
    mode="grid-constant")`` for each image. Shrinking reads single places: it does not average.

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
