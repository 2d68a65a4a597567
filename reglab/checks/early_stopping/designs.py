"""Inputs for the checks of lesson 10: scripted runs of training, and data for gradient descent."""

import numpy as np

__all__ = ["NAMES", "hundredths", "on_paper", "quarters", "regression", "script", "up_to", "vector"]

NAMES = ("W1", "b1", "W2")  # of the parameters in every run


def script(rng, metrics, patience, *, first_epoch=0, style="fresh", **options):
    """A run of training: what each epoch measures, and its parameters.

    `style` says how the parameters change: "fresh" arrays in a fresh dict, arrays changed "in
    place", or arrays "replaced" in the same dict.
    """
    n, (p, h) = len(metrics), rng.integers(2, 5, size=2)
    shapes = {"W1": (p, h), "b1": (h,), "W2": (h, 1)}
    return {
        "metrics": np.array(metrics, dtype=float),
        "options": {"patience": patience, **options},
        "first_epoch": first_epoch,
        "style": style,
        "params": {name: rng.normal(size=(n, *shape)) for name, shape in shapes.items()},
    }


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


# Deviations from the mean, in order: x and y rise together.
_X_ON_PAPER = ((-2.0, -1.0, 3.0), (-1.0, -1.0, 2.0), (-3.0, 1.0, 2.0), (-2.0, 0.0, 2.0))
_Y_ON_PAPER = ((-2.0, 0.0, 2.0), (-1.0, -1.0, 2.0), (-3.0, 1.0, 2.0), (-4.0, 1.0, 3.0))


def on_paper(rng):
    """Three rows of one column, in short numbers; x and y are not centred, and the step is safe."""
    x, y = (np.array(rng.choice(choices)) for choices in (_X_ON_PAPER, _Y_ON_PAPER))
    eta = round(rng.uniform(0.55, 0.9) / np.mean(x**2), 2)
    rows = rng.permutation(3)
    x_mean, y_mean = (rng.choice([-1.0, 1.0]) * quarters(rng, 1.0, 6.0) for _ in range(2))
    y = y_mean + rng.choice([-1.0, 1.0]) * y
    return {"X": x_mean + x[rows, None], "y": y[rows], "eta": float(eta)}


def hundredths(rng, low, high):
    """A number between two others with two decimals: short where it is written out."""
    return int(rng.integers(round(100 * low), round(100 * high) + 1)) / 100


def quarters(rng, low, high):
    """A number between two others that is a multiple of 1/4: short and exact."""
    return int(rng.integers(round(4 * low), round(4 * high) + 1)) / 4


def up_to(rng, low, high):
    """A whole number between two others, both of which it may be."""
    return int(rng.integers(low, high + 1))
