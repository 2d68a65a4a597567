"""The cross-validation curve, and the one-standard-error rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.validation._arguments import check_data, check_folds, check_values


def cv_curve(
    make_model: Callable[[float], Any],
    X: ArrayLike,
    y: ArrayLike,
    lams: ArrayLike,
    folds: Iterable[tuple[ArrayLike, ArrayLike]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and standard error over folds of ``MSE_i = mean((y_val - f(X_val))^2)``, for each lam.

    f is fitted on the training rows of fold i only. Over the k folds, ``mean = sum(MSE_i)/k`` and
    ``se = sqrt(sum((MSE_i - mean)^2)/(k-1)) / sqrt(k)``. All folds have equal weight, whatever
    their size.

    Parameters
    ----------
    make_model : callable
        ``make_model(lam)`` returns a model with ``fit(X, y)`` and ``predict(X)``. Preprocessing
        must be part of the model, so that it is fitted on training rows only.
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    lams : array-like of shape (n_lams,)
        Values to pass to `make_model`, one at a time.
    folds : iterable of (train, val)
        At least 2 pairs of row numbers, as from `kfold_indices`.

    Returns
    -------
    mean : ndarray of shape (n_lams,)
        In squared units of y.
    se : ndarray of shape (n_lams,)
        Standard errors. They are not exact, because the folds share training rows.

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is not a finite real number, a fold trains and validates
        on the same row or has a row out of range, or predictions are not finite and of shape
        (n_val,).

    Notes
    -----
    Taught in: 05_choosing_lambda, Exercise 5.2.

    References
    ----------
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, eq. 7.48-7.49.
    Bengio and Grandvalet (2004), No Unbiased Estimator of the Variance of K-Fold Cross-Validation.

    Examples
    --------
    A model that always predicts lam:

    >>> class Constant:
    ...     def __init__(self, lam):
    ...         self.lam = lam
    ...     def fit(self, X, y):
    ...         return self
    ...     def predict(self, X):
    ...         return [self.lam] * len(X)
    >>> cv_curve(Constant, [[0], [0]], [1.0, 3.0], [1, 3], [([1], [0]), ([0], [1])])
    (array([2., 2.]), array([2., 2.]))
    """
    X, y = check_data(X, y)
    lams = check_values(lams, "lams")
    folds = check_folds(folds, len(y))
    errors = np.array(
        [[fold_error(make_model, lam, X, y, train, val) for train, val in folds] for lam in lams]
    )
    return errors.mean(axis=1), errors.std(axis=1, ddof=1) / np.sqrt(len(folds))


def fold_error(
    make_model: Callable[[float], Any],
    lam: float,
    X: NDArray[np.float64],
    y: NDArray[np.float64],
    train: NDArray[np.integer],
    val: NDArray[np.integer],
) -> float:
    """Return the mean squared error on `val` of the model fitted on `train`."""
    model = make_model(lam)
    model.fit(X[train], y[train])
    predictions = check_values(model.predict(X[val]), "the model's predictions", len(val))
    return float(np.mean((y[val] - predictions) ** 2))


def one_se_rule(lams: ArrayLike, mean: ArrayLike, se: ArrayLike) -> float:
    """The largest lam with ``mean(lam) <= mean(best) + se(best)``, ``best = argmin mean``.

    This is the simplest of the models that the data cannot distinguish from the best one. If
    several lams have the smallest mean, best is the largest of them.

    Parameters
    ----------
    lams : array-like of shape (n_lams,)
        Penalties in any order; a larger one gives a simpler model.
    mean : array-like of shape (n_lams,)
        Cross-validated errors.
    se : array-like of shape (n_lams,)
        Their standard errors, >= 0.

    Returns
    -------
    float
        One of `lams`.

    Raises
    ------
    ValueError
        If the shapes differ or are empty, a value is not a finite real number, or a standard
        error is negative.

    Notes
    -----
    Taught in: 05_choosing_lambda, Exercise 5.3.

    References
    ----------
    Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees.
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, section 7.10.1.

    Examples
    --------
    >>> one_se_rule([0.01, 0.1, 1.0], mean=[5.0, 4.0, 4.5], se=[1.0, 0.6, 0.1])
    1.0
    """
    lams = check_values(lams, "lams")
    mean, se = check_values(mean, "mean", len(lams)), check_values(se, "se", len(lams))
    if se.min() < 0:
        raise ValueError(f"se must be >= 0, got {se.min():g}")
    best = max(np.flatnonzero(mean == mean.min()), key=lambda i: lams[i])
    return float(np.max(lams[mean <= mean[best] + se[best]]))
