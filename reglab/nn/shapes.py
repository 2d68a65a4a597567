"""Layers that only change the shape of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count
from reglab.nn._rows import Row, n_numbers, sizes
from reglab.nn._types import Generators


class _Shape:
    """What `Reshape` and `Flatten` share: everything but the new shape, `new_row`."""

    # Number of axes of the rows of x, set by `start`; None: all axes but the first.
    n_axes: int | None = None

    def __repr__(self):
        return f"{type(self).__name__}()"

    def new_row(self, row: Row) -> Row:
        """Return the shape of the output's rows."""
        return n_numbers(row)

    def start(self, row: Row, rng: np.random.Generator) -> tuple[dict[str, NDArray], Row]:
        """Return no parameters, and the shape of the output's rows."""
        self.n_axes, new = len(sizes(row)), self.new_row(row)
        if n_numbers(new) != n_numbers(row):
            raise ValueError(
                f"{self} must get rows of {n_numbers(new)} numbers, got rows of {n_numbers(row)}"
            )
        return {}, new

    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out (..., batch, *new_row), and the old shape of a row."""
        before = 1 if self.n_axes is None else x.ndim - self.n_axes
        row = x.shape[before:]
        return x.reshape(x.shape[:before] + sizes(self.new_row(row))), row

    def backward(
        self,
        dout: NDArray,
        row: tuple[int, ...],
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray | None:
        """Return dx, or None if `inputs` is False."""
        before = dout.ndim - len(sizes(self.new_row(row)))
        return dout.reshape(dout.shape[:before] + row) if inputs else None


class Reshape(_Shape):
    """Give every row another shape, with the same numbers in the same order.

    Parameters
    ----------
    shape : int or tuple of int
        (length, channels) for sequences, (height, width, channels) for images.

    Raises
    ------
    ValueError
        If `shape` does not hold one to three integers >= 1; in `Network`, if a row does not hold as
        many numbers as `shape` says.

    Notes
    -----
    A network gets flat rows; `Reshape` as the first layer makes sequences or images of them. Keras
    has a layer of the same name.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> out, _ = nn.Reshape((8, 8, 1)).forward(np.ones((5, 64)), {}, rng=None, training=True)
    >>> out.shape
    (5, 8, 8, 1)
    """

    def __init__(self, shape: int | tuple[int, ...]) -> None:
        self.shape = tuple(check_count(n, "shape") for n in sizes(shape))
        if not 1 <= len(self.shape) <= 3:
            raise ValueError(f"shape must have 1 to 3 numbers, got {self.shape}")

    def __repr__(self):
        return f"Reshape({self.shape})"

    def new_row(self, row: Row) -> Row:
        """Return the shape of the output's rows."""
        return self.shape


class Flatten(_Shape):
    """Make every row flat: (height, width, channels) becomes height * width * channels features.

    Notes
    -----
    Needed before `Dense`. Keras has a layer of the same name.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> out, _ = nn.Flatten().forward(np.ones((5, 8, 8, 1)), {}, rng=None, training=True)
    >>> out.shape
    (5, 64)
    """
