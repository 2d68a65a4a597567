"""Bagging: the mean prediction of models that are trained on bootstrap samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_rng
from reglab.ensembles._arguments import check_rows
from reglab.ensembles.bootstrap import bootstrap_rows

# Trains on X and y, and returns a function that predicts.
Fit = Callable[[Any, Any], Callable[[Any], Any]]


def bag_predict(
    fit: Fit,
    X: ArrayLike,
    y: ArrayLike,
    X_test: ArrayLike,
    n_models: int,
    *,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Mean of the predictions ``p_m(X_test)`` of ``n_models`` models, each with its own bootstrap.

    ``p(x) = 1/M sum_m p_m(x)``, where model m is trained on n rows that are drawn from the n rows
    of X and y with replacement.

    Parameters
    ----------
    fit : callable
        ``fit(X, y)`` returns a function: ``predict(X_test)`` is an array of shape
        (n_test, n_classes) with probabilities, or of shape (n_test,) with predicted numbers.
    X : array-like of shape (n, ...)
    y : array-like of shape (n,)
    X_test : array-like of shape (n_test, ...)
    n_models : int
        >= 1.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (n_test, n_classes) or (n_test,)

    Raises
    ------
    ValueError
        If X and y differ in length or have no rows, n_models < 1, or rng is not a Generator.

    Notes
    -----
    Taught in: 11_ensembles, Exercise 11.3.

    References
    ----------
    Breiman (1996), "Bagging predictors", Machine Learning 24, 123-140.

    Examples
    --------
    >>> import numpy as np
    >>> def mean_of_y(X, y):
    ...     return lambda X_test: np.full(len(X_test), y.mean())
    >>> X, y = np.zeros((3, 1)), np.array([1.0, 1.0, 1.0])
    >>> bag_predict(mean_of_y, X, y, np.zeros((2, 1)), 5, rng=np.random.default_rng(0))
    array([1., 1.])
    """
    X, y = check_rows(X, y)
    rows = bootstrap_rows(len(y), check_count(n_models, "n_models"), rng=check_rng(rng))
    return np.mean([fit(X[own], y[own])(X_test) for own in rows], axis=0)
