"""Inputs for the checks of lesson 09: batches on which each mistake shows, on every draw.

Columns differ in mean and in spread, no mean is near 0, and where eps matters it is not small.
"""

import numpy as np

__all__ = ["affine", "batch", "drifting_rows", "network", "on_paper"]


def on_paper():
    """One column of mean 2 and variance 3: with eps = 1 the root is 2."""
    return np.array([[1.0], [1.0], [1.0], [5.0]])


def batch(rng, m, d):
    """A batch (m, d): means between 2 and 6, of both signs; spreads from 0.7 to 3."""
    signs = np.where(np.arange(d) % 2 == 0, 1.0, -1.0)
    means = signs * rng.uniform(2.0, 6.0, d)
    z = rng.normal(size=(m, d))
    z = (z - z.mean(axis=0)) / z.std(axis=0)
    return means + rng.permutation(np.linspace(0.7, 3.0, d)) * z


def affine(rng, d):
    """gamma and beta, away from 1, from 0 and from each other."""
    return rng.uniform(1.5, 3.0, d), rng.uniform(-9.0, -5.0, d)


def drifting_rows(rng, n, d):
    """Rows (n, d) whose level and spread grow on the way: no two batches are alike."""
    return np.linspace(1.0, 4.0, n)[:, None] * rng.uniform(0.5, 2.0, (n, d))


def network(n_features, widths, seed):
    """A network with batch norm behind a dense layer of each width, all away from its start."""
    from reglab import nn

    hidden = [(nn.Dense(width, bias=False), nn.BatchNorm(), nn.ReLU()) for width in widths]
    layers = (*(layer for block in hidden for layer in block), nn.Dense(2))
    made = nn.Network(layers, n_features, rng=np.random.default_rng(seed), dtype=np.float64)
    rng = np.random.default_rng([seed, 1])
    for name, values in (*made.params.items(), *made.running.items()):
        if not name.startswith("W"):
            values[...] = rng.uniform(0.5, 1.5, values.shape)
    return made
