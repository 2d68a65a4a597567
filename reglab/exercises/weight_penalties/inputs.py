"""Inputs for the checks of lesson 06: parameters that reveal each known mistake on every draw."""

import numpy as np


def away_from_zero(rng, *shape):
    """Numbers of both signs between 0.5 and 2, of unequal sizes, away from the kink at 0."""
    size = rng.uniform(0.5, 2.0, shape)
    signs = np.where(np.arange(size.size) % 2 == 0, 1.0, -1.0)
    return size * rng.permutation(signs).reshape(shape)


def quarters(rng, low, high, size=None):
    """Numbers from `low` to `high` in steps of a quarter, for cases to compute on paper."""
    found = rng.integers(round(4 * low), round(4 * high), endpoint=True, size=size) / 4
    return float(found) if size is None else found


def sizes(rng):
    """Three widths from 2 to 4, for `network`."""
    return [int(n) for n in rng.integers(2, 5, size=3)]


def strengths(rng):
    """Strengths l1 and l2; l1 is the smaller one, so that a small guard in sign(w) passes."""
    l2 = float(rng.uniform(0.4, 0.9))
    return {"l1": float(rng.uniform(0.2, 0.45) * l2), "l2": l2}


def network(rng, n_in, n_hidden, n_out):
    """Parameters of a network with one hidden layer."""
    return {
        "W1": away_from_zero(rng, n_in, n_hidden),
        "b1": away_from_zero(rng, n_hidden) + 3.0,
        "gamma1": away_from_zero(rng, n_hidden) + 5.0,
        "W2": 3.0 * away_from_zero(rng, n_hidden, n_out),
        "b2": away_from_zero(rng, n_out) - 3.0,
    }


def tiny_network(rng):
    """Parameters for a case to compute on paper; each matrix has one row or one column."""
    a, b, c, d = quarters(rng, 1, 4, size=4)
    return {
        "W1": np.array([[a, -a - b]]),
        "b1": quarters(rng, 0.5, 5, size=2),
        "gamma1": quarters(rng, 0.5, 3, size=2),
        "W2": np.array([[-c], [c + d]]),
        "b2": quarters(rng, 0.5, 5, size=1),
    }


def deep_network(rng):
    """Parameters of five layers, with names and numbers of axes that decide nothing by themselves.

    A scale and a bias have two axes, like a weight; a shift has a name like a weight's.
    """
    n_in, n_hidden, n_out = sizes(rng)
    return {
        "W1": away_from_zero(rng, n_in, n_hidden),
        "gamma1": away_from_zero(rng, 1, n_hidden) + 4.0,
        "W2": away_from_zero(rng, n_hidden, 3),
        "skipW": away_from_zero(rng, 3) + 6.0,
        "W3": away_from_zero(rng, 3, 3),
        "W10": 2.0 * away_from_zero(rng, 3, 3),
        "w_shift": away_from_zero(rng, 3) + 8.0,
        "W_out": away_from_zero(rng, 3, n_out),
        "b_out": away_from_zero(rng, 1, n_out) + 3.0,
    }


def whole_numbers(rng, *shape):
    """An array of whole numbers of both signs, none of them 0."""
    return np.sign(away_from_zero(rng, *shape)).astype(int) * rng.integers(1, 5, size=shape)


def many_sizes(rng):
    """Parameters whose weights are near 1e-6, some of them 0, near 1000, and whole numbers."""
    n_in, n_hidden, n_out = sizes(rng)
    some_zeros = rng.permuted([[1.0] * (n_hidden - 1) + [0.0]] * n_in, axis=1)
    return [
        {"W1": 1e-6 * away_from_zero(rng, n_in, n_hidden), "b1": away_from_zero(rng, n_hidden)},
        {"W1": some_zeros * away_from_zero(rng, n_in, n_hidden), "b1": np.zeros(n_hidden)},
        {"W1": 1e3 * away_from_zero(rng, n_in, n_hidden), "b1": away_from_zero(rng, n_hidden)},
        {
            "W1": whole_numbers(rng, n_in, n_hidden),
            "b1": whole_numbers(rng, n_hidden),
            "W2": whole_numbers(rng, n_hidden, n_out),
        },
    ]
