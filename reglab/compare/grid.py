"""An experiment of methods, regimes and seeds in which all methods have equal chances."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.compare.vault import Vault

# Trains on X and y, and returns a function that predicts.
Candidate = Callable[[Any, Any, np.random.Generator], Callable[[Any], Any]]


def run_grid(
    methods: Mapping[str, Sequence[Candidate]],
    regimes: Sequence[Any],
    seeds: Iterable[int],
    data: Callable[[Any, int], Vault],
) -> dict[str, NDArray[np.float64]]:
    """Return the test scores of all methods: ``scores[method][i, j]`` for regime i and seed j.

    For every regime and seed, each method trains all its candidates on the training rows, and
    chooses ``argmax_c metric(y_val, predict_c(X_val))``, the first of equally good ones. Only the
    chosen candidate predicts the test rows, and it is scored once.

    Parameters
    ----------
    methods : dict of list of callable
        By name, equally many candidates for each, the baseline included. A candidate is called as
        ``candidate(X, y, rng)`` and returns a function that predicts y for an X; ``rng`` is
        ``np.random.default_rng(seed)``, new for every candidate.
    regimes : sequence
        Whatever `data` understands: sample sizes, shares of wrong labels.
    seeds : sequence of int
    data : callable
        ``data(regime, seed)`` returns the `Vault` of this regime and seed. It is called once for
        each, and all methods share the vault.

    Returns
    -------
    dict of ndarray of shape (n_regimes, n_seeds)

    Raises
    ------
    ValueError
        If there is no method, or the methods do not have equally many candidates, at least one.

    Notes
    -----
    Taught in: 12_audit, Exercise 12.6.

    References
    ----------
    X. Bouthillier et al. (2021), "Accounting for Variance in Machine Learning Benchmarks", MLSys.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.compare import Vault, run_grid
    >>> def always(label):
    ...     return lambda X, y, rng: lambda X: np.full(len(X), label)
    >>> def data(share, seed):
    ...     X, y = np.zeros((10, 1)), (np.arange(10) < share).astype(int)
    ...     return Vault((X, y), (X, y), (X, y))
    >>> methods = {"zero or one": [always(0), always(1)], "zero": [always(0), always(0)]}
    >>> run_grid(methods, [2, 7], range(3), data)["zero or one"]
    array([[0.8, 0.8, 0.8],
           [0.7, 0.7, 0.7]])
    """
    counts = {name: len(candidates) for name, candidates in methods.items()}
    if len(set(counts.values())) != 1 or 0 in counts.values():
        listed = ", ".join(f"{name} {count}" for name, count in counts.items()) or "no method"
        raise ValueError(f"methods must all have the same number of candidates, got {listed}")
    regimes, seeds = list(regimes), list(seeds)
    scores = {name: np.empty((len(regimes), len(seeds))) for name in methods}
    for i, regime in enumerate(regimes):
        for j, seed in enumerate(seeds):
            vault = data(regime, seed)
            for name, candidates in methods.items():
                scores[name][i, j] = _score(vault, name, candidates, seed)
    return scores


def _score(vault, name, candidates, seed):
    X, y = vault.train()
    X_val, y_val = vault.validation()
    fitted = [candidate(X, y, np.random.default_rng(seed)) for candidate in candidates]
    best = np.argmax([vault.metric(y_val, predict(X_val)) for predict in fitted])
    return vault.score(fitted[best](vault.test()), name)
