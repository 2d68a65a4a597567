"""Inputs for the checks of lesson 09: batches that reveal each known mistake on every draw.

Columns differ in mean and spread, no mean is near 0, and eps is not small where it matters.
"""

import numpy as np

# Deviations from the mean, and the eps that makes the root of variance plus eps a short number.
# None is symmetric: the median is not the mean, and no row is at the median.
_ON_PAPER = (
    (np.array([-2.0, -1.0, 0.0, 3.0]), 0.5),  # variance 3.5, root 2
    (np.array([-5.0, -2.0, 3.0, 4.0]), 2.5),  # variance 13.5, root 4
    (np.array([-2.0, -2.0, 1.0, 3.0]), 1.75),  # variance 4.5, root 2.5
)


def quarters(rng, low, high):
    """A multiple of 1/4 from `low` to `high`: short and exact."""
    return int(rng.integers(round(4 * low), round(4 * high) + 1)) / 4


def on_paper(rng):
    """One column of four short numbers, and an eps: sqrt(var + eps) is a short number, too."""
    z, eps = _ON_PAPER[rng.integers(len(_ON_PAPER))]
    scale = rng.choice([1.0, 2.0])
    mean = rng.choice([-1.0, 1.0]) * quarters(rng, 1.0, 6.0)
    x = mean + scale * rng.choice([-1.0, 1.0]) * rng.permutation(z)
    return x[:, None], float(scale**2 * eps)


def batch(rng, m, d):
    """A batch (m, d): means from 2 to 6, of alternating sign; spreads from 0.7 to 3."""
    signs = rng.choice([-1.0, 1.0]) * np.where(np.arange(d) % 2 == 0, 1.0, -1.0)
    means = signs * rng.uniform(2.0, 6.0, d)
    z = rng.normal(size=(m, d))
    z = (z - z.mean(axis=0)) / z.std(axis=0)
    return means + rng.permutation(np.linspace(0.7, 3.0, d)) * z


def affine(rng, d):
    """gamma and beta of both signs, away from 1, from 0 and from each other."""
    gamma, beta = rng.uniform(1.5, 3.0, d), rng.uniform(5.0, 9.0, d)
    return tuple(rng.choice([-1.0, 1.0], size=d) * values for values in (gamma, beta))


def small_affine(rng):
    """gamma and beta for one column, in short numbers."""
    gamma = rng.choice([-1.0, 1.0]) * rng.choice([1.5, 3.0, 3.5])
    return np.array([gamma]), np.array([rng.choice([-1.0, 1.0]) * quarters(rng, 5.0, 9.0)])


def n_rows(rng):
    """A number of rows."""
    return int(rng.integers(4, 9))


def n_columns(rng):
    """A number of columns."""
    return int(rng.integers(2, 6))
