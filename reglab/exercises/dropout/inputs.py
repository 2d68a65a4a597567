"""Inputs for the checks of lesson 07: activations without zeros.

An entry of the output is 0 only where a unit was dropped, so the output shows the mask. The rate
is never 0.5, where the probabilities of keeping and dropping are equal.
"""

import numpy as np


def rates(rng):
    """A high rate, a middle one and a low one, in hundredths."""
    return [int(k) / 100 for k in rng.integers([66, 25, 10], [81, 36, 16])]


def short_rate(rng):
    """A rate for cases to compute on paper."""
    return float(rng.choice([0.6, 0.75, 0.8]))


def sizes(rng, *around):
    """A shape whose sizes are near the given ones."""
    return tuple(int(n + rng.integers(-(n // 8) - 1, n // 8 + 2)) for n in around)


def activations(rng, shape):
    """Numbers of both signs, between 0.5 and 3 in size."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 3.0, size=shape)


def seeded(rng, **data):
    """A case with the seed of the Generator that the answer gets."""
    return {**data, "seed": int(rng.integers(2**31))}


# Cases for the layers of exercises 7.1 and 7.3.


def wide(rng):
    """Cases with enough rows and units that dropping whole rows or columns leaves some."""
    x = rng.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0], size=sizes(rng, 56, 56))
    _, middle, low = rates(rng)
    stack = (int(rng.integers(2, 4)), *sizes(rng, 48, 48))
    return [
        seeded(rng, x=x, rate=short_rate(rng)),
        seeded(rng, x=activations(rng, stack), rate=middle),
        seeded(rng, x=activations(rng, sizes(rng, 100, 100)), rate=low),
    ]


def several_shapes(rng):
    shapes = (25, 12), (3, 20, 5), (30, 10)
    cases = zip(shapes, rates(rng), strict=True)
    return [seeded(rng, x=activations(rng, sizes(rng, *shape)), rate=rate) for shape, rate in cases]


def boxes(rng):
    """Stacks of batches, so large that two masks of a few rows or units never agree by chance."""
    drawn = rng.integers([60, 25], [76, 41]) / 100
    return [
        seeded(rng, x=activations(rng, sizes(rng, 3, 8, 24)), rate=float(rate)) for rate in drawn
    ]


def equal_rows(rng):
    """Cases with equal rows: each row gets its own mask, so one call shows many masks."""
    below_a_tenth = int(rng.integers(35, 50)) / 1000
    return [
        seeded(rng, x=np.tile(activations(rng, 4), (200, 1)), rate=rate)
        for rate in (*rates(rng), below_a_tenth)
    ]
