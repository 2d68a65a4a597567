"""Rows drawn with replacement."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count, check_rng


def bootstrap_rows(n: int, n_draws: int, *, rng: np.random.Generator) -> NDArray[np.intp]:
    """Draw bootstrap samples: n of the rows 0, ..., n - 1, with replacement, ``n_draws`` times.

    A sample lacks a given row with probability ``(1 - 1/n)^n``, about 0.37.

    Parameters
    ----------
    n : int
        Number of rows, >= 1.
    n_draws : int
        >= 1.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of int of shape (n_draws, n)
        ``X[rows[i]], y[rows[i]]`` is a sample; ``X[rows], y[rows]`` holds all of them along a
        leading axis, as `reglab.nn.run_table` takes them.

    Raises
    ------
    ValueError
        If n or n_draws is not a positive integer, or rng is not a Generator.

    Notes
    -----
    Taught in: 11_ensembles, section 11.2.

    References
    ----------
    Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7(1),
    1-26.

    Examples
    --------
    >>> import numpy as np
    >>> bootstrap_rows(4, 2, rng=np.random.default_rng(0)).shape
    (2, 4)
    """
    n, n_draws = check_count(n, "n"), check_count(n_draws, "n_draws")
    return check_rng(rng).integers(0, n, size=(n_draws, n))
