"""Inputs for several exercises of lesson 10: data for gradient descent, and short numbers."""

import numpy as np


def regression(rng, n, p, *, spread=4.0):
    """X with unequal scales and means far from 0, y with a large mean, and a safe step size.

    The largest scale of a column is `spread` times the smallest. The step is 0.8 over the largest
    eigenvalue of the centred X'X/n.
    """
    scales = rng.permutation(np.geomspace(0.5, 0.5 * spread, p))
    X = scales * (rng.normal(size=(n, p)) + rng.choice([-3.0, 3.0], size=p))
    w = rng.choice([-1.0, 1.0], size=p) * rng.uniform(0.5, 2.0, size=p)
    y = X @ w + 10.0 + rng.normal(size=n)
    largest = np.linalg.eigvalsh(np.cov(X.T, ddof=0).reshape(p, p)).max()
    return {"X": X, "y": y, "eta": 0.8 / largest}


def hundredths(rng, low, high):
    """A number from `low` to `high` with two decimals, so that messages stay short."""
    return int(rng.integers(round(100 * low), round(100 * high) + 1)) / 100


def quarters(rng, low, high):
    """A multiple of 1/4 from `low` to `high`: short and exact."""
    return int(rng.integers(round(4 * low), round(4 * high) + 1)) / 4
