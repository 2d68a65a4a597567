"""Inputs for the checks of lesson 07: activations without zeros.

An entry of the output is 0 only where a unit was dropped, so masks can be read off the output. The
rate is never one half: there keeping and dropping look alike, and dividing by either is the same.
"""

import numpy as np


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


# Cases for the layers of exercises 7.1 and 7.3.


def wide(rng):
    """So many rows and units that whole rows or columns of zeros leave others."""
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
    """Stacks of batches, so large that two masks of a few rows or units are never equal by luck."""
    drawn = rng.integers([60, 25], [76, 41]) / 100
    return [
        seeded(rng, x=activations(rng, sizes(rng, 3, 8, 24)), rate=float(rate)) for rate in drawn
    ]


def equal_rows(rng):
    """Every row sees another mask, so that one call stands for many."""
    below_a_tenth = int(rng.integers(35, 50)) / 1000
    return [
        seeded(rng, x=np.tile(activations(rng, 4), (200, 1)), rate=rate)
        for rate in (*rates(rng), below_a_tenth)
    ]
