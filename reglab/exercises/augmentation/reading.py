"""Compute from an answer's images how they were changed: shifts and angles."""

import numpy as np


def moved(X, dy, dx):
    """All images shifted by (dy, dx), down and right; zeros come in."""
    _, h, w = X.shape
    out = np.zeros(X.shape)
    below, right = slice(max(dy, 0), max(h + dy, 0)), slice(max(dx, 0), max(w + dx, 0))
    above, left = slice(max(-dy, 0), max(h - dy, 0)), slice(max(-dx, 0), max(w - dx, 0))
    out[:, below, right] = X[:, above, left]
    return out


def shifts_of(X, out):
    """The shift (down, right) of every image; nan if it is not a shift.

    Parameters
    ----------
    X : array of shape (n, height, width)
        The images before, each of distinct values other than 0.
    out : array of shape (n, height, width)

    Returns
    -------
    array of shape (n, 2)
        Also nan for an image of which nothing remains.
    """
    n, h, w = X.shape
    size, of = h * w, np.arange(n)
    # The first remaining pixel shows where it was.
    first = np.argmax(out.reshape(n, size) != 0, axis=1)
    same = X.reshape(n, size) == out.reshape(n, size)[of, first, None]
    was = np.argmax(same, axis=1)
    dy, dx = first // w - was // w, first % w - was % w
    y = np.arange(h)[:, None] - dy[:, None, None]
    x = np.arange(w) - dx[:, None, None]
    inside = (y >= 0) & (y < h) & (x >= 0) & (x < w)
    taken = X[of[:, None, None], y.clip(0, h - 1), x.clip(0, w - 1)]
    sound = same.any(axis=1) & np.all(out == np.where(inside, taken, 0), axis=(1, 2))
    return np.where(sound[:, None], np.column_stack([dy, dx]), np.nan)


def elsewhere(X, out):
    """True for pixels of out whose value comes from another image of X."""
    own = out[:, :, :, None] == X.reshape(len(X), 1, 1, -1)
    return np.isin(out, X) & ~own.any(axis=3)


def angles_of(X, out):
    """Angles of `turnable` images, counter-clockwise in degrees; nan if it is not a rotation.

    Parameters
    ----------
    X : array of shape (n, height, width)
        The images before.
    out : array of shape (n, height, width)

    Returns
    -------
    array of shape (n,)
    """
    before, after = _rise(X), _rise(out)
    angles = np.rad2deg(np.angle(after * before.conj()))
    return np.where(np.isclose(np.abs(after), np.abs(before), rtol=1e-4), angles, np.nan)


def _rise(images):
    """The gradient at the centre of each image, as a complex number: right plus i times up."""
    h, w = images.shape[1:]
    up, down = (h - 1) // 2 - (h % 2), h // 2 + (h % 2)
    left, right = (w - 1) // 2 - (w % 2), w // 2 + (w % 2)
    row, column = h // 2, w // 2
    along_x = (images[:, row, right] - images[:, row, left]) / (right - left)
    along_y = (images[:, down, column] - images[:, up, column]) / (down - up)
    return along_x - 1j * along_y
