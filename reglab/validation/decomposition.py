"""Bias and variance of a method."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_rng


def bias_variance(
    fit_predict: Callable[[Any, Any, NDArray], ArrayLike],
    sample: Callable[[np.random.Generator], tuple[Any, Any]],
    f_true: Callable[[NDArray], ArrayLike],
    x_test: ArrayLike,
    n_rep: int,
    rng: np.random.Generator,
) -> tuple[float, float]:
    """Split a method's error into ``bias2 = mean((p - f)^2)`` and ``var = mean(v)``.

    The method is trained on `n_rep` samples. At each test point, p is the mean of its predictions
    over the samples, v their variance (divisor n_rep), and f the truth. Both parts are averaged
    over the test points. Their sum is exactly the mean squared error with respect to the truth;
    the error on new measurements is larger by the variance of the noise.

    Parameters
    ----------
    fit_predict : callable
        ``fit_predict(x, y, x_test)`` trains on a sample and returns predictions of shape
        (n_test,).
    sample : callable
        ``sample(rng)`` draws one training sample ``(x, y)``, each of shape (n_train,).
    f_true : callable
        ``f_true(x_test)`` returns the truth, of shape (n_test,), without noise.
    x_test : array-like of shape (n_test,)
    n_rep : int
        Number of samples, >= 1.
    rng : numpy.random.Generator
        Passed to `sample` n_rep times; nothing else is drawn.

    Returns
    -------
    bias2 : float
        Mean squared bias, in squared units of y.
    var : float
        Mean variance, in squared units of y.

    Raises
    ------
    ValueError
        If n_rep is not an integer >= 1, rng is not a Generator, or predictions or the truth are not
        finite and of shape (n_test,).

    Notes
    -----
    Taught in: 01_overfitting, Exercise 1.3.

    References
    ----------
    Geman, Bienenstock and Doursat (1992), Neural Networks and the Bias/Variance Dilemma.
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, eq. 2.25.

    Examples
    --------
    The mean of two noisy values at every test point has no bias and variance 1/2.

    >>> import numpy as np
    >>> bias2, var = bias_variance(
    ...     lambda x, y, x_test: np.full(len(x_test), y.mean()),
    ...     lambda rng: (np.zeros(2), rng.normal(size=2)),
    ...     lambda x_test: np.zeros(len(x_test)),
    ...     np.zeros(1), 100_000, np.random.default_rng(0),
    ... )
    >>> round(bias2, 2), round(var, 2)
    (0.0, 0.5)
    """
    n_rep, rng = check_count(n_rep, "n_rep", 1), check_rng(rng)
    x_test = np.asarray(x_test)
    truth = _as_predictions(f_true(x_test), "f_true(x_test)", len(x_test))
    predictions = np.empty((n_rep, len(x_test)))
    for i in range(n_rep):
        x, y = sample(rng)
        predictions[i] = _as_predictions(fit_predict(x, y, x_test), "fit_predict", len(x_test))
    bias2 = np.mean((predictions.mean(axis=0) - truth) ** 2)
    return float(bias2), float(predictions.var(axis=0).mean())


def _as_predictions(value, name, n_test):
    array = np.asarray(value, dtype=np.float64)
    if array.shape != (n_test,):
        raise ValueError(f"{name} must return shape ({n_test},), got {array.shape}")
    if not np.all(np.isfinite(array)):
        raise ValueError(f"{name} must return finite numbers, got {array[~np.isfinite(array)][0]}")
    return array
