"""Optimality conditions of the lasso, and the penalty at which all its weights are 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number
from reglab.linear._validation import LARGEST_WEIGHT, centre, centre_X, check_weights, check_X_y


def lambda_max(X: ArrayLike, y: ArrayLike) -> float:
    """``max_j |xc_j' yc| / n``: the smallest penalty at which every lasso weight is 0.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)

    Returns
    -------
    float
        In units of X times units of y; 0 if y is constant.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, or a value is not a finite real number.

    Notes
    -----
    Taught in: 03_lasso, Exercise 3.2.

    References
    ----------
    Friedman, Hastie and Tibshirani (2010), Regularization Paths for Generalized Linear Models via
    Coordinate Descent, section 2.5.

    Examples
    --------
    >>> round(lambda_max([[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0]), 12)  # (2 + 0 + 2) / 3
    1.333333333333
    """
    X, y = check_X_y(X, y)
    return float(np.max(np.abs(centre_X(X)[0].T @ centre(y)[0])) / len(X))


def weight_violation(g: NDArray[np.float64], w: NDArray[np.float64], lam: float) -> float:
    """Return the largest distance of g_j from lam*sign(w_j), or from [-lam, lam] if w_j is 0."""
    at_zero = np.maximum(np.abs(g) - lam, 0)
    return float(np.max(np.where(w == 0, at_zero, np.abs(g - lam * np.sign(w)))))


def kkt_violation(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, lam: float) -> float:
    """Violation by (w, b) of the conditions for ``min 1/(2n) * ||y-Xw-b||^2 + lam * ||w||_1``.

    With ``r = y - Xw - b`` and ``g = X'r/n``, (w, b) is a minimum if and only if
    ``g_j = lam * sign(w_j)`` for every w_j != 0, ``|g_j| <= lam`` for every w_j = 0, and
    ``mean(r) = 0``. The result is the largest amount by which one of these conditions fails.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    w : array-like of shape (n_features,)
    b : float
    lam : float
        Penalty, >= 0.

    Returns
    -------
    float
        >= 0, and 0 at an exact minimum. Divided by `lambda_max` it has no units.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, or
        lam < 0.

    Notes
    -----
    Columns whose mean is large compared with their spread cost digits: g contains
    mean(X) * mean(r).

    Taught in: 03_lasso, Exercise 3.3.

    References
    ----------
    R. J. Tibshirani (2013), The Lasso Problem and Uniqueness.

    Examples
    --------
    >>> X, y = [[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0]
    >>> round(kkt_violation(X, y, [0.0], 3.0, lam=1.0), 12)  # lambda_max - lam
    0.333333333333
    """
    X, y = check_X_y(X, y)
    w = check_weights(w, "w", X.shape[1])
    b = check_number(b, "b", least=-LARGEST_WEIGHT, most=LARGEST_WEIGHT)
    lam = check_number(lam, "lam", least=0)
    r = y - X @ w - b
    return float(max(weight_violation(X.T @ r / len(X), w, lam), abs(r.mean())))


def duality_gap(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, lam: float, l1_ratio: float = 1.0
) -> float:
    """An upper bound on the objective of (w, b) minus its minimum; 0 at the minimum.

    For ``1/(2n)*||y-Xw-b||^2 + l1*||w||_1 + l2/2*||w||_2^2`` with ``l1 = lam*l1_ratio`` and
    ``l2 = lam*(1-l1_ratio)``, every multiple of the residual that satisfies the dual constraint
    ``|X'theta - l2*w| <= l1`` gives a lower bound on the minimum. The result is the objective minus
    the lower bound of the largest such multiple up to 1.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    w : array-like of shape (n_features,)
    b : float
    lam : float
        Penalty, >= 0. At lam = 0 the result is the loss itself unless every gradient is 0.
    l1_ratio : float
        Share of the L1 penalty, in [0, 1].

    Returns
    -------
    float
        In squared units of y; >= 0 up to rounding error.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, lam < 0,
        or l1_ratio is outside [0, 1].

    Notes
    -----
    With l1_ratio = 0 and lam > 0 there is no constraint. The objective is strongly convex, and the
    result is the squared norm of the gradient divided by ``2*l2``.

    Taught in: 04_elastic_net (further reading of 03_lasso).

    References
    ----------
    Kim, Koh, Lustig, Boyd and Gorinevsky (2007), An Interior-Point Method for Large-Scale
    l1-Regularized Least Squares.

    Examples
    --------
    >>> X, y = [[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0]
    >>> duality_gap(X, y, [1.0], 3.0, lam=2 / 3) < 1e-15  # the solution
    True
    >>> round(duality_gap(X, y, [0.0], 3.0, lam=1.0), 12)  # loss 4/3 minus lower bound 5/4
    0.083333333333
    """
    X, y = check_X_y(X, y)
    w = check_weights(w, "w", X.shape[1])
    b = check_number(b, "b", least=-LARGEST_WEIGHT, most=LARGEST_WEIGHT)
    lam = check_number(lam, "lam", least=0)
    l1_ratio = check_number(l1_ratio, "l1_ratio", least=0, most=1)
    r = y - X @ w - b
    level = r.mean()
    r -= level
    g = centre_X(X)[0].T @ r / len(r)
    square = float(np.mean(r**2))
    gap = gap_of_gradient(g, w, slice(None), square, lam * l1_ratio, lam * (1 - l1_ratio))
    return float(gap + level**2 / 2)


def gap_of_gradient(
    g: NDArray[np.float64],
    w: NDArray[np.float64],
    where: slice | NDArray[np.intp],
    mean_square: float,
    l1: float,
    l2: float,
) -> float:
    """Return the duality gap from g = Xc'r/n, the weights w of columns `where`, and mean(r^2)."""
    slope = g.copy()
    slope[where] -= l2 * w
    largest = np.max(np.abs(slope))
    if l1 == 0 and l2 > 0:
        return float(slope @ slope / (2 * l2))
    share = 1.0 if largest <= l1 else l1 / largest
    loss = (mean_square + l2 * (w @ w)) / 2
    return float((1 - share) ** 2 * loss + l1 * np.sum(np.abs(w)) - share * (w @ slope[where]))
