"""Inputs for the checks of lesson 03. They reveal each known mistake on every draw.

If the difficulty of an input depended on the draw, the same mistake could get different marks with
different seeds. So correlations, scales and signs are set, and only the rest is random.
"""

import numpy as np

from reglab.exercises.columns import correlated_columns, largest_lam, orthonormal_columns
from reglab.linear import lasso_cd


def regression(rng, columns, share):
    """A problem on given columns, with a penalty that is `share` of its lambda_max.

    Columns get unequal scales (with unit columns a wrong division by their norm changes nothing)
    and means far from 0 (so that centring matters). The largest gradient in size is negative (so
    that a lost sign shows).

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
    return {"X": X, "y": y, "lam": float(share * largest_lam(X, y))}


def small_to_large(rng):
    """Problems from one feature to five, with mild correlations."""
    n = rng.integers([5, 7, 16], [8, 11, 26])
    p = (1, 2, int(rng.integers(4, 6)))
    shares = rng.uniform([0.4, 0.2, 0.08], [0.6, 0.4, 0.15])
    return [
        regression(rng, correlated_columns(rng, *sizes, 0.2), share)
        for *sizes, share in zip(n, p, shares, strict=True)
    ]


def wide(rng):
    """More features than samples; the features have a common component.

    The correlations are not set, so draw until few sweeps are enough, and until simultaneous
    updates cannot end at the solution.
    """
    for _ in range(50):
        n, rho = int(rng.integers(9, 12)), 0.4
        p = n + int(rng.integers(2, 4))
        raw = np.sqrt(rho) * rng.normal(size=(n, 1)) + np.sqrt(1 - rho) * rng.normal(size=(n, p))
        data = regression(rng, raw, rng.uniform(0.2, 0.3))
        w, _, sweeps = lasso_cd(**data)
        overlap = np.atleast_2d(np.corrcoef(data["X"][:, w != 0].T))
        if sweeps <= 45 and np.linalg.eigvalsh(overlap)[-1] > 2.2:
            break
    return data


def suppressed(rng, sign):
    """Two columns that matter only together with the one between them.

    After one sweep, in either order, the weight that was visited first is 0 with a gradient that
    is .44 * lambda_max above lam, and the other gradients are at most .26 * lambda_max off.
    """
    n, r = int(rng.integers(10, 20)), 0.6
    R = np.array([[1, r, 0], [r, 1, r], [0, r, 1]])
    scale = rng.uniform(2.0, 4.0)
    X = scale * orthonormal_columns(rng, n, 3) @ np.linalg.cholesky(R).T
    w = sign * np.linalg.solve(R, [0.0, 1.0, 0.0]) / scale
    return {"X": X + rng.uniform(1.0, 3.0, size=3), "y": 5.0 + X @ w, "lam": 0.1 * scale}


def orthonormal(rng, n, p):
    """Centred columns with X'X/n = I, where the lasso has a closed form."""
    X = orthonormal_columns(rng, n, p)
    y = rng.uniform(1.0, 5.0) + X @ rng.normal(scale=2.0, size=p) + 0.5 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": float(rng.uniform(0.65, 0.95))}


def whole_numbers(rng):
    """A problem in whole numbers, whose means and solution are not whole."""
    n, p = int(rng.integers(9, 14)), 3
    X = rng.integers(-6, 7, size=(n, p)) + rng.integers(2, 6, size=p)
    y = X @ rng.permutation([-3, 2, 1]) + rng.integers(-4, 5, size=n)
    # Means with a fraction between .3 and .7: cut or rounded, they are far off.
    X[0] += (n // 2 - X.sum(axis=0)) % n
    y[0] += (n // 2 - y.sum()) % n
    return {"X": X, "y": y, "lam": float(rng.uniform(0.08, 0.2) * largest_lam(X, y))}


def in_units(rng, data, x, y):
    """A problem in other units: X times about 10^x, y times about 10^y."""
    x, y = 10.0 ** (np.array([x, y]) + rng.uniform(-0.2, 0.2, size=2))
    return {**data, "X": x * data["X"], "y": y * data["y"], "lam": x * y * data["lam"]}
