"""Inputs for the checks of lesson 07: activations without zeros, and functions to average.

An entry of the output is 0 only where a unit was dropped, so masks can be read off the output. The
rate is never one half: there keeping and dropping look alike, and dividing by either is the same.
"""

import numpy as np

__all__ = [
    "FUNCTIONS",
    "N_MASKS",
    "activations",
    "mask_number",
    "mixed_mask",
    "rates",
    "seeded",
    "short_rate",
    "sizes",
]


def rates(rng):
    """A high rate, a middle one and a low one, in hundredths."""
    return [int(k) / 100 for k in rng.integers([66, 25, 10], [81, 36, 16])]


def short_rate(rng):
    """A rate for cases that are worked on paper."""
    return float(rng.choice([0.6, 0.75, 0.8]))


def sizes(rng, *around):
    """A shape: each size is near the one that is given."""
    return tuple(int(n + rng.integers(-(n // 8) - 1, n // 8 + 2)) for n in around)


def activations(rng, shape):
    """Numbers of both signs, between 0.5 and 3 in size."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 3.0, size=shape)


def seeded(rng, **data):
    """A case with the seed of the Generator that the answer gets."""
    return {**data, "seed": int(rng.integers(2**31))}


def mixed_mask(rng, shape, rate):
    """A mask with at least one unit kept and one dropped."""
    mask = rng.random(shape) >= rate
    mask.flat[0], mask.flat[-1] = True, False
    return mask


# Functions of x, of shape (d,), whose averages over masks are asked for.
FUNCTIONS = {
    "the square of the sum of x": lambda x: np.sum(x) ** 2,
    "the largest entry of x": np.max,
    "exp of the mean of x": lambda x: np.exp(np.mean(x)),
    "the sum of x": np.sum,
    "2 x[0] - x[1] + 3": lambda x: 2 * x[0] - x[1] + 3,
    "1 for every x": lambda x: 1.0,
}

N_MASKS = 8  # of three units


def mask_number(x):
    """Which of the masks of three positive units this is: 1 at its number, 0 elsewhere."""
    one = np.zeros(N_MASKS)
    one[int((x > 0) @ np.array([4, 2, 1]))] = 1.0
    return one
