"""Dropout as an average over masks: exactly for a few units, by sampling for a network."""

import itertools

import numpy as np

from reglab._arguments import check_count, check_number

# 2^10 masks are enough to teach with; each further unit doubles them.
MOST_UNITS = 10


def exact_mask_average(f, x, rate):
    """``sum over all masks of P(mask) * f(mask * x / (1 - rate))``, with 2^d masks for d units.

    ``P(mask) = (1 - rate)^kept * rate^dropped``. For a linear f the sum is f(x); for any other it
    need not be.

    Parameters
    ----------
    f : callable
        ``f(x)`` gives a number, or an array of the same shape for every mask.
    x : array-like of shape (d,)
        Activations of 1 to 10 units.
    rate : float
        Probability of dropping, in [0, 1). Masks of probability 0 are left out.

    Returns
    -------
    float or ndarray of the shape of f(x)

    Raises
    ------
    ValueError
        If x has not one axis of 1 to 10 real numbers, rate is outside of [0, 1), or f returns
        different shapes.

    Notes
    -----
    Taught in: 07_dropout, Exercise 7.4.

    References
    ----------
    P. Baldi and P. Sadowski (2013), "Understanding Dropout", NeurIPS, section 2.

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
    total = None
    for keep in itertools.product((True, False), repeat=len(x)):
        mask = np.array(keep)
        kept = int(mask.sum())
        probability = (1 - rate) ** kept * rate ** (len(x) - kept)
        if probability == 0:  # where f is infinite, 0 * f would be nan
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


def mc_predict(net, X, n_samples, rng):
    """``mean = 1/T sum_t p_t`` and ``std = sqrt(1/T sum_t (p_t - mean)^2)`` over T passes.

    Each p_t is a prediction of the network in training mode, with masks of its own: Monte Carlo
    dropout. Memory does not grow with T.

    Parameters
    ----------
    net : callable
        ``net(X, training=True, rng=rng)`` gives probabilities of shape (..., n, n_classes).
    X : array-like of shape (..., n, n_features)
        Passed on to `net` as it is.
    n_samples : int
        Number of passes T, >= 1.
    rng : numpy.random.Generator, or list of numpy.random.Generator
        Source of the masks, passed on to `net`.

    Returns
    -------
    mean : ndarray of shape (..., n, n_classes)
        In float64.
    std : ndarray of shape (..., n, n_classes)
        Standard deviation over the passes, with ddof = 0: how far the masks disagree.

    Raises
    ------
    ValueError
        If n_samples is no integer >= 1, or the passes differ in shape.

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
    mean = squares = 0.0
    for t in range(1, n_samples + 1):
        p = np.asarray(net(X, training=True, rng=rng), dtype=np.float64)
        if t > 1 and p.shape != mean.shape:
            raise ValueError(f"net must return one shape, got {mean.shape} and {p.shape}")
        # Welford's update: a difference of two large sums would lose a small spread.
        step = p - mean
        mean = mean + step / t
        squares = squares + step * (p - mean)
    return mean, np.sqrt(squares / n_samples)
