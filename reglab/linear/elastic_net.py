"""The elastic net by coordinate descent, a sweep at a time."""

from reglab.linear._validation import check_l1_ratio, check_nonnegative, check_X_y
from reglab.linear.lasso import descend


def elastic_net_cd(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    """Minimize ``1/(2n)*||y-Xw-b||^2 + lam*(l1_ratio*||w||_1 + (1-l1_ratio)/2*||w||_2^2)``.

    The lasso's descent with one more term in the denominator. On centred data, with the residual
    ``r = yc - Xc w``, ``a_j = xc_j'xc_j/n``, ``l1 = lam*l1_ratio`` and ``l2 = lam*(1-l1_ratio)``,
    one step is ``w_j = soft_threshold(xc_j'r/n + a_j*w_j, l1) / (a_j + l2)``. In the end
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
        Where to start; zeros if not given.
    tol : float
        Stop when the largest violation of the optimality conditions is at most tol times the
        `lambda_max` of the lasso, or is down to rounding error. >= 0.
    max_iter : int
        Sweeps, >= 1. Running out of them is no error and no warning.

    Returns
    -------
    w : ndarray of shape (n_features,)
        Weights, in units of y per unit of the column.
    b : float
        Intercept, in units of y.
    n_iter : int
        Sweeps done; 0 if the start already was a solution.

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
    Zou and Hastie (2005), Regularization and Variable Selection via the Elastic Net, section 2 (the
    "naive" elastic net). Friedman, Hastie and Tibshirani (2010), Regularization Paths for
    Generalized Linear Models via Coordinate Descent, eq. 5.

    Examples
    --------
    >>> X, y = [[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]], [1.0, 3.0, 5.0]
    >>> w, b, n_iter = elastic_net_cd(X, y, lam=2 / 3, l1_ratio=0.5)
    >>> w.round(6), round(b, 12)  # equal columns, equal weights
    (array([0.6, 0.6]), 3.0)
    """
    X, y = check_X_y(X, y)
    lam = check_nonnegative(lam, "lam")
    l1_ratio = check_l1_ratio(l1_ratio)
    return descend(X, y, lam * l1_ratio, lam * (1 - l1_ratio), w0, tol, max_iter)
