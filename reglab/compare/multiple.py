"""Many tests at once: Holm's adjusted p-values."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Adjust p-values of m tests by Holm's method, in the order given.

    For the sorted values ``p_(1) <= ... <= p_(m)``, the adjusted one is
    ``max over j <= i of min(1, (m - j + 1) p_(j))``. Rejecting where it is at most 0.05 keeps the
    probability of any false rejection at 0.05 or below, however the tests depend on each other.

    Parameters
    ----------
    p : array-like of shape (m,)
        p-values in [0, 1].

    Returns
    -------
    ndarray of shape (m,)

    Raises
    ------
    ValueError
        If p has no values, or values outside [0, 1].

    Notes
    -----
    Taught in: 12_audit, Exercise 12.5.

    References
    ----------
    Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6(2), 65-70.

    Examples
    --------
    >>> from reglab.compare import holm
    >>> holm([0.5, 0.011, 0.012]).round(3)
    array([0.5  , 0.033, 0.033])
    """
    p = np.asarray(p)
    if p.ndim != 1 or p.size == 0 or p.dtype.kind not in "biuf" or not np.all((p >= 0) & (p <= 1)):
        raise ValueError(f"p must hold p-values in [0, 1] of shape (m,) with m >= 1, got {p!r}")
    order = np.argsort(p, kind="stable")
    adjusted = np.empty(p.size)
    factors = np.arange(p.size, 0, -1)
    adjusted[order] = np.maximum.accumulate(np.minimum(1.0, factors * p[order]))
    return adjusted
