"""Linear maps of batches of images about their centre, by bilinear interpolation."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

# Pixels per step: few enough for the cache, and enough that threads spend their time in NumPy's
# loops instead of waiting for each other.
PIXELS = 2**17


def warp(X: NDArray[np.floating], maps: NDArray[np.floating]) -> NDArray[np.floating]:
    """``out[k, i, j]`` is `X[k]`, read at ``centre + maps[k] @ ((i, j) - centre)``.

    Values between pixels are interpolated from the four neighbours. Pixels outside the image are
    0, so an image fades out over one pixel.

    Parameters
    ----------
    X : ndarray of shape (n, height, width)
        float32 or float64.
    maps : ndarray of shape (n, 2, 2)
        Each maps a place (row, column) in the new image to one in the old image.

    Returns
    -------
    ndarray of shape (n, height, width)
        In the dtype of X.
    """
    n, height, width = X.shape
    out = np.empty(X.shape, X.dtype)
    step = max(1, PIXELS // (height * width))
    parts = [slice(start, start + step) for start in range(0, n, step)]
    if len(parts) < 2:
        _warp(X, maps, out)
        return out
    with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1)) as pool:
        list(pool.map(lambda part: _warp(X[part], maps[part], out[part]), parts))
    return out


def _warp(X, maps, out):
    n, height, width = X.shape
    # One line of zeros on one side and two on the other, so that all four neighbours exist.
    padded = np.zeros((n, height + 3, width + 3), X.dtype)
    padded[:, 1:-2, 1:-2] = X
    line, image = width + 3, (height + 3) * (width + 3)

    row, below = _places(maps[:, 0], X.shape, height, X.dtype)
    column, right = _places(maps[:, 1], X.shape, width, X.dtype)
    row *= line
    row += column
    at = row.astype(np.intp)
    at += image * np.arange(n)[:, None, None]

    # Each view starts at one neighbour. No index is out of range; mode="clip" is only faster.
    flat = padded.reshape(-1)
    upper, upper_right, lower, lower_right = (
        flat[start:].take(at, mode="clip") for start in (0, 1, line, line + 1)
    )
    upper = _between(upper, upper_right, right)
    lower = _between(lower, lower_right, right)
    out[...] = _between(upper, lower, below)


def _places(coefficients, shape, size, dtype):
    """Return, along one axis of padded images, the pixel before each place and the distance."""
    _, height, width = shape
    i, j = np.arange(height) - (height - 1) / 2, np.arange(width) - (width - 1) / 2
    from_row = coefficients[:, :1] * i + (size + 1) / 2
    from_column = coefficients[:, 1:] * j
    place = from_row.astype(dtype)[:, :, None] + from_column.astype(dtype)[:, None, :]
    np.clip(place, 0, size + 1, out=place)
    before = np.floor(place)
    place -= before
    return before.astype(np.int32), place


def _between(a, b, share):
    """Return ``a + share * (b - a)``; overwrites a and b."""
    b -= a
    b *= share
    a += b
    return a
