"""Nested cross-validation: the error of a method that includes the choice of its penalty."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_rng
from reglab.validation._arguments import check_data, check_folds, check_values
from reglab.validation.curve import cv_curve, fold_error
from reglab.validation.folds import kfold_indices


def nested_cv(
    make_model: Callable[[float], Any],
    X: ArrayLike,
    y: ArrayLike,
    lams: ArrayLike,
    outer: Iterable[tuple[ArrayLike, ArrayLike]],
    k_inner: int,
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Error of the whole method, choice of lam included: ``score_i = MSE_i(argmin_lam mean_i)``.

    In outer fold i, mean_i is the cross-validation curve over `k_inner` folds of its training rows
    only. The model with the best lam (the first of several) is fitted on all training rows, and its
    error is measured on the validation rows, which were not used before.

    Parameters
    ----------
    make_model : callable
        ``make_model(lam)`` returns a model with ``fit(X, y)`` and ``predict(X)``.
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    lams : array-like of shape (n_lams,)
    outer : iterable of (train, val)
        k pairs of row numbers, at least 2, as from `kfold_indices`.
    k_inner : int
        Folds within each training set, from 2 to its number of rows.
    rng : numpy.random.Generator
        Draws the inner folds, one permutation for each outer fold.

    Returns
    -------
    scores : ndarray of shape (k,)
        Mean squared error on each outer validation fold. Their mean is an estimate for the method
        with its choice of lam, not for one fixed lam.
    chosen : ndarray of shape (k,)
        The lam that each outer fold chose.

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is not a finite real number, a fold trains and validates
        on the same row or has a row out of range, k_inner is not an integer from 2 to the size of
        a training set, predictions are not finite and of shape (n_val,), or rng is not a Generator.

    Notes
    -----
    Taught in: 05_choosing_lambda, Exercise 5.4.

    References
    ----------
    Varma and Simon (2006), Bias in Error Estimation when Using Cross-Validation for Model
    Selection.
    Cawley and Talbot (2010), On Over-fitting in Model Selection and Subsequent Selection Bias in
    Performance Evaluation.

    Examples
    --------
    A model that always predicts lam; each fold chooses the lam that fits the other rows best:

    >>> class Constant:
    ...     def __init__(self, lam):
    ...         self.lam = lam
    ...     def fit(self, X, y):
    ...         return self
    ...     def predict(self, X):
    ...         return [self.lam] * len(X)
    >>> X, y = np.zeros((4, 1)), [1.0, 1.0, 3.0, 3.0]
    >>> outer = [([2, 3], [0, 1]), ([0, 1], [2, 3])]
    >>> nested_cv(Constant, X, y, [1, 3], outer, 2, np.random.default_rng(0))
    (array([4., 4.]), array([3., 1.]))
    """
    X, y = check_data(X, y)
    lams = check_values(lams, "lams")
    outer = check_folds(outer, len(y), "outer")
    k_inner = check_count(k_inner, "k_inner", 2)
    smallest = min(len(train) for train, _ in outer)
    if k_inner > smallest:
        raise ValueError(f"k_inner must be at most the rows to train on, {smallest}, got {k_inner}")
    check_rng(rng)

    scores, chosen = np.empty(len(outer)), np.empty(len(outer))
    for i, (train, val) in enumerate(outer):
        inner = kfold_indices(len(train), k_inner, rng)
        mean, _ = cv_curve(make_model, X[train], y[train], lams, inner)
        chosen[i] = lams[np.argmin(mean)]
        scores[i] = fold_error(make_model, chosen[i], X, y, train, val)
    return scores, chosen
