"""Inputs for the checks of lesson 06: parameters on which each mistake shows, on every draw."""

import numpy as np

__all__ = ["MORE_NAMES", "NAMES", "away_from_zero", "deep_network", "network", "tiny_network"]

# In most cases of 6.1 and 6.2: two layers, and the scale of a normalization between them.
NAMES = ("W1", "b1", "gamma1", "W2", "b2")
# Where the name alone decides: not how many layers there are, nor a number of axes.
MORE_NAMES = ("W1", "gamma1", "W2", "W3", "W_out", "b_out")


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


def deep_network(rng):
    """Parameters of four layers; a scale and a bias are rows of two axes, as a weight has."""
    return {
        "W1": away_from_zero(rng, 3, 2),
        "gamma1": away_from_zero(rng, 1, 2) + 4.0,
        "W2": away_from_zero(rng, 2, 3),
        "W3": away_from_zero(rng, 3, 3),
        "W_out": away_from_zero(rng, 3, 2),
        "b_out": away_from_zero(rng, 1, 2) + 3.0,
    }
