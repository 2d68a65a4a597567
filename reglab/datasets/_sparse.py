"""Regression data in which few of many columns have a nonzero weight."""

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count, check_number, check_rng
from reglab.datasets._validation import LARGEST


def make_sparse_regression(
    n: int, p: int, n_active: int, noise: float, *, rho: float = 0.0, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Sparse truth: ``y = X w + noise * e`` where `n_active` of the p weights are +1 or -1.

    The columns are ``x_j = sqrt(rho) * z + sqrt(1 - rho) * e_j`` with independent
    standard normal z, e_j and e: each has variance 1, and any two have
    correlation rho. Which weights are active, and their signs, is random; all
    others are exactly 0.

    Parameters
    ----------
    n : int
        Rows, >= 1; may be smaller than p.
    p : int
        Columns, >= 1.
    n_active : int
        Nonzero weights, from 0 to p.
    noise : float
        Standard deviation of the noise in y, >= 0.
    rho : float, default 0
        Correlation of any two columns, from 0 to 1.
    rng : numpy.random.Generator
        Source of everything random.

    Returns
    -------
    X : ndarray of shape (n, p), float64
    y : ndarray of shape (n,), float64
    w : ndarray of shape (p,), float64
        The true weights; the true intercept is 0. ``np.flatnonzero(w)`` is the true support.

    Raises
    ------
    ValueError
        If a count or a number is outside its range, or rng is not a Generator.

    Notes
    -----
    Taught in: 03_lasso, 04_elastic_net.

    References
    ----------
    P. Zhao and B. Yu (2006), "On model selection consistency of lasso", Journal of
    Machine Learning Research 7, 2541-2563 (constant positive correlation).

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import make_sparse_regression
    >>> X, y, w = make_sparse_regression(40, 200, 5, 0.5, rng=np.random.default_rng(0))
    >>> X.shape, np.flatnonzero(w).size, np.abs(w).sum()
    ((40, 200), 5, np.float64(5.0))
    """
    n, p = check_count(n, "n"), check_count(p, "p")
    n_active = check_count(n_active, "n_active", 0, p)
    noise, rho = (
        check_number(noise, "noise", least=0, most=LARGEST),
        check_number(rho, "rho", least=0, most=1),
    )
    shared = check_rng(rng).standard_normal((n, 1))
    X = np.sqrt(rho) * shared + np.sqrt(1 - rho) * rng.standard_normal((n, p))
    w = np.zeros(p)
    w[rng.permutation(p)[:n_active]] = rng.choice([-1.0, 1.0], size=n_active)
    return X, X @ w + noise * rng.standard_normal(n), w
