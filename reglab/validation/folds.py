"""Folds for cross-validation."""

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count, check_rng


def kfold_indices(
    n: int, k: int, rng: np.random.Generator
) -> list[tuple[NDArray[np.integer], NDArray[np.integer]]]:
    """Split rows 0..n-1 into k folds: ``val_1, ..., val_k`` partition them, ``train_i = rest``.

    The rows are shuffled first, so that the folds do not depend on an order in the data (by date,
    by class). Fold sizes differ by at most one.

    Parameters
    ----------
    n : int
        Number of rows.
    k : int
        Number of folds, from 2 to n; ``k=n`` leaves one row out at a time.
    rng : numpy.random.Generator
        Used for one permutation of n, and nothing else.

    Returns
    -------
    list of (train, val)
        k pairs of integer arrays: val holds n // k or n // k + 1 rows, train all others.

    Raises
    ------
    ValueError
        If n or k is not an integer, k is not from 2 to n, or rng is not a Generator.

    Notes
    -----
    Taught in: 05_choosing_lambda, Exercise 5.1.

    References
    ----------
    Stone (1974), Cross-Validatory Choice and Assessment of Statistical Predictions.
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, section 7.10.1.

    Examples
    --------
    >>> import numpy as np
    >>> for train, val in kfold_indices(5, 2, np.random.default_rng(0)):
    ...     print(np.sort(train), np.sort(val))
    [0 1] [2 3 4]
    [2 3 4] [0 1]
    """
    n, k = check_count(n, "n", 2), check_count(k, "k", 2)
    if k > n:
        raise ValueError(f"k must be at most the number of rows, {n}, got {k}")
    parts = np.array_split(check_rng(rng).permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), val) for i, val in enumerate(parts)]
