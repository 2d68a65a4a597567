"""Dropout as an average over masks: exact for a few units, sampled for a network."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number
from reglab.nn._types import Generators

# 2^10 masks are enough for teaching; each further unit doubles their number.
MOST_UNITS = 10


def exact_mask_average(
    f: Callable[[NDArray[np.float64]], ArrayLike], x: ArrayLike, rate: float
) -> float | NDArray[np.float64]:
    """``sum over all masks of P(mask) * f(mask * x / (1 - rate))``, with 2^d masks for d units.

    ``P(mask) = (1 - rate)^kept * rate^dropped``. For a linear f the sum is f(x); for other
    functions it usually is not.

    Parameters
    ----------
    f : callable
        ``f(x)`` returns a number, or an array of the same shape for every mask.
    x : array-like of shape (d,)
        Activations of 1 to 10 units.
    rate : float
        Probability of dropping, in [0, 1). Masks of probability 0 are skipped.

    Returns
    -------
    float or ndarray of the shape of f(x)

    Raises
    ------
    ValueError
        If x is not a 1-D array of 1 to 10 real numbers, rate is outside [0, 1), or f returns
        different shapes.

    Notes
    -----
    Taught in: 07_dropout, Exercise 7.4.

    References
    ----------
    P. Baldi and P. Sadowski (2013), "Understanding Dropout", NeurIPS.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.array([1.0, 2.0])
    >>> nn.exact_mask_average(np.sum, x, rate=0.5)  # the sum is linear
    3.0
    >>> nn.exact_mask_average(np.max, x, rate=0.5)  # masks 11, 01, 10, 00: (4 + 4 + 2 + 0) / 4
    2.5
    """
    x, rate = np.asarray(x), check_number(rate, "rate", least=0, below=1)
    if x.dtype.kind not in "biuf" or x.ndim != 1 or not 1 <= len(x) <= MOST_UNITS:
        raise ValueError(
            f"x must hold 1 to {MOST_UNITS} real numbers, shape (d,), "
            f"got dtype {x.dtype}, shape {x.shape}"
        )
    x = x.astype(np.float64)
    total: Any = None
    for keep in itertools.product((True, False), repeat=len(x)):
        mask = np.array(keep)
        kept = int(mask.sum())
        probability = (1 - rate) ** kept * rate ** (len(x) - kept)
        if probability == 0:  # if f is infinite, 0 * f would be nan
            continue
        value = np.asarray(f(np.where(mask, x / (1 - rate), 0.0)), dtype=np.float64)
        if total is None:
            total = np.zeros(value.shape)
        elif value.shape != total.shape:
            raise ValueError(
                f"f must return one shape for every mask, got {total.shape} and {value.shape}"
            )
        total += probability * value
    return float(total) if total.ndim == 0 else total


def mc_predict(
    net: Callable[..., ArrayLike], X: ArrayLike, n_samples: int, rng: Generators
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """``mean = 1/T sum_t p_t`` and ``std = sqrt(1/T sum_t (p_t - mean)^2)`` over T passes.

    Each p_t is a prediction of the network in training mode, with new masks: Monte Carlo dropout.
    The memory needed does not grow with T.

    Parameters
    ----------
    net : callable
        ``net(X, training=True, rng=rng)`` returns probabilities of shape (..., n, n_classes).
    X : array-like of shape (..., n, n_features)
        Passed to `net` unchanged.
    n_samples : int
        Number of passes T, >= 1.
    rng : numpy.random.Generator, or list of numpy.random.Generator
        Source of the masks, passed to `net`.

    Returns
    -------
    mean : ndarray of shape (..., n, n_classes)
        In float64.
    std : ndarray of shape (..., n, n_classes)
        Standard deviation over the passes (ddof = 0), which measures how much the masks disagree.

    Raises
    ------
    ValueError
        If n_samples is not an integer >= 1, or the passes differ in shape.

    Notes
    -----
    Taught in: 07_dropout, Exercise 7.5.

    References
    ----------
    Y. Gal and Z. Ghahramani (2016), "Dropout as a Bayesian Approximation", ICML, equation 6.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> def net(X, *, training, rng):
    ...     return nn.dropout_forward(X, 0.5, rng=rng, training=training)[0]
    >>> mean, std = nn.mc_predict(net, np.ones((1, 2)), 4000, np.random.default_rng(0))
    >>> mean.round(1), std.round(1)
    (array([[1., 1.]]), array([[1., 1.]]))
    """
    n_samples = check_count(n_samples, "n_samples")
    mean: Any = 0.0
    squares: Any = 0.0
    for t in range(1, n_samples + 1):
        p = np.asarray(net(X, training=True, rng=rng), dtype=np.float64)
        if t > 1 and p.shape != mean.shape:
            raise ValueError(f"net must return one shape, got {mean.shape} and {p.shape}")
        # Welford's update: a difference of two large sums would lose the digits of a small spread.
        step = p - mean
        mean = mean + step / t
        squares = squares + step * (p - mean)
    return mean, np.sqrt(squares / n_samples)
