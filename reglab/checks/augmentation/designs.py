"""Inputs for the checks of lesson 08: images from which one can read off what was done to them.

No pixel is 0, so zeros are what came in from outside. No image is its own mirror image, and no
probability is one half: there doing and leaving look alike.
"""

import numpy as np

__all__ = [
    "PROBABILITIES",
    "SLOPE",
    "numbered",
    "seeded",
    "shares",
    "spread_rows",
    "turnable",
]

PROBABILITIES = (0.8, 0.3, 0.1)
SLOPE = 2.0  # of `turnable` images, from one pixel to the next on the right


def seeded(rng, **data):
    """A case with the seed of the Generator that the answer gets."""
    return {**data, "seed": int(rng.integers(2**31))}


def numbered(n, height, width):
    """Images whose pixels are the numbers 1, 2, 3, ...: each of them tells where it comes from."""
    return 1.0 + np.arange(n * height * width).reshape(n, height, width)


def turnable(rng, n, height, width):
    """Images whose angle can be read off after a rotation about the centre.

    Around the centre the values rise evenly to the right. Bilinear interpolation keeps a plane as
    it is, so differences of pixels there are the cosine and the sine of the angle. Elsewhere the
    values are random.
    """
    y, x = np.meshgrid(
        np.arange(height) - (height - 1) / 2, np.arange(width) - (width - 1) / 2, indexing="ij"
    )
    near = (np.abs(y) < 2.5) & (np.abs(x) < 2.5)
    return np.where(near, 6.0 + SLOPE * x, rng.uniform(1.0, 9.0, size=(n, height, width)))


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
