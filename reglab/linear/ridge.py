"""Ridge regression: the closed form, the whole path from one SVD, and its degrees of freedom."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number
from reglab.linear._validation import centre, centre_X, check_lams, check_X, check_X_y


def ridge_closed_form(X: ArrayLike, y: ArrayLike, lam: float) -> tuple[NDArray[np.float64], float]:
    """Minimize ``1/(2n) * ||y - Xw - b||^2 + lam/2 * ||w||_2^2`` by solving a linear system.

    With centred data the gradient is zero where ``(Xc'Xc/n + lam I) w = Xc'yc/n``; then
    ``b = mean(y) - mean(X) w``. The intercept is not penalized. As lam falls to 0 the solution
    tends to the least-squares fit of smallest norm, and lam = 0 returns that limit.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    lam : float
        Penalty, >= 0, in squared units of X.

    Returns
    -------
    w : ndarray of shape (n_features,)
        Weights, in units of y per unit of the column.
    b : float
        Intercept, in units of y.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, or
        lam < 0.

    Notes
    -----
    Taught in: 02_ridge, Exercise 2.1.

    References
    ----------
    Hoerl and Kennard (1970), Ridge Regression: Biased Estimation for Nonorthogonal Problems.
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, eq. 3.44 (their
    lambda is n * lam).

    Examples
    --------
    >>> w, b = ridge_closed_form([[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0], lam=2 / 3)
    >>> w.round(12), round(b, 12)  # half of the least-squares slope 2
    (array([1.]), 3.0)
    """
    X, y = check_X_y(X, y)
    lam = check_number(lam, "lam", least=0)
    Xc, x_mean = centre_X(X)
    yc, y_mean = centre(y)
    n, p = Xc.shape

    # Added to Xc'Xc/n, a lam this small would be rounded away, and the sum may be singular. Its
    # root is not lost as further rows of a least-squares problem, in the directions that Xc spans.
    if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc**2) / n:
        V = _thin_svd(Xc)[2].T
        rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])
        w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), rcond=0)[0]
    elif p <= n:
        w = _solve_gradient_zero(Xc, yc, lam)
    else:
        # w is a combination of the rows, and Xc = R'Q': solving for n rotated columns is enough.
        Q, R = np.linalg.qr(Xc.T)
        w = Q @ _solve_gradient_zero(R.T, yc, lam)
    return w, float(y_mean - x_mean @ w)


def _solve_gradient_zero(Xc, yc, lam):
    n, p = Xc.shape
    return np.linalg.solve(Xc.T @ Xc / n + lam * np.eye(p), Xc.T @ yc / n)


def _thin_svd(Xc):
    """SVD of Xc without singular values that are 0 up to rounding (as in matrix_rank)."""
    U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps
    return U[:, keep], s[keep], Vt[keep]


def ridge_svd_path(
    X: ArrayLike, y: ArrayLike, lams: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ridge solutions for many penalties from one SVD ``Xc = U diag(s) V'``.

    ``w(lam) = sum_j v_j * s_j / (s_j^2 + n*lam) * u_j'yc``: each direction of the data is shrunk
    separately, those of small variance most.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    lams : array-like of shape (n_lams,)
        Penalties, >= 0, in any order. 0 gives the least-squares fit of smallest norm.

    Returns
    -------
    W : ndarray of shape (n_lams, n_features)
        Row i holds the weights at ``lams[i]``.
    b : ndarray of shape (n_lams,)
        Intercepts.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, or a
        penalty is negative.

    Notes
    -----
    Taught in: 02_ridge, Exercise 2.2.

    References
    ----------
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, eq. 3.47 (their
    lambda is n * lam).

    Examples
    --------
    >>> W, b = ridge_svd_path([[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0], lams=[2 / 3, 0.0])
    >>> W.round(12)
    array([[1.], [2.]])
    """
    X, y = check_X_y(X, y)
    lams = check_lams(lams)
    Xc, x_mean = centre_X(X)
    yc, y_mean = centre(y)
    U, s, Vt = _thin_svd(Xc)
    with np.errstate(over="ignore"):  # an enormous n*lam may be inf: s/inf = 0 is right
        factors = s / (s**2 + len(Xc) * lams[:, None])
    W = (factors * (U.T @ yc)) @ Vt
    return W, y_mean - W @ x_mean


def effective_df(X: ArrayLike, lam: float) -> float:
    """Degrees of freedom ``sum_j s_j^2 / (s_j^2 + n*lam)``, s the singular values of centred X.

    This is the trace of the matrix that maps yc to its fit. It falls from the rank of the centred X
    at lam = 0 towards 0. The one degree of freedom of the unpenalized intercept is not counted.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    lam : float
        Penalty, >= 0.

    Returns
    -------
    float
        Between 0 and min(n_samples - 1, n_features).

    Raises
    ------
    ValueError
        If X is not a non-empty 2-D array of finite real numbers, or lam < 0.

    Notes
    -----
    Taught in: 02_ridge, Exercise 2.3.

    References
    ----------
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, eq. 3.50 (their
    lambda is n * lam).

    Examples
    --------
    >>> round(effective_df([[-1.0], [0.0], [1.0]], lam=2 / 3), 12)
    0.5
    """
    X = check_X(X)
    lam = check_number(lam, "lam", least=0)
    s = _thin_svd(centre_X(X)[0])[1]
    return float(np.sum(s**2 / (s**2 + len(X) * lam)))


def to_sklearn_alpha(lam: float, n: int) -> float:
    """``alpha = n * lam``: the ``alpha`` of scikit-learn's ``Ridge`` for a ``lam`` of this course.

    Its objective ``||y - Xw - b||^2 + alpha * ||w||_2^2`` is ours times 2n.

    Parameters
    ----------
    lam : float
        Penalty of this course, >= 0.
    n : int
        Number of samples that the model is fitted on, >= 1.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If lam is negative or not finite, or n is not an integer >= 1.

    Notes
    -----
    Taught in: 02_ridge, Exercise 2.4. For scikit-learn's ``Lasso`` alpha is lam itself.

    References
    ----------
    The objective in the documentation of ``sklearn.linear_model.Ridge``.

    Examples
    --------
    >>> to_sklearn_alpha(0.5, n=100)
    50.0
    """
    return check_count(n, "n") * check_number(lam, "lam", least=0)
