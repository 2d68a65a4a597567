"""Inputs for the checks of lesson 08: images that show how an answer changed them.

No two pixels of a batch are equal except zeros, so each value shows its origin. No image is its own
mirror image.
"""

import numpy as np

from reglab.exercises.draws import whole


def decimal(rng, low, high, digits=1):
    """A number between low and high with few decimals."""
    return round(float(rng.uniform(low, high)), digits)


def numbered(rng, n, height, width):
    """Images whose pixels count up from a number with a quarter, such as 2.25, 3.25, 4.25, ..."""
    first = whole(rng, 1, 9) + rng.choice([0.25, 0.75])
    return first + np.arange(n * height * width).reshape(n, height, width)


def pictures(rng, n, height, width, power=None, zeros=False):
    """Images of distinct values of both signs, in random order and on the scale ``2**power``.

    Without a power, the scale is random and some values have fractions. All values are exact in
    single precision. With `zeros`, a fifth of the pixels are 0; without, none is.
    """
    size = n * height * width
    values = (1 + rng.permutation(size)) * rng.choice([-1.0, 1.0], size=size)
    if zeros:
        values[rng.random(size) < 0.2] = 0.0
    power = whole(rng, -6, -1) if power is None else power
    return 2.0**power * values.reshape(n, height, width)


def turnable(rng, n, height, width):
    """Images whose angle can be computed after a rotation about the centre.

    Around the centre each image is a plane that rises in its own direction. Bilinear interpolation
    keeps planes, so differences of pixels there show by how much the direction has turned.
    Elsewhere the values are random.
    """
    y, x = np.meshgrid(
        np.arange(height) - (height - 1) / 2, np.arange(width) - (width - 1) / 2, indexing="ij"
    )
    near = (np.abs(y) < 2.5) & (np.abs(x) < 2.5)
    middle = rng.uniform(-4.0, 4.0, size=(n, 1, 1))
    slope, direction = rng.uniform(2.0, 3.0, (n, 1, 1)), rng.uniform(0, 2 * np.pi, (n, 1, 1))
    plane = slope * (np.cos(direction) * x - np.sin(direction) * y)
    return middle + np.where(near, plane, rng.uniform(-4.0, 4.0, size=(n, height, width)))


def ramps(rng, n, height, width):
    """Images that are planes, each rising in its own direction, with values far above 0.

    Every usual interpolation nearly keeps planes, so the direction shows by how much an image has
    turned.
    """
    y, x = np.meshgrid(
        np.arange(height) - (height - 1) / 2, np.arange(width) - (width - 1) / 2, indexing="ij"
    )
    slope, direction = rng.uniform(2.0, 3.0, (n, 1, 1)), rng.uniform(0, 2 * np.pi, (n, 1, 1))
    return 50.0 + slope * (np.cos(direction) * x - np.sin(direction) * y)


def spread_rows(rng, n, d):
    """Rows whose columns correlate, with means far from 0 and variances far apart."""
    Q, _ = np.linalg.qr(rng.normal(size=(d, d)))
    scales = np.geomspace(0.5, 3.0, d)
    noise = rng.normal(size=(n, d))
    Z, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return np.sqrt(n) * Z * scales @ Q.T + rng.choice([-4.0, 4.0], size=d) + rng.uniform(size=d)


def shares(rng, n, k):
    """Rows of k shares that sum to 1, none of them equal."""
    raw = rng.uniform(0.2, 1.0, size=(n, k)) ** 2
    return raw / raw.sum(axis=1, keepdims=True)
