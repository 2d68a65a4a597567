"""Compute from an answer's images how they were changed: shifts and angles."""

from functools import lru_cache

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
    """The shift (down, right) of the pixels that remain of every image; nan if there is none.

    Pixels that come in are not looked at. At least 2 by 2 pixels must remain.

    Parameters
    ----------
    X : array of shape (n, height, width)
        The images before, each of distinct values apart from zeros.
    out : array of shape (n, height, width)

    Returns
    -------
    array of shape (n, 2)
    """
    n, h, w = X.shape
    shifts, todo = np.full((n, 2), np.nan), np.arange(n)
    # Pixels that came in may look like a large shift, so the smallest one counts.
    for dy, dx in _smallest_first(h, w):
        y, x, from_y, from_x = max(dy, 0), max(dx, 0), max(-dy, 0), max(-dx, 0)
        some = np.flatnonzero(out[todo, y, x] == X[todo, from_y, from_x])
        if len(some):
            now = out[todo[some], y : h - from_y, x : w - from_x]
            before = X[todo[some], from_y : h - y, from_x : w - x]
            same = np.all(now == before, axis=(1, 2)) & np.any(before != 0, axis=(1, 2))
            shifts[todo[some[same]]] = dy, dx
            todo = np.delete(todo, some[same])
        if not len(todo):
            break
    return shifts


@lru_cache
def _smallest_first(h, w):
    """All shifts of which 2 by 2 pixels remain, those of which most remain first."""
    steps = [(dy, dx) for dy in range(2 - h, h - 1) for dx in range(2 - w, w - 1)]
    return sorted(steps, key=lambda s: (h - abs(s[0])) * (w - abs(s[1])), reverse=True)


def exact_shifts_of(X, out):
    """The shift (down, right) of every image with zeros beside it; nan if it is not a shift.

    Parameters
    ----------
    X : array of shape (n, height, width)
        The images before, each of distinct values apart from zeros.
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


def directions_of(X, out):
    """How far `ramps` have turned, also with another interpolation, border or centre.

    Parameters
    ----------
    X : array of shape (n, height, width)
        The images before.
    out : array of shape (n, height, width)

    Returns
    -------
    angles : array of shape (n,)
        Counter-clockwise in degrees; nan if an image is not such a plane any more.
    exact : array of bool of shape (n,)
        Whether it is a plane without any error.
    """
    before, _, _ = _plane(X)
    after, level, error = _plane(out)
    angles = np.rad2deg(np.angle(after * before.conj()))
    angles = np.where(angles < -179.9, 360 + angles, angles)  # rounding chooses between them
    turned = np.abs(np.abs(after) - np.abs(before)) < 0.25 * np.abs(before)
    # The negative of a plane would look like one that has turned by 180 degrees. Copies of the
    # nearest pixels are off by less than a step of the plane.
    turned &= (level > 0) & (error < 2.5)
    return np.where(turned, angles, np.nan), error < 1e-3


def _plane(images):
    """The gradient of planes at their centre, right plus i times up; their level; the error."""
    _, h, w = images.shape
    y, x = np.meshgrid(np.arange(h) - (h - 1) / 2, np.arange(w) - (w - 1) / 2, indexing="ij")
    near = y**2 + x**2 < 3.6**2
    values = images[:, near]
    axes = np.column_stack([np.ones(near.sum()), x[near], y[near]])
    there = (values != 0).astype(float)  # zeros came in from outside
    square = np.einsum("pi,np,pj->nij", axes, there, axes)
    enough = there.sum(axis=1) >= 12
    square[~enough] = np.eye(3)
    fit = np.linalg.solve(square, np.einsum("pi,np->ni", axes, there * values)[..., None])[..., 0]
    error = np.max(there * np.abs(values - fit @ axes.T), axis=1)
    return np.where(enough, fit[:, 1] - 1j * fit[:, 2], 0), fit[:, 0], error
