"""Gradient descent on least squares, stopped after t steps, and the ridge penalty it resembles."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array, check_count, check_number
from reglab.linear._validation import LARGEST, centre, centre_X, check_X_y


def gd_path(
    X: ArrayLike, y: ArrayLike, eta: float, steps: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gradient descent on ``1/(2n) * ||y - Xw - b||^2`` from ``w = 0``, all steps returned.

    With centred data, ``w_{t+1} = w_t + eta * Xc'(yc - Xc w_t)/n``. After every step the intercept
    is the best one for these weights, ``b_t = mean(y) - mean(X) w_t``: it takes no gradient steps
    and is not shrunk.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    eta : float
        Step size, > 0, in inverse squared units of X. With s the largest eigenvalue of ``Xc'Xc/n``,
        the path converges if ``eta < 2/s`` and does not oscillate if ``eta <= 1/s``.
    steps : int
        Number of steps, >= 0.

    Returns
    -------
    W : ndarray of shape (steps + 1, n_features)
        Row t holds the weights after t steps; row 0 is 0.
    b : ndarray of shape (steps + 1,)
        Intercepts; ``b[0]`` is the mean of y.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, eta is not
        positive, steps is not an integer >= 0, or eta is so large that the path leaves the range
        of float64. A path that diverges within that range is returned.

    Notes
    -----
    Taught in: 10_early_stopping, Exercise 10.2. In the eigenvectors of ``Xc'Xc/n`` each weight is
    its least-squares value times `gd_filter`.

    References
    ----------
    Yao, Rosasco and Caponnetto (2007), On Early Stopping in Gradient Descent Learning.
    Ali, Kolter and Tibshirani (2019), A Continuous-Time View of Early Stopping for Least Squares,
    AISTATS, eq. 2.

    Examples
    --------
    >>> W, b = gd_path([[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0], eta=0.75, steps=3)
    >>> W[:, 0]  # each step halves the distance to the slope 2
    array([0.  , 1.  , 1.5 , 1.75])
    """
    X, y = check_X_y(X, y)
    eta = check_number(eta, "eta", above=0)
    steps = check_count(steps, "steps", least=0)
    Xc, x_mean = centre_X(X)
    yc, y_mean = centre(y)
    n, p = Xc.shape
    W = np.zeros((steps + 1, p))
    # Divergence is reported once, below, instead of by a warning at every step.
    with np.errstate(over="ignore", invalid="ignore"):
        if p <= n:
            start, product = eta * (Xc.T @ yc / n), eta * (Xc.T @ Xc / n)
            for t in range(steps):
                W[t + 1] = W[t] + (start - product @ W[t])
        else:
            for t in range(steps):
                W[t + 1] = W[t] + eta * (Xc.T @ (yc - Xc @ W[t]) / n)
        b = y_mean - W @ x_mean
    if not (np.isfinite(W).all() and np.isfinite(b).all()):
        largest = np.linalg.norm(Xc, 2) ** 2 / n
        raise ValueError(
            f"eta must be below 2/{largest:.3g} = {2 / largest:.3g} for {steps} steps to stay "
            f"finite, got {eta:g}"
        )
    return W, b


def gd_filter(s: ArrayLike, eta: float, t: ArrayLike) -> NDArray[np.float64]:
    """``1 - (1 - eta*s)^t``: the share of the least-squares fit that t steps have reached.

    s is an eigenvalue of ``Xc'Xc/n``, the variance of the data in one direction. Directions of
    large variance are fitted first; where s = 0 the weights never move.

    Parameters
    ----------
    s : array-like of any shape
        Eigenvalues, >= 0.
    eta : float
        Step size, > 0.
    t : int or array-like of ints
        Numbers of steps, >= 0, of a shape that broadcasts with s.

    Returns
    -------
    ndarray of the shape of s and t, broadcast
        From 0 to 1 where ``eta*s <= 1``; where ``eta*s >= 2`` it does not converge. Small shares
        are accurate to rounding, too.

    Raises
    ------
    ValueError
        If an eigenvalue is negative or not finite, eta is not positive, an entry of t is not a
        whole number >= 0, the shapes do not broadcast, or a share leaves the range of float64.

    Notes
    -----
    Taught in: 10_early_stopping, Exercise 10.3.

    References
    ----------
    Yao, Rosasco and Caponnetto (2007), On Early Stopping in Gradient Descent Learning.
    Goodfellow, Bengio and Courville (2016), Deep Learning, eq. 7.40.

    Examples
    --------
    >>> gd_filter([1.0, 0.5, 0.0], eta=0.5, t=2)
    array([0.75  , 0.4375, 0.    ])
    """
    x = check_number(eta, "eta", above=0) * _check_nonnegative(s, "s")
    t = _check_nonnegative(t, "t")
    if np.any(t != np.floor(t)):
        raise ValueError(f"t must hold whole numbers, got {t[t != np.floor(t)].flat[0]:g}")
    try:
        x, t = np.broadcast_arrays(x, t)
    except ValueError:
        raise ValueError(f"s and t must broadcast, got shapes {x.shape} and {t.shape}") from None
    # Computing 1 - (1 - x)^t directly would lose the digits of a small share.
    small = x < 1
    slow = -np.expm1(t * np.log1p(-np.where(small, x, 0.0)))
    with np.errstate(over="ignore"):
        share = np.where(small, slow, 1 - (1 - np.where(small, 1.0, x)) ** t)
    if not np.isfinite(share).all():
        worst = x[~np.isfinite(share)][0]
        raise ValueError(f"eta * s must be at most 2 for this many steps, got {worst:g}")
    return share


def ridge_filter(s: ArrayLike, lam: float) -> NDArray[np.float64]:
    """``s / (s + lam)``: the share of the least-squares fit that ridge leaves.

    s is an eigenvalue of ``Xc'Xc/n``, the variance of the data in one direction. Where s = 0 the
    share is 0, even at lam = 0: the least-squares fit of smallest norm.

    Parameters
    ----------
    s : array-like of any shape
        Eigenvalues, >= 0.
    lam : float
        Penalty, >= 0, in the units of s.

    Returns
    -------
    ndarray of the shape of s
        From 0 to 1.

    Raises
    ------
    ValueError
        If an eigenvalue is negative or not finite, or lam is not a finite number >= 0.

    Notes
    -----
    Taught in: 10_early_stopping, Exercise 10.3.

    References
    ----------
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, eq. 3.47 (their
    lambda is n * lam, their d squared is n * s).

    Examples
    --------
    >>> ridge_filter([1.0, 0.25, 0.0], lam=0.25)
    array([0.8, 0.5, 0. ])
    """
    s, lam = _check_nonnegative(s, "s"), check_number(lam, "lam", least=0)
    return (s / np.where(s > 0, s + lam, 1.0))[()]


def equivalent_lambda(eta: float, t: ArrayLike) -> float | NDArray[np.float64]:
    """``1 / (eta * t)``: the ridge penalty that t steps of size eta resemble.

    For this lam, `gd_filter` and `ridge_filter` agree to first order where ``eta*s*t`` is small:
    both are ``eta*s*t``. For ``eta*s <= 0.1`` they differ by at most 0.22, and gradient descent
    shrinks less.

    Parameters
    ----------
    eta : float
        Step size, > 0.
    t : int or array-like of ints
        Numbers of steps, > 0: at t = 0 the penalty would be infinite.

    Returns
    -------
    float or ndarray of the shape of t
        Penalties of this course, in the units of s.

    Raises
    ------
    ValueError
        If eta or an entry of t is not a positive finite number, or a penalty leaves the range of
        float64.

    Notes
    -----
    Taught in: 10_early_stopping, Exercise 10.4.

    References
    ----------
    Ali, Kolter and Tibshirani (2019), A Continuous-Time View of Early Stopping for Least Squares,
    AISTATS (their t is eta * t). Bishop (1995), Regularization and Complexity Control in
    Feed-forward Networks. Goodfellow, Bengio and Courville (2016), Deep Learning, eq. 7.45.

    Examples
    --------
    >>> equivalent_lambda(0.5, 8)
    0.25
    """
    eta = check_number(eta, "eta", above=0)
    t = check_array(t, "t")
    if np.any(t <= 0):
        raise ValueError(f"t must be > 0, got {t[t <= 0].flat[0]:g}")
    with np.errstate(over="ignore", divide="ignore"):
        lam = 1 / (eta * t)
    if not np.isfinite(lam).all():
        raise ValueError(f"eta * t must be large enough for 1/(eta * t) to be finite, got {eta:g}")
    return float(lam) if lam.ndim == 0 else lam


def _check_nonnegative(values: ArrayLike, name: str) -> NDArray[np.float64]:
    """Return numbers >= 0 of any shape as float64, small enough that sums do not overflow."""
    values = check_array(values, name, largest=LARGEST**2)
    if np.any(values < 0):
        raise ValueError(f"{name} must be >= 0, got {values.min():g}")
    return values
