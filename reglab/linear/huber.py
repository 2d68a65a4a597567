"""Huber's loss: squares for small residuals, absolute values for large ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array, check_count, check_number
from reglab.linear._validation import centre, centre_X, check_X_y


def huber_loss_grad(
    r: ArrayLike, delta: float
) -> tuple[float | NDArray[np.float64], float | NDArray[np.float64]]:
    """``r^2/2`` where ``|r| <= delta``, else ``delta * (|r| - delta/2)``; and its derivative.

    The derivative is ``clip(r, -delta, delta)``, so the influence of one residual is at most delta.

    Parameters
    ----------
    r : float or array-like of any shape
        Residuals, in units of y.
    delta : float
        Where squares end, > 0, in units of y.

    Returns
    -------
    loss : float or ndarray of the shape of r
        One loss per residual, not summed or averaged, in squared units of y.
    grad : float or ndarray of the shape of r
        d loss / d r, in units of y.

    Raises
    ------
    ValueError
        If delta is not > 0, or a value is not a finite real number.

    Notes
    -----
    Taught in: 04_elastic_net, Exercise 4.4.

    References
    ----------
    Huber (1964), Robust Estimation of a Location Parameter.

    Examples
    --------
    >>> huber_loss_grad([0.5, -3.0], delta=1.0)
    (array([0.125, 2.5  ]), array([ 0.5, -1. ]))
    """
    r, delta = check_array(r, "r"), check_number(delta, "delta", above=0)
    size = np.abs(r)
    loss = np.where(size <= delta, r * r / 2, delta * (size - delta / 2))
    grad = np.clip(r, -delta, delta)
    return (float(loss), float(grad)) if r.ndim == 0 else (loss, grad)


def huber_fit(
    X: ArrayLike,
    y: ArrayLike,
    delta: float,
    lam: float = 0.0,
    tol: float = 1e-9,
    max_iter: int = 1000,
) -> tuple[NDArray[np.float64], float]:
    """Minimize ``1/n * sum_i huber(y_i - x_i'w - b, delta) + lam/2 * ||w||_2^2``.

    Iteratively reweighted least squares: a residual beyond delta gets the weight ``delta/|r|``,
    which gives its square the gradient of Huber's loss. Each round solves one weighted ridge
    problem, and the objective never rises. The intercept is not penalized.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    delta : float
        Where squares end, > 0, in units of y.
    lam : float
        Ridge penalty, >= 0. At 0, if there are several minimizers, any of them may be returned.
    tol : float
        Stop when no gradient exceeds tol times the gradient of least squares at w = 0. >= 0.
    max_iter : int
        Largest number of rounds, >= 1. Reaching it does not raise an error.

    Returns
    -------
    w : ndarray of shape (n_features,)
    b : float

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, delta is
        not > 0, lam or tol is negative, or max_iter is not an integer >= 1.

    Notes
    -----
    scikit-learn's ``HuberRegressor(epsilon, alpha)`` also estimates a scale sigma; at its solution
    it minimizes this objective with ``delta = epsilon*sigma`` and ``lam = alpha*sigma/n``.

    Taught in: 04_elastic_net.

    References
    ----------
    Huber (1964), Robust Estimation of a Location Parameter. Holland and Welsch (1977), Robust
    Regression Using Iteratively Reweighted Least-Squares.

    Examples
    --------
    >>> X, y = [[0.0], [1.0], [2.0], [3.0], [4.0]], [0.0, 1.0, 30.0, 3.0, 4.0]
    >>> w, b = huber_fit(X, y, delta=0.1)
    >>> w.round(3), round(b, 3)  # without the outlier the line is y = x
    (array([1.]), 0.025)
    """
    X, y = check_X_y(X, y)
    delta = check_number(delta, "delta", above=0)
    lam, tol = check_number(lam, "lam", least=0), check_number(tol, "tol", least=0)
    Xc, x_mean = centre_X(X)
    yc, y_mean = centre(y)
    n, p = X.shape
    goal = tol * np.max(np.abs(Xc.T @ yc)) / n
    w, b = np.zeros(p), 0.0
    for _ in range(check_count(max_iter, "max_iter")):
        r = yc - Xc @ w - b
        pull = np.clip(r, -delta, delta)
        # The intercept's gradient is scaled by the columns' spread, to have the others' units.
        gradient = np.append(Xc.T @ pull / n - lam * w, pull.mean() * Xc.std())
        if np.max(np.abs(gradient)) <= goal:
            break
        share = delta / np.maximum(np.abs(r), delta)
        level, middle = share @ Xc / share.sum(), share @ yc / share.sum()
        root = np.sqrt(share / n)[:, None]
        design = np.vstack([root * (Xc - level), np.sqrt(lam) * np.eye(p)])
        target = np.append(root[:, 0] * (yc - middle), np.zeros(p))
        w = np.linalg.lstsq(design, target, rcond=None)[0]
        b = middle - level @ w
    return w, float(y_mean + b - x_mean @ w)
