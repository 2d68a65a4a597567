"""The elastic net by coordinate descent."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number
from reglab.linear._validation import centre, centre_X, check_weights, check_X_y
from reglab.linear.optimality import weight_violation


def elastic_net_cd(
    X: ArrayLike,
    y: ArrayLike,
    lam: float,
    l1_ratio: float,
    w0: ArrayLike | None = None,
    tol: float = 1e-8,
    max_iter: int = 10_000,
) -> tuple[NDArray[np.float64], float, int]:
    """Minimize ``1/(2n)*||y-Xw-b||^2 + lam*(l1_ratio*||w||_1 + (1-l1_ratio)/2*||w||_2^2)``.

    Cyclic coordinate descent as for the lasso, with one more term in the denominator. On centred
    data, with the residual ``r = yc - Xc w``, ``a_j = xc_j'xc_j/n``, ``l1 = lam*l1_ratio`` and
    ``l2 = lam*(1-l1_ratio)``, one step is
    ``w_j = soft_threshold(xc_j'r/n + a_j*w_j, l1) / (a_j + l2)``. At the end,
    ``b = mean(y) - mean(X) w``.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    lam : float
        Penalty, >= 0.
    l1_ratio : float
        Share of the L1 penalty, in [0, 1]: 1 is the lasso, 0 is ridge.
    w0 : array-like of shape (n_features,), optional
        Starting point; zeros if not given.
    tol : float
        Stop when the largest violation of the optimality conditions is at most tol times the
        `lambda_max` of the lasso, or is only rounding error. >= 0.
    max_iter : int
        Largest number of sweeps, >= 1. Reaching it gives neither an error nor a warning.

    Returns
    -------
    w : ndarray of shape (n_features,)
        Weights, in units of y per unit of the column.
    b : float
        Intercept, in units of y.
    n_iter : int
        Number of sweeps; 0 if the starting point was already a solution.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, lam or
        tol is negative, l1_ratio is outside [0, 1], or max_iter is not an integer >= 1.

    Notes
    -----
    Taught in: 04_elastic_net, Exercise 4.1.

    References
    ----------
    Zou and Hastie (2005), Regularization and Variable Selection via the Elastic Net (the "naive"
    elastic net). Friedman, Hastie and Tibshirani (2010), Regularization Paths for
    Generalized Linear Models via Coordinate Descent, section 2.1.

    Examples
    --------
    >>> X, y = [[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]], [1.0, 3.0, 5.0]
    >>> w, b, n_iter = elastic_net_cd(X, y, lam=2 / 3, l1_ratio=0.5)
    >>> w.round(6), round(b, 12)  # equal columns, equal weights
    (array([0.6, 0.6]), 3.0)
    """
    X, y = check_X_y(X, y)
    n, p = X.shape
    lam = check_number(lam, "lam", least=0)
    l1_ratio = check_number(l1_ratio, "l1_ratio", least=0, most=1)
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    tol = check_number(tol, "tol", least=0)
    max_iter = check_count(max_iter, "max_iter")
    w = np.zeros(p) if w0 is None else check_weights(w0, "w0", p).copy()

    Xc, x_mean = centre_X(X)
    yc, y_mean = centre(y)
    columns = np.ascontiguousarray(Xc.T)
    a = np.sum(columns**2, axis=1) / n
    w[a == 0] = 0.0
    scale = np.max(np.abs(columns @ yc)) / n
    if scale == 0:  # nothing to explain: w = 0 is a solution for every penalty
        return np.zeros(p), float(y_mean), 0
    # As in `lasso_cd`: no sweep can reduce a gradient below its rounding error.
    rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc**2))

    for n_iter in range(max_iter + 1):
        r = yc - Xc @ w
        g = columns @ r / n
        if weight_violation(g - l2 * w, w, l1) <= max(tol * scale, rounding) or n_iter == max_iter:
            break
        for j in np.flatnonzero((w != 0) | (np.abs(g) > l1)):
            z = columns[j] @ r / n + a[j] * w[j]
            new = (z - min(max(z, -l1), l1)) / (a[j] + l2)
            r -= (new - w[j]) * columns[j]
            w[j] = new
    return w, float(y_mean - x_mean @ w), n_iter
