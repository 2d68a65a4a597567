"""Metrics of scripted runs for Exercise 10.1: their order is set, and the numbers are drawn.

A run consists of levels, which set the order of the epochs from best to worst. `numbers` draws
quarters in that order: differences and ties are exact, so no answer passes or fails by rounding.
In mode "min" the lowest level is the best one; `mirrored` numbers are for mode "max".
"""

import numpy as np

NAN = float("nan")


def numbers(rng, levels, *, scaled=False):
    """Positive numbers in the order of some levels, as multiples of 1/4, or of 1/256 if scaled."""
    levels = np.array(levels, dtype=float)
    distinct = np.unique(levels[~np.isnan(levels)])
    values = np.cumsum(rng.integers(1, 5, size=distinct.size)) / 4
    found = np.full(levels.shape, NAN)
    for level, value in zip(distinct, values + int(rng.integers(0, 9)) / 4, strict=True):
        found[levels == level] = value
    return found * (int(rng.integers(33, 128)) / 64 if scaled else 1)


def mirrored(values):
    """The same numbers in reverse order of size, positive again."""
    return np.nanmax(values) + np.nanmin(values) - values


def falling(rng, low, high):
    """Levels of `low` to `high` epochs, each better than the previous one; the last level is 0."""
    return np.arange(float(rng.integers(low, high + 1)))[::-1]


def worse(rng, n, best, worst):
    """Levels between two others."""
    return rng.uniform(best + 0.1, worst - 0.1, n)


def stopping(rng, patience):
    """Two or more better epochs, then failures: the last of `patience` failures ends the run.

    The failures are better than the first epoch, and, with a patience of 2 or more, the second is
    better than the one before it. The epochs after the stop have failed, too.
    """
    good = falling(rng, 2, 4)
    failed = worse(rng, patience, 0, good[0])
    failed[:2] = np.sort(failed[:2])[::-1]
    return [*good, *failed, *worse(rng, int(rng.integers(2, 4)), good[0], good[0] + 2)]


def in_blocks(rng, patience):
    """Two or more blocks of a better epoch and fewer than `patience` failures, then the end."""
    blocks, best = int(rng.integers(2, 4)), 0.0
    levels = []
    for _ in range(blocks):
        levels += [best, *worse(rng, int(rng.integers(1, patience)), best, best + 3)]
        best -= 1.0
    return [*levels, best, *worse(rng, patience + 1, best, best + 3)]


def tied(rng, patience):
    """Better epochs, then failures, some of them as good as the best epoch."""
    good = falling(rng, 2, 3)
    failed = worse(rng, patience, 0, 3)
    failed[: int(rng.integers(1, patience))] = 0.0
    return [*good, *rng.permutation(failed), *rng.permutation([0.0, 2.5])]


def kept(rng, good, failed):
    """`good` better epochs, then `failed` failures, each worse than the previous one.

    If there are two better epochs or more, the first failure is better than the first epoch.
    """
    levels = np.sort(worse(rng, failed, 0, good + 3))
    if good > 1:
        levels[0] = worse(rng, 1, 0, min(good - 1, levels[0] + 0.1))[0]
    return [*falling(rng, good, good), *levels]


def gains(rng, n, delta):
    """The gains of `n` epochs over an earlier one: increasing, and always less than `delta`."""
    return np.sort(rng.choice(np.arange(1, 8), size=n, replace=False)) * delta / 8
