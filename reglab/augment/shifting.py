"""Shifts by whole pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_rng
from reglab.augment._arguments import check_images

# Pixels: more than any image has.
FARTHEST = 2**31


def random_shift(X: ArrayLike, max_px: int, *, rng: np.random.Generator) -> NDArray[np.floating]:
    """``out[k] = shift(X[k], dy_k, dx_k)``, dy and dx uniform on ``-max_px, ..., max_px``.

    All dy and dx are independent.

    Parameters
    ----------
    X : array-like of shape (n, height, width)
        Images; n = 0 gives an empty batch.
    max_px : int
        Pixels, >= 0. If it is at least the height or width, an image may be shifted out completely.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (n, height, width)
        A new array: float32 if X is, else float64.

    Raises
    ------
    ValueError
        If X is not a batch of images of finite numbers, max_px is not an integer >= 0, or rng is
        not a Generator.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.1.

    The Keras layer ``RandomTranslation(max_px / height, max_px / width, fill_mode="constant")``
    draws from an interval instead, and also shifts by fractions of a pixel.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt (2003), "Best practices for convolutional neural networks
    applied to visual document analysis", ICDAR, section 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import augment
    >>> X = np.ones((1000, 5, 5))
    >>> left = augment.random_shift(X, 1, rng=np.random.default_rng(0)).sum(axis=(1, 2))
    >>> np.unique(left)  # a row and a column, one of them, or nothing is lost
    array([16., 20., 25.])
    """
    X, rng = check_images(X), check_rng(rng)
    max_px = check_count(max_px, "max_px", 0, FARTHEST)
    dy, dx = rng.integers(-max_px, max_px, (2, len(X)), endpoint=True)
    return _shifted(X, dy, dx)


def shift(X: ArrayLike, dy: ArrayLike, dx: ArrayLike) -> NDArray[np.floating]:
    """``out[k, i, j] = X[k, i - dy_k, j - dx_k]`` if that pixel is in the image, else 0.

    Parameters
    ----------
    X : array-like of shape (n, height, width)
        Images; n = 0 gives an empty batch.
    dy : int or array-like of int of shape (n,)
        Pixels down; negative numbers shift up.
    dx : int or array-like of int of shape (n,)
        Pixels to the right; negative numbers shift to the left.

    Returns
    -------
    ndarray of shape (n, height, width)
        A new array: float32 if X is, else float64. Pixels that enter are 0; pixels that leave do
        not come back on the other side.

    Raises
    ------
    ValueError
        If X is not a batch of images of finite numbers, or dy or dx does not hold integers of one
        of these shapes.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.1.

    ``RandomTranslation`` in Keras has the same signs, but its shifts are fractions of the height
    and width, and not only whole pixels.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt (2003), "Best practices for convolutional neural networks
    applied to visual document analysis", ICDAR, section 2.

    Examples
    --------
    >>> from reglab import augment
    >>> augment.shift([[[1, 2], [3, 4]]], 0, 1)
    array([[[0., 1.],
            [0., 3.]]])
    """
    X = check_images(X)
    return _shifted(X, _check_pixels(dy, "dy", len(X)), _check_pixels(dx, "dx", len(X)))


def _shifted(X, dy, dx):
    n, height, width = X.shape
    if n == 0:
        return X.copy()
    # Shifting further than the image's size makes no difference.
    dy, dx = np.clip(dy, -height, height), np.clip(dx, -width, width)
    tall, wide = np.abs(dy).max(), np.abs(dx).max()
    padded = np.zeros((n, height + 2 * tall, width + 2 * wide), X.dtype)
    padded[:, tall : tall + height, wide : wide + width] = X
    # A shifted image is a window of the padded one. Windows are views; one per image is copied.
    windows = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(1, 2))
    return windows[np.arange(n), tall - dy, wide - dx]


def _check_pixels(value, name, n):
    """Return one integer, or n of them, as int64 of shape (n,)."""
    try:
        pixels = np.asarray(value)
    except ValueError:
        pixels = np.asarray(None)
    if pixels.dtype.kind not in "iu" or pixels.shape not in ((), (n,)):
        raise ValueError(
            f"{name} must be one integer or integers of shape ({n},), "
            f"got {pixels.dtype} of shape {pixels.shape}"
        )
    # float64 avoids wrap-around; integers that it rounds are larger than any image.
    pixels = np.clip(pixels.astype(np.float64), -FARTHEST, FARTHEST).astype(np.int64)
    return np.broadcast_to(pixels, (n,))
