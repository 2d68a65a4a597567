"""Inputs for the checks of lesson 03: designs on which each mistake shows."""

import numpy as np

__all__ = ["correlated", "orthonormal", "problem", "small_to_large"]


def problem(rng, n, p, *, share=0.3, columns=None):
    """A regression problem and a penalty that is `share` of its lambda_max.

    Columns have unequal scales (with unit columns a wrong division by their
    norm changes nothing) and means far from 0 (so that centring matters).

    Returns
    -------
    dict
        ``X`` (n, p), ``y`` (n,), ``lam``.
    """
    X = rng.normal(size=(n, p)) if columns is None else columns
    scale = rng.permutation(np.geomspace(0.4, 2.5, p)) if p > 1 else np.array([1.7])
    X = X * scale + rng.uniform(1.0, 3.0, size=p)
    w = np.where(np.arange(p) % 2 == 0, 2.0, 0.0) * rng.choice([-1.0, 1.0], size=p) / scale
    y = 5.0 + (X - X.mean(axis=0)) @ w + 0.5 * rng.normal(size=n)
    largest = np.max(np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))) / n
    return {"X": X, "y": y, "lam": float(share * largest)}


def small_to_large(rng):
    """Problems from one feature to more features than samples."""
    sizes = ((6, 1, 0.5), (8, 2, 0.3), (20, 5, 0.1), (10, 12, 0.4))
    return [problem(rng, n, p, share=share) for n, p, share in sizes]


def correlated(rng, p, *, n=40, rho=0.9):
    """Columns that share a common part: any two correlate with about `rho`.

    Equal scales and positive weights make simultaneous updates overshoot, which
    is what the property on the objective looks for.
    """
    common = rng.normal(size=(n, 1))
    X = np.sqrt(rho) * common + np.sqrt(1 - rho) * rng.normal(size=(n, p))
    y = X @ np.linspace(1.0, 2.0, p) + 0.3 * rng.normal(size=n)
    largest = np.max(np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))) / n
    return {"X": X, "y": y, "lam": float(0.1 * largest)}


def orthonormal(rng, n, p):
    """Centred columns with X'X/n = I, where the lasso has a closed form."""
    raw = rng.normal(size=(n, p))
    Q, _ = np.linalg.qr(raw - raw.mean(axis=0))
    X = np.sqrt(n) * Q
    y = 3.0 + X @ rng.normal(scale=2.0, size=p) + 0.5 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": 0.7}
