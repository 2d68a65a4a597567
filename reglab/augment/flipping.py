"""Horizontal flips."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number, check_rng
from reglab.augment._arguments import check_images


def hflip(X: ArrayLike, p: float, *, rng: np.random.Generator) -> NDArray[np.floating]:
    """``out[k, i, j] = X[k, i, width - 1 - j]`` with probability p, else ``X[k, i, j]``.

    Left and right are exchanged; each image is flipped independently.

    Parameters
    ----------
    X : array-like of shape (n, height, width)
        Images; n = 0 gives an empty batch.
    p : float
        Probability of a flip, in [0, 1].
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (n, height, width)
        A new array: float32 if X is, else float64.

    Raises
    ------
    ValueError
        If X is not a batch of images of finite numbers, p is outside [0, 1], or rng is not a
        Generator.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.2. ``p=1`` flips all images.

    The Keras layer ``RandomFlip("horizontal")`` has p = 1/2.

    References
    ----------
    A. Krizhevsky, I. Sutskever and G. Hinton (2012), "ImageNet classification with deep
    convolutional neural networks", NeurIPS, section 4.1.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import augment
    >>> augment.hflip([[[1, 2], [3, 4]]], 1.0, rng=np.random.default_rng(0))
    array([[[2., 1.],
            [4., 3.]]])
    """
    X, rng = check_images(X), check_rng(rng)
    p = check_number(p, "p", least=0, most=1)
    mirrored = rng.random(len(X)) < p
    return np.where(mirrored[:, None, None], X[:, :, ::-1], X)
