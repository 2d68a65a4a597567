"""Average pooling: the mean of each channel in every window of positions, or over all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.nn._pooling import Pooling
from reglab.nn._rows import Row, check_row, sizes
from reglab.nn._types import Generators


class _AveragePooling(Pooling):
    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out (..., batch, *positions, channels), and the cache for backward."""
        first, *others = self.places(x)
        out = x[first].copy()
        for where in others:
            out += x[where]
        out /= self.windows.n_places
        return out, x.shape

    def backward(
        self,
        dout: NDArray,
        shape: tuple[int, ...],
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray | None:
        """Return dx, or None if `inputs` is False."""
        if not inputs:
            return None
        dx = self.zeros(dout, shape)
        share = dout / self.windows.n_places
        for where in self.places(dx):
            dx[where] += share
        return dx


class AveragePooling1D(_AveragePooling):
    """``out_t = 1/pool_size * sum_i x_{t * stride + i}`` in each channel.

    Parameters
    ----------
    pool_size, stride : int
        As for `MaxPooling1D`.

    Raises
    ------
    ValueError
        As for `MaxPooling1D`.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", section 9.3.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.array([1.0, 3.0, 2.0, 0.0]).reshape(1, 4, 1)
    >>> nn.AveragePooling1D(2).forward(x, {}, rng=None, training=True)[0].ravel()
    array([2., 1.])
    """

    n_axes = 1


class AveragePooling2D(_AveragePooling):
    """The mean of each channel in each window of an image: `AveragePooling1D` on images.

    Parameters
    ----------
    pool_size, stride : int or tuple of int
        As for `MaxPooling2D`.

    Raises
    ------
    ValueError
        As for `MaxPooling2D`.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", section 9.3.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.arange(16.0).reshape(1, 4, 4, 1)
    >>> nn.AveragePooling2D(2).forward(x, {}, rng=None, training=True)[0].ravel()
    array([ 2.5,  4.5, 10.5, 12.5])
    """

    n_axes = 2


class GlobalAveragePooling:
    """The mean of each channel over all positions: (length, channels) becomes (channels,).

    Notes
    -----
    For sequences and images; Keras calls it GlobalAveragePooling1D and GlobalAveragePooling2D. It
    can take the place of `Flatten` before the last `Dense` layer.

    References
    ----------
    M. Lin, Q. Chen and S. Yan (2014), "Network in network", ICLR.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.arange(8.0).reshape(1, 2, 2, 2)
    >>> nn.GlobalAveragePooling().forward(x, {}, rng=None, training=True)[0]
    array([[3., 4.]])
    """

    # Number of axes of positions, set by `start`; None: all axes between the first and the last.
    n_axes: int | None = None

    def __repr__(self):
        return "GlobalAveragePooling()"

    def start(self, row: Row, rng: np.random.Generator) -> tuple[dict[str, NDArray], Row]:
        """Return no parameters, and the number of channels."""
        check_row(row, max(2, len(sizes(row))), self)
        self.n_axes = len(sizes(row)) - 1
        return {}, sizes(row)[-1]

    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out (..., batch, channels), and the positions of x for backward."""
        n_axes = x.ndim - 2 if self.n_axes is None else self.n_axes
        positions = x.shape[x.ndim - 1 - n_axes : -1]
        return x.mean(axis=tuple(range(-n_axes - 1, -1))), positions

    def backward(
        self,
        dout: NDArray,
        positions: tuple[int, ...],
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray | None:
        """Return dx, or None if `inputs` is False."""
        if not inputs:
            return None
        dx = np.empty((*dout.shape[:-1], *positions, dout.shape[-1]), dout.dtype)
        share = dout / dout.dtype.type(np.prod(positions))
        dx[...] = np.expand_dims(share, tuple(range(-len(positions) - 1, -1)))
        return dx
