"""The least-squares solution of smallest norm, and its ridge counterpart."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array, check_number


def min_norm_fit(F: ArrayLike, y: ArrayLike, lam: float = 0.0) -> NDArray[np.float64]:
    """Minimize ``1/(2n) ||y - Fw||^2 + lam/2 ||w||^2``; for lam = 0 the solution of smallest norm.

    With the singular value decomposition ``F = U S V'``, without the singular values that are 0,
    ``w = V diag(s / (s^2 + n lam)) U'y``. There is no intercept: put a column of ones into F if one
    is needed.

    Parameters
    ----------
    F : array-like of shape (n, k)
        Any n, k and rank.
    y : array-like of shape (n,)
    lam : float
        Penalty, >= 0, in squared units of F.

    Returns
    -------
    ndarray of shape (k,)
        For lam = 0 it is in the row space of F, and it interpolates y if F has rank n.

    Raises
    ------
    ValueError
        If the shapes do not fit, an axis is empty, a value is not a finite real number, or
        lam < 0.

    Notes
    -----
    Taught in: 11_ensembles, Exercise 11.2.

    References
    ----------
    Hastie, Montanari, Rosset and Tibshirani (2022), "Surprises in high-dimensional ridgeless least
    squares interpolation", Annals of Statistics 50(2), 949-986.

    Examples
    --------
    >>> min_norm_fit([[1.0, 1.0]], [2.0])  # of all w with w1 + w2 = 2 the shortest one
    array([1., 1.])
    """
    F, y, lam = check_array(F, "F"), check_array(y, "y"), check_number(lam, "lam", least=0)
    if F.ndim != 2 or y.shape != F.shape[:1] or 0 in F.shape:
        raise ValueError(
            f"F and y must have shapes (n, k) and (n,), not empty, got {F.shape} and {y.shape}"
        )
    n = len(y)
    U, s, Vt = np.linalg.svd(F, full_matrices=False)
    kept = s > max(F.shape) * np.finfo(float).eps * s[0]
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    # As one quotient, s / (s^2 + n lam) would lose a tiny s to underflow.
    return Vt.T @ (U.T @ y / (s + n * lam / s))
