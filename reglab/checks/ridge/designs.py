"""Inputs for the checks of lesson 02: designs on which each mistake shows, on every draw.

Correlations, scales, means and penalties are set, and only the rest is random:
a design whose difficulty depends on luck would give one mistake two marks.
"""

import numpy as np

from ..core.columns import correlated_columns, orthonormal_columns

__all__ = ["dummies", "nearly_duplicate", "regression", "small_to_large", "smallest", "wide"]


def smallest():
    """Three points and one feature: an answer that a student can redo by hand.

    After centring ``x'x/n = 6`` and ``x'y/n = 20``, so lam = 4 gives w = 20/10 = 2 and
    b = 10 - 3*2 = 4. With n = 3 a factor n is not a factor 2.
    """
    return {"X": np.array([[0.0], [3.0], [6.0]]), "y": np.array([2.0, 6.0, 22.0]), "lam": 4.0}


def regression(rng, columns, share):
    """A problem on given columns, with lam a `share` of their mean variance.

    The columns get unequal scales, which a penalty does not treat alike, and means far from 0.

    Parameters
    ----------
    rng : numpy.random.Generator
    columns : array of shape (n, p), p > 1
    share : float

    Returns
    -------
    dict
        ``X`` (n, p), ``y`` (n,), ``lam``.
    """
    n, p = columns.shape
    scale = rng.permutation(np.geomspace(0.5, 2.0, p))
    X = columns * scale + rng.uniform(1.0, 3.0, size=p)
    w = np.where(np.arange(p) % 2 == 0, 2.0, -1.0) / scale
    y = 5.0 + columns @ (w * scale) + 0.5 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": share * float(X.var(axis=0).mean())}


def small_to_large(rng):
    """Problems from one feature to five, with mild correlations."""
    sizes = ((8, 2, 0.5), (20, 5, 0.1))
    return [
        smallest(),
        *(regression(rng, correlated_columns(rng, n, p, 0.3), s) for n, p, s in sizes),
    ]


def wide(rng):
    """More features than samples; the features share a common part."""
    n, p = 6, 9
    columns = np.sqrt(0.5) * (rng.normal(size=(n, 1)) + rng.normal(size=(n, p)))
    return regression(rng, columns, 0.3)


def nearly_duplicate(rng):
    """Four columns and a copy of each, off by a millionth; lam is about the square of that.

    ``X'X/n + lam I`` has a condition number near 1e11. The target has no noise, so the weights
    stay moderate and an honest solver leaves a gradient near rounding error; what an explicit
    inverse leaves grows with the condition number. Four pairs, because the inverse may be lucky
    with one, and copies of another scale, because between equal columns its errors may cancel.
    """
    n, pairs = 30, 4
    Q = orthonormal_columns(rng, n, 2 * pairs)
    columns = Q[:, :pairs] @ np.linalg.cholesky(0.6 * np.eye(pairs) + 0.4).T
    X = np.column_stack([1.3 * columns, 0.8 * (columns + 1e-6 * Q[:, pairs:])])
    X += rng.uniform(1.0, 3.0, size=2 * pairs)
    return {"X": X, "y": 5.0 + X @ [2.0, -1.0, 0.5, 1.5, 1.0, 0.7, -2.0, -0.6], "lam": 1e-11}


def dummies(rng, groups):
    """A measurement, and one 0/1 column for each of `groups` groups.

    The 0/1 columns sum to 1: together they are a constant, so that the rank of X is groups + 1,
    and of the centred X one less.
    """
    member = rng.permutation(np.arange(4 * groups) % groups)
    measured = rng.normal(scale=2.0, size=len(member)) + 3.0
    return {"X": np.column_stack([measured, np.eye(groups)[member]])}
