"""Rotations about the centre of an image."""

import numpy as np

from reglab._arguments import check_number, check_rng
from reglab.augment._affine import warp
from reglab.augment._arguments import check_for_each, check_images


def rotate(X, degrees, *, rng):
    """``out[k] = rotate_by(X[k], angle_k)``, with ``angle_k`` uniform on ``[-degrees, degrees]``.

    Every image draws its own angle.

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
        If X is no batch of images of finite numbers, degrees is outside of [0, 360], or rng is no
        Generator.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.3.

    In Keras: ``RandomRotation(degrees / 360, fill_mode="constant")``, as its factor is a share of a
    full turn.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt (2003), "Best practices for convolutional neural networks
    applied to visual document analysis", ICDAR, section 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import augment
    >>> X = np.zeros((3, 9, 9))
    >>> X[:, 4, 4] = 1.0  # the centre stays where it is
    >>> augment.rotate(X, 30.0, rng=np.random.default_rng(0))[:, 4, 4]
    array([1., 1., 1.])
    """
    X, rng = check_images(X), check_rng(rng)
    most = check_number(degrees, "degrees", least=0, most=360)
    return _rotated(X, rng.uniform(-most, most, len(X)))


def rotate_by(X, angles):
    """``out[k, c + R(a_k) d] = X[k, c + d]``: each image turned about its centre c, bilinearly.

    Seen on a screen, with row 0 on top, a positive angle turns counter-clockwise: for square
    images 90 degrees are `numpy.rot90`. The centre is ``((height - 1) / 2, (width - 1) / 2)``, the
    size stays, and what comes from outside is 0.

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
        If X is no batch of images of finite numbers, or angles fit neither form.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.3.

    The same as ``scipy.ndimage.rotate(x, angle, order=1, reshape=False, mode="grid-constant")``
    for each image. SciPy's ``mode="constant"`` cuts the image off where ours fades out over one
    pixel: pixels that lie partly outside differ. Keras has our sign, our centre and our border.

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
    # Rows count downwards: this is the turn back of a counter-clockwise one.
    return warp(X, np.array([[cos, sin], [-sin, cos]]).transpose(2, 0, 1))
