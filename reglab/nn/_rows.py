"""The shape of a row, which each layer is given in `start` and returns for the next layer.

A row is one sample on its way through a network. Its shape is an int for a flat row with that many
features, or a tuple with the channels last, as in Keras: (length, channels) for a sequence,
(height, width, channels) for an image. The axes before the channels are *positions*. Layers act on
arrays of shape (..., batch, *row), where ... is empty or the axis of networks.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Row = int | tuple[int, ...]

NAMES = {1: "(features,)", 2: "(length, channels)", 3: "(height, width, channels)"}


def sizes(row: Row) -> tuple[int, ...]:
    """Return the shape of a row as a tuple."""
    return tuple(row) if isinstance(row, tuple | list) else (row,)


def n_numbers(row: Row) -> int:
    """Return how many numbers a row holds."""
    return math.prod(sizes(row))


def check_row(row: Row, n_axes: int, layer: object) -> tuple[int, ...]:
    """Return a row with `n_axes` axes as a tuple, or say which layer to put before this one."""
    row = sizes(row)
    if len(row) != n_axes:
        before = "Flatten" if n_axes == 1 else "Reshape"
        raise ValueError(
            f"{layer} must get rows of shape {NAMES[n_axes]}, got {row}: put {before} before it"
        )
    return row


def sum_over_rows(x: NDArray, n_channels: int) -> NDArray:
    """Sum (..., batch, positions * channels) over the batch and the positions: (..., channels)."""
    # First over the batch: NumPy adds long rows much faster than rows of few channels.
    total = np.sum(x, axis=-2)
    if total.shape[-1] == n_channels:
        return total
    return np.sum(total.reshape(*total.shape[:-1], -1, n_channels), axis=-2)
