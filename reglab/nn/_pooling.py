"""What all pooling layers share: a window of positions becomes one number per channel."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.nn._rows import Row, check_row
from reglab.nn._windows import Windows, short


class Pooling:
    """Pooling over `n_axes` axes of positions, without the forward and backward passes."""

    n_axes: int

    def __init__(
        self, pool_size: int | tuple[int, ...] = 2, *, stride: int | tuple[int, ...] | None = None
    ) -> None:
        stride = pool_size if stride is None else stride
        self.windows = Windows(self.n_axes, pool_size, stride, "valid", "pool_size")

    def __repr__(self):
        size, stride = self.windows.size, self.windows.stride
        option = f", stride={short(stride)}" if stride != size else ""
        return f"{type(self).__name__}({short(size)}{option})"

    def start(self, row: Row, rng: np.random.Generator) -> tuple[dict[str, NDArray], Row]:
        """Return no parameters, and the shape of the output's rows."""
        *positions, channels = check_row(row, self.n_axes + 1, self)
        counts = self.windows.counts(tuple(positions))
        if min(counts) < 1:
            raise ValueError(f"{self} must have a window that fits into its rows, got rows {row}")
        return {}, (*counts, channels)

    def places(self, x: NDArray) -> list[tuple[Any, ...]]:
        """Return, for each place in a window, the index of the positions there in x."""
        counts = self.windows.counts(x.shape[-self.n_axes - 1 : -1])
        return [where for _, where in self.windows.places(counts)]

    def zeros(self, dout: NDArray, shape: tuple[int, ...]) -> NDArray:
        """Return zeros for dx: rows as in x of this shape, for every network that dout has."""
        networks_and_batch = dout.shape[: -self.n_axes - 1]
        return np.zeros(networks_and_batch + shape[-self.n_axes - 1 :], dout.dtype)
