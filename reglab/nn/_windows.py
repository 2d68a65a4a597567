"""Windows that move over the positions of rows, for convolution and pooling."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from reglab._arguments import check_count


class Windows:
    """Windows of one size, `stride` positions apart, over one or two axes of positions.

    "valid" windows lie within the row: there are ``floor((n - size) / stride) + 1`` along an axis
    of n positions. With "same" there are ``ceil(n / stride)``, and zeros are added on both sides;
    if their number is odd, there is one more at the end, as in Keras.

    Parameters
    ----------
    n_axes : int
        Number of axes of positions: 1 for sequences, 2 for images.
    size, stride : int or tuple of int
        For all axes, or one for each.
    padding : str
        "valid" or "same".
    name : str
        The name of `size` in messages.
    """

    def __init__(self, n_axes: int, size: Any, stride: Any, padding: str, name: str) -> None:
        if padding not in ("valid", "same"):
            raise ValueError(f"padding must be 'valid' or 'same', got {padding!r}")
        self.n_axes, self.padding = n_axes, padding
        self.size, self.stride = _each(size, n_axes, name), _each(stride, n_axes, "stride")
        self.n_places = math.prod(self.size)

    def counts(self, positions: tuple[int, ...]) -> tuple[int, ...]:
        """Return the number of windows along each axis; less than 1 if they don't fit."""
        each = zip(positions, self.size, self.stride, strict=True)
        if self.padding == "same":
            return tuple(-(-n // step) for n, _, step in each)
        return tuple((n - size) // step + 1 for n, size, step in each)

    def pad(self, x: NDArray) -> tuple[NDArray, tuple[Any, ...]]:
        """Return x with zeros around its positions, and the index of x in that array."""
        positions = x.shape[-self.n_axes - 1 : -1]
        each = zip(positions, self.size, self.stride, self.counts(positions), strict=True)
        zeros = [max((count - 1) * step + size - n, 0) for n, size, step, count in each]
        spans = (slice(z // 2, z // 2 + n) for z, n in zip(zeros, positions, strict=True))
        inner: tuple[Any, ...] = (..., *spans, slice(None))
        if not any(zeros):
            return x, inner
        larger = (n + z for n, z in zip(positions, zeros, strict=True))
        padded = np.zeros((*x.shape[: -self.n_axes - 1], *larger, x.shape[-1]), x.dtype)
        padded[inner] = x
        return padded, inner

    def contents(self, padded: NDArray) -> NDArray:
        """Return what each window contains: a view (..., batch, *counts, *size, channels)."""
        axes = tuple(range(-self.n_axes - 1, -1))
        view = sliding_window_view(padded, self.size, axes)
        view = np.moveaxis(view, -self.n_axes - 1, -1)
        steps = (slice(None, None, step) for step in self.stride)
        every_other: tuple[Any, ...] = (..., *steps, *(slice(None),) * (self.n_axes + 1))
        return view[every_other]

    def places(self, counts: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], tuple[Any, ...]]]:
        """Yield each place in a window, and the index of the positions there, one per window."""
        for place in itertools.product(*map(range, self.size)):
            each = zip(place, self.stride, counts, strict=True)
            where = (slice(p, p + (count - 1) * step + 1, step) for p, step, count in each)
            yield place, (..., *where, slice(None))


def _each(value, n_axes, name):
    """Return one integer >= 1 for each axis; a single one is for all of them."""
    values = tuple(value) if isinstance(value, tuple | list) else (value,) * n_axes
    if len(values) != n_axes:
        few = "an integer" if n_axes == 1 else f"an integer or {n_axes} of them"
        raise ValueError(f"{name} must be {few}, got {value!r}")
    return tuple(check_count(one, name) for one in values)


def short(values: tuple[int, ...]) -> str:
    """Return the text of one number if all are equal, else of the tuple."""
    return str(values[0] if len(set(values)) == 1 else values)
