"""Nearly collinear columns, which make least squares unstable."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number, check_rng
from reglab.datasets._validation import LARGEST, check_finite


def make_collinear(
    n: int,
    p: int,
    spread: float,
    noise: float,
    *,
    rng: np.random.Generator,
    w: ArrayLike | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Nearly collinear columns: ``x_j = z + spread * e_j`` and ``y = X w + noise * e``.

    All columns share z; z, the e_j and e are independent standard normal. Any two
    columns have correlation ``1 / (1 + spread**2)``: at ``spread=0`` they are equal, at
    0.1 they have correlation .99. Least squares estimates the sum of the weights well, but
    the difference of two weights only with standard error
    ``sqrt(2) * noise / (spread * sqrt(n))`` (for large n).

    Parameters
    ----------
    n : int
        Rows, >= 1.
    p : int
        Columns, >= 1.
    spread : float
        Standard deviation of each column around the shared z, >= 0.
    noise : float
        Standard deviation of the noise in y, >= 0.
    rng : numpy.random.Generator
        Source of the columns and of the noise.
    w : array-like of shape (p,), optional
        True weights; all 1 if not given.

    Returns
    -------
    X : ndarray of shape (n, p), float64
    y : ndarray of shape (n,), float64
    w : ndarray of shape (p,), float64
        The true weights; the true intercept is 0.

    Raises
    ------
    ValueError
        If a count is not an integer >= 1, spread or noise is negative, w is not of shape (p,), or
        rng is not a Generator.

    Notes
    -----
    Taught in: 02_ridge.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import make_collinear
    >>> X, y, w = make_collinear(1000, 2, 0.1, 1.0, rng=np.random.default_rng(0))
    >>> X.shape, w, float(np.corrcoef(X.T)[0, 1].round(2))
    ((1000, 2), array([1., 1.]), 0.99)
    """
    n, p = check_count(n, "n"), check_count(p, "p")
    spread, noise = (
        check_number(spread, "spread", least=0, most=LARGEST),
        check_number(noise, "noise", least=0, most=LARGEST),
    )
    w = np.ones(p) if w is None else check_finite(w, "w", (p,)).copy()
    shared = check_rng(rng).standard_normal((n, 1))
    X = shared + spread * rng.standard_normal((n, p))
    return X, X @ w + noise * rng.standard_normal(n), w
