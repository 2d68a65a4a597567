"""Inputs for the checks of lesson 11."""

import numpy as np

# The outputs of a property on the generator that was passed.
RUNS = ("first", "second", "again", "other")


def both_signs(rng, shape, low=0.5, high=3.0):
    """Numbers of both signs, from low to high in size."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(low, high, size=shape)


def numbered(rng, n, *shape):
    """Rows of a given shape, of which the first entry is the number of the row."""
    X = rng.normal(size=(n, *shape))
    X.reshape(n, -1)[:, 0] = np.arange(n)
    return X
