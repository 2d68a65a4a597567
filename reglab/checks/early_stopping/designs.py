"""Inputs for the checks of lesson 10: scripted runs of training, and data for gradient descent.

Metrics are quarters and eighths, times a multiple of 1/64: differences and ties are exact, so no
answer passes or fails by rounding.
"""

import numpy as np

__all__ = ["NAMES", "regression", "scale", "script", "vector"]

NAMES = ("W1", "b1", "W2")  # of the parameters in every run


def script(rng, metrics, patience, *, first_epoch=0, style="fresh", **options):
    """A run of training: what each epoch measures, and its parameters.

    `style` says how the parameters change: "fresh" arrays in a fresh dict, arrays changed "in
    place", or arrays "replaced" in the same dict.
    """
    n = len(metrics)
    shapes = {"W1": (2, 3), "b1": (3,), "W2": (3, 1)}
    return {
        "metrics": np.array(metrics, dtype=float),
        "options": {"patience": patience, **options},
        "first_epoch": first_epoch,
        "style": style,
        "params": {name: rng.normal(size=(n, *shape)) for name, shape in shapes.items()},
    }


def scale(rng, metrics):
    """The same script in other units: nothing changes but the numbers."""
    return np.array(metrics) * (int(rng.integers(33, 128)) / 64)


def vector(rng, n):
    """Positive numbers of unequal sizes, none of them near 0 or 1."""
    return rng.permutation(np.geomspace(0.15, 0.7, n)) * rng.uniform(0.9, 1.1, n)


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
