"""MNIST-1D: noisy shapes on a line in ten classes, in any number."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count, check_rng

__all__ = ["make_mnist1d"]

# The numbers of the recipe, and what the package `mnist1d` calls them.
LENGTH = 40  # final_seq_length
PADDING = np.arange(36, 61)  # padding
MAX_SHIFT = 48  # max_translation; the largest shift is one less
SCALE = 0.4  # scale_coeff
SMOOTH_NOISE, WHITE_NOISE = 0.25, 0.02  # corr_noise_scale, iid_noise_scale
SHEAR = 0.75  # shear_scale
SIGMA, RADIUS = 2, 8  # of the Gaussian filter: 4 sigma on each side

# Heights of the ten shapes at 12 equally spaced points.
HEIGHTS = (
    (5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5),
    (5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5),
    (5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5),
    (5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5),
    (5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5),
    (5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5),
    (5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5),
    (5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5),
    (5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5),
    (5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5),
)
N_CLASSES, POINTS = len(HEIGHTS), len(HEIGHTS[0])
STRETCHED = POINTS + int(PADDING[-1])

# Exact mean and standard deviation of a value before standardization, over all classes and
# positions. No draw is involved: the sum is over every class, padding and shift, and the variances
# of everything else are known. tests/datasets/test_mnist1d.py does this calculation.
MEAN, SD = -0.006050608247, 0.154694133392


def make_mnist1d(
    n: int, *, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """New rows of MNIST-1D: ``x = (A(shift(scale * shape) + noise) - shear * t - m) / s``.

    Each of the ten classes has a shape of 12 points that begins and ends at 0. To make a row, the
    shape of its class is

    - padded on the right with 36 to 60 zeros and stretched to 72 points, by linear interpolation;
    - multiplied by `scale`, from 0.8 to 1.2, and shifted cyclically to the right by 0 to 47 points;
    - surrounded by smooth noise (white noise of standard deviation 0.25 after a Gaussian filter
      with a standard deviation of 2 points), and covered with white noise of standard deviation
      0.02;
    - reduced to 40 points by linear interpolation A;
    - sheared: a straight line is subtracted, `shear` from -0.375 to 0.375 times t, where t runs
      from -1/2 to 1/2.

    The number of zeros, the scale, the shift and the shear are uniform. They and the noise are
    drawn independently for each row.

    Parameters
    ----------
    n : int
        Rows, >= 1.
    rng : numpy.random.Generator
        Source of everything random.

    Returns
    -------
    X : ndarray of shape (n, 40), float64
    y : ndarray of shape (n,), int64
        Classes from 0 to 9, in random order. Each has n // 10 rows, and n % 10 classes drawn at
        random have one more.

    Raises
    ------
    ValueError
        If n is not an integer >= 1, or rng is not a Generator.

    Notes
    -----
    The recipe and its numbers are those of the authors' package `mnist1d`, except for the last
    step. The package standardizes with the mean and the standard deviation of all values that it
    has drawn, so every row depends on all others, and training rows depend on test rows. Here
    ``m = -0.00605`` and ``s = 0.15469`` are fixed: the exact mean and standard deviation of a value
    before this step, over all classes and positions. Given its class, a row is independent of all
    others, and rows of separate calls have the same scale.

    Calls with different n draw different rows. For nested training sets, draw the largest one and
    take its first rows.

    References
    ----------
    S. Greydanus and D. Kobak (2024), "Scaling down deep learning with MNIST-1D", Proceedings of the
    41st International Conference on Machine Learning, PMLR 235, 16404-16415.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import make_mnist1d
    >>> X, y = make_mnist1d(500, rng=np.random.default_rng(0))
    >>> X.shape, np.bincount(y)
    ((500, 40), array([50, 50, 50, 50, 50, 50, 50, 50, 50, 50]))
    """
    n = check_count(n, "n")
    classes = check_rng(rng).permutation(N_CLASSES)
    y = rng.permutation(classes[np.arange(n) % N_CLASSES])
    X = _rows(
        y,
        padding=rng.integers(len(PADDING), size=n),
        scale=1 + SCALE * (rng.random(n) - 0.5),
        shift=rng.integers(MAX_SHIFT, size=n),
        smooth=rng.standard_normal((n, STRETCHED)),
        white=rng.standard_normal((n, STRETCHED)),
        shear=SHEAR * (rng.random(n) - 0.5),
    )
    return (X - MEAN) / SD, y


def _rows(y, padding, scale, shift, smooth, white, shear):
    """Return rows of shape (n, 40) before standardization; `padding` counts from the smallest."""
    values, covered = _stretched()
    points = (np.arange(STRETCHED) - shift[:, None]) % STRETCHED
    shape = scale[:, None] * values[y[:, None], padding[:, None], points]
    noise = SMOOTH_NOISE * (smooth @ _filter().T)
    long = np.where(covered[padding[:, None], points], shape, noise) + WHITE_NOISE * white
    # The slope can wait for the end: interpolation leaves a straight line straight.
    return long @ _interpolation().T - shear[:, None] * np.linspace(-0.5, 0.5, LENGTH)


@cache
def _templates():
    """Return the shapes of all classes, (10, 12): sd 1/6, first and last point 0."""
    x = np.array(HEIGHTS, dtype=np.float64)
    return (x - x[:, :1]) / x.std(axis=1, keepdims=True) / 6


@cache
def _stretched():
    """Return each shape after each padding, (10, 25, 72), and which points it covers, (25, 72)."""
    # Point i of 72 is at i / 71 of the padded row, whose points 12 and later are 0.
    at = np.arange(STRETCHED) * (POINTS + PADDING[:, None] - 1) / (STRETCHED - 1)
    values = [np.interp(at, np.arange(POINTS + 1), [*shape, 0.0]) for shape in _templates()]
    return np.array(values), at < POINTS


@cache
def _filter():
    """Return the Gaussian filter as a matrix, (72, 72); it reflects at both ends."""
    offsets = np.arange(-RADIUS, RADIUS + 1)
    weights = np.exp(-0.5 * (offsets / SIGMA) ** 2)
    rows = np.arange(STRETCHED)[:, None]
    columns = rows + offsets
    columns = np.where(columns < 0, -1 - columns, columns)
    columns = np.where(columns >= STRETCHED, 2 * STRETCHED - 1 - columns, columns)
    matrix = np.zeros((STRETCHED, STRETCHED))
    np.add.at(matrix, (rows, columns), weights / weights.sum())
    return matrix


@cache
def _interpolation():
    """Return linear interpolation from 72 to 40 equally spaced points as a matrix, (40, 72)."""
    at = np.linspace(0, STRETCHED - 1, LENGTH)
    return np.maximum(0, 1 - np.abs(at[:, None] - np.arange(STRETCHED)))
