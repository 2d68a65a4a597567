"""Inputs for the checks of lesson 06: parameters on which each mistake shows, on every draw."""

import numpy as np

__all__ = ["NAMES", "away_from_zero", "network", "tiny_network"]

# In every case of 6.1 and 6.2: two layers, and the scale of a normalization between them.
NAMES = ("W1", "b1", "gamma1", "W2", "b2")


def away_from_zero(rng, *shape):
    """Numbers of both signs between 0.5 and 2, of unequal sizes: no kink is near."""
    size = rng.uniform(0.5, 2.0, shape)
    signs = np.where(np.arange(size.size) % 2 == 0, 1.0, -1.0)
    return size * rng.permutation(signs).reshape(shape)


def network(rng, n_in, n_hidden, n_out):
    """Parameters of a network with one hidden layer."""
    return {
        "W1": away_from_zero(rng, n_in, n_hidden),
        "b1": away_from_zero(rng, n_hidden) + 3.0,
        "gamma1": away_from_zero(rng, n_hidden) + 5.0,
        "W2": 3.0 * away_from_zero(rng, n_hidden, n_out),
        "b2": away_from_zero(rng, n_out) - 3.0,
    }


def tiny_network():
    """Parameters that can be worked through on paper: sum |W| = 13, sum W^2 = 63."""
    return {
        "W1": np.array([[1.0, -3.0]]),
        "b1": np.array([5.0, 0.5]),
        "gamma1": np.array([1.0, 2.0]),
        "W2": np.array([[-2.0], [7.0]]),
        "b2": np.array([4.0]),
    }
