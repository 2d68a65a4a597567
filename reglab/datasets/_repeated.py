"""The same data, divided anew for every seed: what comparisons over many seeds need."""

import numpy as np

from reglab.datasets._corruption import flip_labels
from reglab.datasets._split import split_rows
from reglab.datasets._validation import check_finite


def split_seeds(X, y, sizes, *, seeds, noise=0.0):
    """Divide the rows once for each seed, and stack the parts: ``(X, y)`` for every size.

    Label noise, if any, is in all parts but the last: rows that choose a model come from the same
    noisy source as those that train it, and what judges it in the end is clean.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : array-like of shape (n_samples,)
        Classes.
    sizes : sequence of int
        Rows of each part, as for `split_rows`; the last part is the one that judges.
    seeds : sequence of int
        One division for each; the same seed always gives the same one, whatever the others are.
    noise : float
        Share of labels that are changed, as for `flip_labels`.

    Returns
    -------
    list of (X, y)
        One pair for each size, X of shape (n_seeds, size, n_features) and y of shape
        (n_seeds, size).

    Raises
    ------
    ValueError
        If there is no seed, X is no table of finite numbers, or y, sizes or noise are not as
        `split_rows` and `flip_labels` ask.

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
        # A stream apart from default_rng(seed), from which networks are made.
        rng = np.random.default_rng([seed, 1])
        parts = [(X[rows], y[rows]) for rows in split_rows(len(X), sizes, rng=rng)]
        noisy = [(part, flip_labels(labels, noise, rng=rng)) for part, labels in parts[:-1]]
        divisions.append([*noisy, parts[-1]])
    by_part = zip(*divisions, strict=True)
    return [tuple(np.stack(arrays) for arrays in zip(*part, strict=True)) for part in by_part]
