"""Rotations about the centre of an image."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number, check_rng
from reglab.augment._affine import warp
from reglab.augment._arguments import check_for_each, check_images


def rotate(X: ArrayLike, degrees: float, *, rng: np.random.Generator) -> NDArray[np.floating]:
    """``out[k] = rotate_by(X[k], angle_k)``, with ``angle_k`` uniform on ``[-degrees, degrees]``.

    The angles are independent.

    Parameters
    ----------
    X : array-like of shape (n, height, width)
        Images; n = 0 gives an empty batch.
    degrees : float
        Largest angle, in [0, 360].
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (n, height, width)
        A new array: float32 if X is, else float64.

    Raises
    ------
    ValueError
        If X is not a batch of images of finite numbers, degrees is outside [0, 360], or rng is not
        a Generator.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.3.

    The Keras equivalent is ``RandomRotation(degrees / 360, fill_mode="constant")``, whose factor
    is a fraction of a full turn.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt (2003), "Best practices for convolutional neural networks
    applied to visual document analysis", ICDAR, section 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import augment
    >>> X = np.zeros((3, 9, 9))
    >>> X[:, 4, 4] = 1.0  # the centre does not move
    >>> augment.rotate(X, 30.0, rng=np.random.default_rng(0))[:, 4, 4]
    array([1., 1., 1.])
    """
    X, rng = check_images(X), check_rng(rng)
    most = check_number(degrees, "degrees", least=0, most=360)
    return _rotated(X, rng.uniform(-most, most, len(X)))


def rotate_by(X: ArrayLike, angles: ArrayLike) -> NDArray[np.floating]:
    """``out[k, c + R(a_k) d] = X[k, c + d]``: rotate each image about its centre c, bilinearly.

    On a screen, with row 0 at the top, a positive angle rotates counter-clockwise: for square
    images 90 degrees equals `numpy.rot90`. The centre is ``((height - 1) / 2, (width - 1) / 2)``,
    the size stays the same, and pixels from outside are 0.

    Parameters
    ----------
    X : array-like of shape (n, height, width)
        Images; n = 0 gives an empty batch.
    angles : float or array-like of shape (n,)
        Degrees.

    Returns
    -------
    ndarray of shape (n, height, width)
        A new array: float32 if X is, else float64.

    Raises
    ------
    ValueError
        If X is not a batch of images of finite numbers, or angles has neither shape.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.3.

    For each image this equals
    ``scipy.ndimage.rotate(x, angle, order=1, reshape=False, mode="grid-constant")``. SciPy's
    ``mode="constant"`` cuts the image off instead of fading out over one pixel, so pixels that are
    partly outside differ. Keras uses the same sign, centre and border.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt (2003), "Best practices for convolutional neural networks
    applied to visual document analysis", ICDAR, section 2.

    Examples
    --------
    >>> from reglab import augment
    >>> augment.rotate_by([[[1, 2], [3, 4]]], 90.0).round(12)
    array([[[2., 4.],
            [1., 3.]]])
    """
    X = check_images(X)
    return _rotated(X, check_for_each(angles, "angles", len(X)))


def _rotated(X, angles):
    radians = np.deg2rad(np.fmod(angles, 360.0))
    cos, sin = np.cos(radians), np.sin(radians)
    # Rows count downwards, so this matrix is the inverse of a counter-clockwise rotation.
    return warp(X, np.array([[cos, sin], [-sin, cos]]).transpose(2, 0, 1))
