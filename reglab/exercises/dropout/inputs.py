"""Inputs for the checks of lesson 07: activations without zeros.

An entry of the output is 0 only where a unit was dropped, so the output shows the mask. The rate
is never 0.5, where the probabilities of keeping and dropping are equal.
"""

import numpy as np

from reglab.exercises.draws import seeded


def rates(rng):
    """A high rate, a middle one and a low one, of four digits: no answer may round them."""
    return [int(k) / 10_000 for k in 10 * rng.integers([660, 250, 100], [810, 360, 160]) + 3]


def short_rate(rng):
    """A rate for cases to compute on paper."""
    return float(rng.choice([0.6, 0.75, 0.8]))


def sizes(rng, *around):
    """A shape whose sizes are near the given ones."""
    return tuple(int(n + rng.integers(-(n // 8) - 1, n // 8 + 2)) for n in around)


def activations(rng, shape):
    """Numbers of both signs, between 0.5 and 3 in size."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 3.0, size=shape)


def of_all_sizes(rng, shape):
    """Numbers of both signs, from about 1e-11 to 1e6 in size: none may be cut off."""
    return rng.choice([-1.0, 1.0], size=shape) * 10 ** rng.uniform(-11, 6, size=shape)


# Cases for the layers of exercises 7.1 and 7.3.


def wide(rng):
    """Cases with enough rows and units that dropping whole rows or columns leaves some."""
    x = rng.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0], size=sizes(rng, 56, 56))
    _, middle, low = rates(rng)
    stack = (int(rng.integers(2, 4)), *sizes(rng, 48, 48))
    return [
        seeded(rng, x=x, rate=short_rate(rng)),
        seeded(rng, x=activations(rng, stack), rate=middle),
        seeded(rng, x=of_all_sizes(rng, sizes(rng, 60, 60)), rate=low),
    ]


def after_a_relu(rng):
    """Cases in which about half of x is 0, as after a ReLU."""
    rate = rates(rng)[1]
    return [
        seeded(rng, x=np.maximum(activations(rng, sizes(rng, *shape)), 0), rate=rate)
        for shape in ((48, 48), (2, 48, 48))
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


def small_box(rng):
    """A small stack of batches, for many calls."""
    # Opposite draws show more with a rate near 1/2.
    rate = int(rng.integers(400, 450)) / 1000
    return seeded(rng, x=activations(rng, (2, 6, 8)), rate=rate)


def equal_rows(rng):
    """Cases with equal rows: each row gets its own mask, so one call shows many masks.

    The last rate is below a hundredth.
    """
    low = int(rng.integers(40, 60)) / 10_000
    return [
        seeded(rng, x=np.tile(activations(rng, 4), (rows, 1)), rate=rate)
        for rows, rate in [*zip((200, 200, 200), rates(rng), strict=True), (1600, low)]
    ]
