"""Lasso and elastic net for a whole path of penalties, faster than by coordinate descent."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number
from reglab.linear._validation import centre, centre_X, check_lams, check_X_y
from reglab.linear._working_set import WorkingSet
from reglab.linear.ridge import ridge_svd_path

LONGEST_STEP = 0.75
# Relative to the largest penalty of interest; below this the weights hardly change.
NEGLIGIBLE = 1e-10


def lasso_path(
    X: ArrayLike, y: ArrayLike, lams: ArrayLike, tol: float = 1e-10
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minimize ``1/(2n) * ||y - Xw - b||^2 + lam * ||w||_1`` for each lam of a path.

    This is `elastic_net_path` with ``l1_ratio=1``; its docstring describes the algorithm.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    lams : array-like of shape (n_lams,)
        Penalties, >= 0, in any order.
    tol : float
        Largest duality gap, >= 0, relative to the loss of w = 0.

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
        penalty or tol is negative.

    Notes
    -----
    Taught in: 03_lasso, Exercise 3.5.

    References
    ----------
    Friedman, Hastie and Tibshirani (2010), Regularization Paths for Generalized Linear Models via
    Coordinate Descent, section 2.5.

    Examples
    --------
    >>> W, b = lasso_path([[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0], lams=[2 / 3, 2.0, 0.0])
    >>> W.round(9)
    array([[1.], [0.], [2.]])
    """
    return elastic_net_path(X, y, lams, 1.0, tol)


def elastic_net_path(
    X: ArrayLike, y: ArrayLike, lams: ArrayLike, l1_ratio: float, tol: float = 1e-10
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minimize ``1/(2n)*||y-Xw-b||^2 + lam*(l1_ratio*||w||_1 + (1-l1_ratio)/2*||w||_2^2)``.

    The penalties are solved from the largest to the smallest, each starting from the last solution:

    1. *Guess which columns matter.* The gradients ``g = Xc'r/n`` usually change less than lam, so a
       column with ``|g_j| < 2*lam - last lam`` is skipped (strong rule). The others join the
       working set, which stores its columns and their products.
    2. *Solve on the working set.* With known signs the minimum solves a linear system; wrong signs
       are exchanged until they are consistent, usually within one or two systems. The last system
       also predicts which signs change first.
    3. *Check against all columns.* The gradients of all columns give the duality gap, a bound on
       how much any other w could gain. If it is above tol, the columns whose gradient exceeds the
       penalty join, and step 2 is repeated. Few columns are multiplied by the residual: it is
       nearly a combination of earlier ones, whose products with X are known, and what is left
       bounds the error.
    4. *Follow the line.* Between changes of signs, the solutions of the lasso are linear in lam, so
       all penalties down to the next change are solved at once.

    A wrong guess costs time but never accuracy. If X has few columns, all of them are in the
    working set from the start, and no lam needs another pass over the rows.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
    lams : array-like of shape (n_lams,)
        Penalties, >= 0, in any order.
    l1_ratio : float
        Share of the L1 penalty, in [0, 1].
    tol : float
        Largest duality gap, >= 0, relative to the loss of w = 0. If rounding error keeps the gap
        above tol, no error is raised: `duality_gap` measures it.

    Returns
    -------
    W : ndarray of shape (n_lams, n_features)
        Row i holds the weights at ``lams[i]``.
    b : ndarray of shape (n_lams,)
        Intercepts.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, a
        penalty or tol is negative, or l1_ratio is outside [0, 1].

    Notes
    -----
    Taught in: 04_elastic_net. Measured in docs/benchmarks.md.

    References
    ----------
    Step 1: Tibshirani et al. (2012), Strong Rules for Discarding Predictors in Lasso-type Problems.
    Step 2: Kim and Park (2010), Fast Active-set-type Algorithms for L1-regularized Linear
    Regression. Step 3: Massias, Gramfort and Salmon (2018), Celer: a Fast Solver for the Lasso
    with Dual Extrapolation.

    Examples
    --------
    >>> X, y = [[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]], [1.0, 3.0, 5.0]
    >>> W, b = elastic_net_path(X, y, lams=[2 / 3, 0.1], l1_ratio=0.5)
    >>> W.round(3)  # equal columns, equal weights
    array([[0.6  , 0.6  ],
           [0.928, 0.928]])
    """
    X, y = check_X_y(X, y)
    lams = check_lams(lams)
    l1_ratio = check_number(l1_ratio, "l1_ratio", least=0, most=1)
    tol = check_number(tol, "tol", least=0)
    if l1_ratio == 0:
        return ridge_svd_path(X, y, lams)
    Xc, x_mean = centre_X(X)
    yc, y_mean = centre(y)
    W = np.zeros((len(lams), X.shape[1]))
    if not lams.all():
        W[lams == 0] = ridge_svd_path(X, y, [0.0])[0]
    working = WorkingSet(Xc, yc, tol)
    top = last = np.max(np.abs(working.g)) / l1_ratio  # at and above it, all weights are 0
    order = np.argsort(-lams, kind="stable")[: np.count_nonzero(lams)]
    while order.size:
        lam = lams[order[0]]
        for stop in _stops(last, lam, top):
            working.admit_above(l1_ratio * (2 * stop - last))
            settled = working.solve(l1_ratio * stop, (1 - l1_ratio) * stop)
            last = stop
        W[order[0], working.members] = working.weights()
        order = order[1:]
        # With a working set, finding the end of the line costs two products with all columns.
        if (settled or working.complete) and l1_ratio == 1 and order.size:
            ahead = working.follow(lams[order])
            reached, order = order[: len(ahead)], order[len(ahead) :]
            W[reached[:, None], working.members] = ahead
            last = lams[reached].min(initial=last)
    return W, y_mean - W @ x_mean


def _stops(last, lam, top):
    """Return penalties from `last` down to lam: after a long step a warm start helps little."""
    if lam >= LONGEST_STEP * last:
        return [lam]
    least = min(max(lam, NEGLIGIBLE * top), last)
    between = int(np.log(last / least) / np.log(1 / LONGEST_STEP))
    return [*np.geomspace(last, least, between + 2)[1:-1], lam]
