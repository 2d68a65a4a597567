"""Inputs for the checks of lesson 03: designs on which each mistake shows, on every draw.

A design whose difficulty depends on luck would give the same mistake different
marks on different seeds. So correlations, scales and signs are set, and only
the rest is random.
"""

import numpy as np

from ..core.columns import correlated_columns, largest_lam, orthonormal_columns

__all__ = ["correlated", "largest_lam", "orthonormal", "regression", "small_to_large", "wide"]


def regression(rng, columns, share):
    """A problem on given columns, with a penalty that is `share` of its lambda_max.

    Columns get unequal scales (with unit columns a wrong division by their norm
    changes nothing) and means far from 0 (so that centring matters). The column
    with the largest pull has a negative one (so that a lost sign shows).

    Parameters
    ----------
    rng : numpy.random.Generator
    columns : array of shape (n, p), n > 1
    share : float

    Returns
    -------
    dict
        ``X`` (n, p), ``y`` (n,), ``lam``.
    """
    n, p = columns.shape
    scale = rng.permutation(np.geomspace(0.4, 2.5, p)) if p > 1 else np.array([1.7])
    X = columns * scale + rng.uniform(1.0, 3.0, size=p)
    w = np.where(np.arange(p) % 2 == 0, 2.0, 0.0) * rng.choice([-1.0, 1.0], size=p) / scale
    y = (X - X.mean(axis=0)) @ w + 0.5 * rng.normal(size=n)
    pull = (X - X.mean(axis=0)).T @ (y - y.mean())
    y = 5.0 - np.sign(pull[np.argmax(np.abs(pull))]) * y
    return {"X": X, "y": y, "lam": share * largest_lam(X, y)}


def small_to_large(rng):
    """Problems from one feature to five, with mild correlations."""
    sizes = ((6, 1, 0.5), (8, 2, 0.3), (20, 5, 0.1))
    return [regression(rng, correlated_columns(rng, n, p, 0.2), share) for n, p, share in sizes]


def wide(rng):
    """More features than samples; the features share a common part."""
    n, p, rho = 10, 12, 0.6
    raw = np.sqrt(rho) * rng.normal(size=(n, 1)) + np.sqrt(1 - rho) * rng.normal(size=(n, p))
    return regression(rng, raw, 0.15)


def correlated(rng, p, *, n=40, rho=0.9):
    """Columns of equal scale, of which any two correlate with `rho`.

    With positive weights, updates that are made all at once overshoot together.
    The scale is not 1, so that a missing division by a_j shows here too.
    """
    X = 1.6 * correlated_columns(rng, n, p, rho)
    y = X @ np.linspace(1.0, 2.0, p) + 0.3 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": 0.1 * largest_lam(X, y)}


def orthonormal(rng, n, p):
    """Centred columns with X'X/n = I, where the lasso has a closed form."""
    X = orthonormal_columns(rng, n, p)
    y = 3.0 + X @ rng.normal(scale=2.0, size=p) + 0.5 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": 0.7}
