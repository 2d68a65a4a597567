"""In how many seeds one method is better than another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from reglab.compare._arguments import pair


def p_better(a: ArrayLike, b: ArrayLike) -> float:
    """Share of seeds in which a is better, ``mean((a > b) + (a == b) / 2)``: a tie counts one half.

    This estimates P(a better than b) for a further seed, with both methods on the same data.

    Parameters
    ----------
    a, b : array-like of shape (n,)
        As for `paired_ci`; larger is better.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If a and b do not have one finite number for each of at least two seeds.

    Notes
    -----
    Taught in: 06_weight_penalties; used in all tables of methods.

    References
    ----------
    X. Bouthillier et al. (2021), "Accounting for Variance in Machine Learning Benchmarks", MLSys.

    Examples
    --------
    >>> from reglab.compare import p_better
    >>> p_better([0.9, 0.8, 0.7, 0.6], [0.8, 0.8, 0.6, 0.7])
    0.625
    """
    a, b = pair(a, b)
    return float(np.mean((a > b) + 0.5 * (a == b)))
