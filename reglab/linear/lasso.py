"""The lasso by coordinate descent."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number
from reglab.linear._validation import centre, centre_X, check_weights, check_X_y
from reglab.linear.optimality import weight_violation


def lasso_cd(
    X: ArrayLike,
    y: ArrayLike,
    lam: float,
    w0: ArrayLike | None = None,
    tol: float = 1e-8,
    max_iter: int = 10_000,
) -> tuple[NDArray[np.float64], float, int]:
    """Minimize ``1/(2n) * ||y - Xw - b||^2 + lam * ||w||_1`` by cyclic coordinate descent.

    On centred data, with the residual ``r = yc - Xc w`` and ``a_j = xc_j'xc_j / n``, one step
    minimizes over one weight exactly: ``w_j = soft_threshold(xc_j'r/n + a_j*w_j, lam) / a_j``. At
    the end, ``b = mean(y) - mean(X) w``. A sweep visits every weight that is not 0 or whose
    gradient exceeds lam; constant columns keep weight 0.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    lam : float
        Penalty, >= 0, in units of X times units of y.
    w0 : array-like of shape (n_features,), optional
        Starting point; zeros if not given.
    tol : float
        Stop after the first sweep that leaves a violation of the optimality conditions (see
        `kkt_violation`) of at most tol * lambda_max, or is only rounding error. >= 0.
    max_iter : int
        Largest number of sweeps, >= 1. Reaching it gives neither an error nor a warning:
        `kkt_violation` measures how good the result is.

    Returns
    -------
    w : ndarray of shape (n_features,)
        Weights, in units of y per unit of the column.
    b : float
        Intercept, in units of y.
    n_iter : int
        Number of sweeps, >= 1: the conditions are looked at after each sweep.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, lam or
        tol is negative, or max_iter is not an integer >= 1.

    Notes
    -----
    Taught in: 03_lasso, Exercise 3.4.

    References
    ----------
    Tibshirani (1996), Regression Shrinkage and Selection via the Lasso.
    Friedman, Hastie and Tibshirani (2010), Regularization Paths for Generalized Linear Models via
    Coordinate Descent, section 2.1 (there for columns with a_j = 1).

    Examples
    --------
    >>> w, b, n_iter = lasso_cd([[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0], lam=2 / 3)
    >>> w.round(12), round(b, 12), n_iter  # half of the least-squares slope 2
    (array([1.]), 3.0, 1)
    """
    X, y = check_X_y(X, y)
    n, p = X.shape
    lam = check_number(lam, "lam", least=0)
    tol = check_number(tol, "tol", least=0)
    max_iter = check_count(max_iter, "max_iter")
    w = np.zeros(p) if w0 is None else check_weights(w0, "w0", p).copy()

    Xc, x_mean = centre_X(X)
    yc, y_mean = centre(y)
    columns = np.ascontiguousarray(Xc.T)
    a = np.sum(columns**2, axis=1) / n
    w[a == 0] = 0.0
    scale = np.max(np.abs(columns @ yc)) / n
    if scale == 0:  # nothing to explain: w = 0 is a solution for every lam
        return np.zeros(p), float(y_mean), 1
    # No sweep can reduce a gradient below its rounding error.
    rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc**2))

    r = yc - Xc @ w
    g = columns @ r / n
    for n_iter in range(1, max_iter + 1):  # noqa: B007  (returned)
        # A zero weight with |g_j| <= lam would stay 0: skip it.
        for j in np.flatnonzero((w != 0) | (np.abs(g) > lam)):
            old, x = w[j], columns[j]
            z = x @ r / n + a[j] * old
            # soft_threshold(z, lam) / a[j]; plain arithmetic, as this line runs a million times
            w[j] = (z - min(max(z, -lam), lam)) / a[j]
            if w[j] != old:
                r -= (w[j] - old) * x  # the next coordinate uses the new residual
        r = yc - Xc @ w  # recomputed after every sweep, so that rounding errors do not accumulate
        g = columns @ r / n
        if weight_violation(g, w, lam) <= max(tol * scale, rounding):
            break
    return w, float(y_mean - x_mean @ w), n_iter
