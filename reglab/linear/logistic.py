"""Logistic regression with L1 and L2 penalties, by proximal gradient steps."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number
from reglab.linear._validation import LARGEST, LARGEST_WEIGHT, check_weights, check_X_y
from reglab.linear.optimality import weight_violation
from reglab.linear.prox import soft_threshold


def _check_labels(X: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    X, y = check_X_y(X, y)
    wrong = y[(y != 0) & (y != 1)]
    if wrong.size:
        raise ValueError(f"y must hold labels 0 and 1, got {wrong[0]:g}")
    if y.min() == y.max():
        raise ValueError(f"y must hold both labels, 0 and 1, got {y[0]:g} only")
    return X, y


def _probability(z):
    """``1 / (1 + exp(-z))`` without overflow: exp(-z) overflows below z = -710."""
    return np.exp(-np.logaddexp(0.0, -z))


def logreg_prox(
    X: ArrayLike, y: ArrayLike, lam: float, l1_ratio: float, lr: float, n_steps: int
) -> tuple[NDArray[np.float64], float]:
    """Minimize ``mean(log(1 + exp(z)) - y*z) + lam*(l1_ratio*||w||_1 + (1-l1_ratio)/2*||w||^2)``.

    ``z = Xw + b``, and b is not penalized. Starting from zeros, each step descends the gradient of
    the log-loss, ``v = w - lr * X'(p - y)/n`` and ``b = b - lr * mean(p - y)`` with
    ``p = 1/(1 + exp(-z))``, and then applies the penalty's proximal operator,
    ``w = soft_threshold(v, lr*lam*l1_ratio) / (1 + lr*lam*(1 - l1_ratio))``.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
        Labels 0 and 1, both of them.
    lam : float
        Penalty, >= 0.
    l1_ratio : float
        Share of the L1 penalty, in [0, 1].
    lr : float
        Step size, > 0. The objective never rises if it is at most 1/L, where
        ``L = ||[X, 1]||_2^2 / (4n)`` bounds the curvature of the loss.
    n_steps : int
        Number of steps, >= 1. `logistic_kkt_violation` measures whether they were enough.

    Returns
    -------
    w : ndarray of shape (n_features,)
        Change of the log-odds of label 1 per unit of the column.
    b : float
        Log-odds of label 1 where all columns are 0.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, y holds
        anything but 0 and 1 or only one of them, lam < 0, l1_ratio is outside [0, 1], lr <= 0, or
        n_steps is not an integer >= 1.

    Notes
    -----
    scikit-learn's ``LogisticRegression(C=1 / (n * lam), l1_ratio=l1_ratio)`` has the same
    minimum, except with the solver liblinear, which penalizes b.

    The weight of a constant column and b are interchangeable; any penalty moves that weight to 0.

    Taught in: 05_choosing_lambda, Exercise 5.5.

    References
    ----------
    Parikh and Boyd (2014), Proximal Algorithms.
    Beck and Teboulle (2009), A Fast Iterative Shrinkage-Thresholding Algorithm for Linear
    Inverse Problems.

    Examples
    --------
    >>> X, y = [[-1.0], [-1.0], [1.0], [1.0]], [0, 1, 1, 1]
    >>> w, b = logreg_prox(X, y, lam=0.25, l1_ratio=1.0, lr=1.0, n_steps=200)
    >>> w.round(6), round(b, 6)  # the penalty equals the gradient: w = 0, b = log(3)
    (array([0.]), 1.098612)
    """
    X, y = _check_labels(X, y)
    lam, l1_ratio = (
        check_number(lam, "lam", least=0),
        check_number(l1_ratio, "l1_ratio", least=0, most=1),
    )
    lr = check_number(lr, "lr", least=-LARGEST, most=LARGEST)
    if lr <= 0:
        raise ValueError(f"lr must be > 0, got {lr:g}")
    n_steps = check_count(n_steps, "n_steps")

    n, p = X.shape
    threshold, shrinkage = lr * lam * l1_ratio, 1 + lr * lam * (1 - l1_ratio)
    w, b = np.zeros(p), 0.0
    for _ in range(n_steps):
        excess = _probability(X @ w + b) - y
        w = soft_threshold(w - lr * (X.T @ excess) / n, threshold) / shrinkage
        b -= lr * excess.mean()
    return w, float(b)


def logistic_kkt_violation(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, lam: float, l1_ratio: float
) -> float:
    """Violation of the optimality conditions of `logreg_prox` by (w, b).

    With ``p = 1/(1 + exp(-Xw - b))`` and ``g = X'(y - p)/n - lam*(1-l1_ratio)*w``, (w, b) is a
    minimum if and only if ``g_j = lam*l1_ratio*sign(w_j)`` for every w_j != 0,
    ``|g_j| <= lam*l1_ratio`` for every w_j = 0, and ``mean(y - p) = 0``. The result is the largest
    amount by which one of these conditions fails.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
        Labels 0 and 1, both of them.
    w : array-like of shape (n_features,)
    b : float
    lam : float
        Penalty, >= 0.
    l1_ratio : float
        Share of the L1 penalty, in [0, 1].

    Returns
    -------
    float
        >= 0, and 0 at an exact minimum.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, y holds
        anything but 0 and 1 or only one of them, lam < 0, or l1_ratio is outside [0, 1].

    Notes
    -----
    Taught in: 05_choosing_lambda, section 5.7.

    References
    ----------
    Hastie, Tibshirani and Wainwright (2015), Statistical Learning with Sparsity.

    Examples
    --------
    >>> X, y = [[-1.0], [-1.0], [1.0], [1.0]], [0, 1, 1, 1]
    >>> round(logistic_kkt_violation(X, y, [0.0], np.log(3), lam=0.2, l1_ratio=1.0), 12)
    0.05
    """
    X, y = _check_labels(X, y)
    w = check_weights(w, "w", X.shape[1])
    b = check_number(b, "b", least=-LARGEST_WEIGHT, most=LARGEST_WEIGHT)
    lam, l1_ratio = (
        check_number(lam, "lam", least=0),
        check_number(l1_ratio, "l1_ratio", least=0, most=1),
    )
    excess = y - _probability(X @ w + b)
    g = X.T @ excess / len(y) - lam * (1 - l1_ratio) * w
    return float(max(weight_violation(g, w, lam * l1_ratio), abs(excess.mean())))
