"""Splits of the same data for many seeds, for comparisons over seeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.datasets._corruption import flip_labels
from reglab.datasets._split import split_rows
from reglab.datasets._validation import check_finite


def split_seeds(
    X: ArrayLike, y: ArrayLike, sizes: Sequence[int], *, seeds: Iterable[int], noise: float = 0.0
) -> list[tuple[NDArray[np.float64], NDArray]]:
    """Split the rows once per seed, and stack the parts: one ``(X, y)`` for each size.

    Label noise, if any, is in all parts but the last: validation rows are as noisy as training
    rows, and test rows are clean.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
        Classes.
    sizes : sequence of int
        Rows of each part, as for `split_rows`; the last part is the test set.
    seeds : sequence of int
        One split for each. The split of a seed does not depend on the other seeds.
    noise : float
        Share of changed labels, as for `flip_labels`.

    Returns
    -------
    list of (X, y)
        One pair for each size, X of shape (n_seeds, size, n_features) and y of shape
        (n_seeds, size).

    Raises
    ------
    ValueError
        If there is no seed, X is not a 2-D array of finite numbers, or `split_rows` or
        `flip_labels` refuses y, sizes or noise.

    Notes
    -----
    Taught in: 06_weight_penalties.

    Examples
    --------
    >>> from reglab.datasets import load_digits, split_seeds
    >>> data = load_digits()
    >>> train, test = split_seeds(data.X / 16, data.y, (200, 1000), seeds=range(20), noise=0.2)
    >>> train[0].shape, train[1].shape, test[0].shape
    ((20, 200, 64), (20, 200), (20, 1000, 64))
    """
    X, y, seeds = check_finite(X, "X"), np.asarray(y), list(seeds)
    if X.ndim != 2 or y.shape != X.shape[:1]:
        raise ValueError(
            f"X and y must have shapes (n_samples, n_features) and (n_samples,), "
            f"got {X.shape} and {y.shape}"
        )
    if not seeds:
        raise ValueError("seeds must hold at least one seed, got none")
    divisions = []
    for seed in seeds:
        # Networks are initialized from default_rng(seed); this stream is a different one.
        rng = np.random.default_rng([seed, 1])
        parts = [(X[rows], y[rows]) for rows in split_rows(len(X), sizes, rng=rng)]
        noisy = [(part, flip_labels(labels, noise, rng=rng)) for part, labels in parts[:-1]]
        divisions.append([*noisy, parts[-1]])
    by_part = (zip(*pairs, strict=True) for pairs in zip(*divisions, strict=True))
    return [(np.stack(all_X), np.stack(all_y)) for all_X, all_y in by_part]
