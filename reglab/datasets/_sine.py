"""Noisy points on a known curve of one input."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number, check_rng
from reglab.datasets._validation import LARGEST, check_finite


def sine(x: ArrayLike) -> NDArray[np.float64]:
    """One full wave, ``f(x) = sin(2 pi x)``: the true function of `make_sine`.

    Parameters
    ----------
    x : array-like of any shape
        Inputs; the period is 1.

    Returns
    -------
    ndarray of the shape of x, float64
        Values from -1 to 1.

    Raises
    ------
    ValueError
        If a value is not a finite real number.

    Notes
    -----
    Taught in: 01_overfitting.

    References
    ----------
    C. M. Bishop (2006), Pattern Recognition and Machine Learning, Section 1.1.

    Examples
    --------
    >>> from reglab.datasets import sine
    >>> sine([0.0, 0.25, 0.75])
    array([ 0.,  1., -1.])
    """
    return np.sin(2 * np.pi * check_finite(x, "x"))


def make_sine(
    n: int, noise: float, *, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Noisy points on a sine: ``y = sin(2 pi x) + noise * e``, ``x`` uniform on [0, 1).

    The e are independent standard normal, so no fit has an expected squared error below
    ``noise**2``. The x are not sorted.

    Parameters
    ----------
    n : int
        Number of points, >= 1.
    noise : float
        Standard deviation of the noise, >= 0.
    rng : numpy.random.Generator
        Source of the points and of the noise.

    Returns
    -------
    x : ndarray of shape (n,), float64
    y : ndarray of shape (n,), float64

    Raises
    ------
    ValueError
        If n is not an integer >= 1, noise is not a number >= 0, or rng is not a Generator.

    Notes
    -----
    Taught in: 01_overfitting.

    References
    ----------
    C. M. Bishop (2006), Pattern Recognition and Machine Learning, Section 1.1.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import make_sine, sine
    >>> x, y = make_sine(5, 0.0, rng=np.random.default_rng(0))
    >>> x.shape, bool(np.all(y == sine(x)))
    ((5,), True)
    """
    n = check_count(n, "n")
    noise = check_number(noise, "noise", least=0, most=LARGEST)
    x = check_rng(rng).random(n)
    return x, sine(x) + noise * rng.standard_normal(n)
