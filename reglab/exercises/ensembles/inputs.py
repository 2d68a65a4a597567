"""Inputs for the checks of lesson 11."""

import numpy as np


def seeded(rng, **data):
    """A case with the seed of the Generator that the answer gets."""
    return {**data, "seed": int(rng.integers(2**31))}


def between(rng, low, high):
    """A whole number from low to high, both included."""
    return int(rng.integers(low, high + 1))


def both_signs(rng, shape, low=0.5, high=3.0):
    """Numbers of both signs, from low to high in size."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(low, high, size=shape)


def numbered(rng, n, *shape):
    """Rows of a given shape, of which the first entry is the number of the row."""
    X = rng.normal(size=(n, *shape))
    X.reshape(n, -1)[:, 0] = np.arange(n)
    return X
