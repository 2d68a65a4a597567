"""Read off an answer's images what was done to them: shifts, mirror images, angles."""

import numpy as np

from .designs import SLOPE

__all__ = ["angles_of", "moved", "shifts_of"]


def moved(X, dy, dx):
    """All images shifted by (dy, dx), down and right; zeros come in."""
    _, h, w = X.shape
    out = np.zeros(X.shape)
    below, right = slice(max(dy, 0), max(h + dy, 0)), slice(max(dx, 0), max(w + dx, 0))
    above, left = slice(max(-dy, 0), max(h - dy, 0)), slice(max(-dx, 0), max(w - dx, 0))
    out[:, below, right] = X[:, above, left]
    return out


def shifts_of(out):
    """The shift (down, right) of every image that was `numbered`; nan where it is no shift.

    Parameters
    ----------
    out : array of shape (n, height, width)

    Returns
    -------
    array of shape (n, 2)
        nan for an image of which nothing is left, too.
    """
    n, h, w = out.shape
    size, of = h * w, np.arange(n)
    # The first pixel that is left says where it was.
    first = np.argmax(out.reshape(n, size) != 0, axis=1)
    was = out.reshape(n, size)[of, first] - 1 - of * size
    sound = (was == np.round(was)) & (was >= 0) & (was < size)
    was = np.where(sound, was, 0).astype(int)
    dy, dx = first // w - was // w, first % w - was % w
    y = np.arange(h)[:, None] - dy[:, None, None]
    x = np.arange(w) - dx[:, None, None]
    inside = (y >= 0) & (y < h) & (x >= 0) & (x < w)
    expected = np.where(inside, 1 + of[:, None, None] * size + y * w + x, 0)
    sound &= np.all(out == expected, axis=(1, 2))
    return np.where(sound[:, None], np.column_stack([dy, dx]), np.nan)


def angles_of(out):
    """Angles of `turnable` images, counter-clockwise in degrees; nan where it is no rotation."""
    h, w = out.shape[1:]
    up, down = (h - 1) // 2 - (h % 2), h // 2 + (h % 2)
    left, right = (w - 1) // 2 - (w % 2), w // 2 + (w % 2)
    row, column = h // 2, w // 2
    along_x = (out[:, row, right] - out[:, row, left]) / (right - left)
    along_y = (out[:, down, column] - out[:, up, column]) / (down - up)
    angles = np.rad2deg(np.arctan2(-along_y, along_x))
    return np.where(np.isclose(np.hypot(along_x, along_y), SLOPE, rtol=1e-4), angles, np.nan)
