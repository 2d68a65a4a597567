"""Convolutional layers: the same small kernel at every position, written as a matrix product."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count
from reglab.nn._rows import Row, check_row, sum_over_rows
from reglab.nn._types import Generators
from reglab.nn._windows import Windows, short


class _Convolution:
    """What `Conv1D` and `Conv2D` share: everything but the number of axes of positions."""

    n_axes: int

    def __init__(
        self,
        filters: int,
        kernel_size: int | tuple[int, ...],
        *,
        stride: int | tuple[int, ...] = 1,
        padding: str = "valid",
        bias: bool = True,
    ) -> None:
        self.filters, self.bias = check_count(filters, "filters"), bool(bias)
        self.windows = Windows(self.n_axes, kernel_size, stride, padding, "kernel_size")

    def __repr__(self):
        windows = self.windows
        options = f", stride={short(windows.stride)}" if max(windows.stride) > 1 else ""
        options += f", padding={windows.padding!r}" if windows.padding != "valid" else ""
        options += "" if self.bias else ", bias=False"
        return f"{type(self).__name__}({self.filters}, {short(windows.size)}{options})"

    def start(self, row: Row, rng: np.random.Generator) -> tuple[dict[str, NDArray], Row]:
        """Return initial parameters of one network, and the shape of the output's rows."""
        *positions, channels = check_row(row, self.n_axes + 1, self)
        counts = self.windows.counts(tuple(positions))
        if min(counts) < 1:
            raise ValueError(f"{self} must have a kernel that fits into its rows, got rows {row}")
        limit = np.sqrt(6 / (self.windows.n_places * (channels + self.filters)))
        W = rng.uniform(-limit, limit, (*self.windows.size, channels, self.filters))
        params = {"W": W} | ({"b": np.zeros(self.filters)} if self.bias else {})
        return params, (*counts, self.filters)

    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out (..., batch, *positions, filters), and the cache for backward."""
        padded, inner = self.windows.pad(x)
        contents = self.windows.contents(padded)
        batch_and_counts = contents.shape[-2 * self.n_axes - 2 : -self.n_axes - 1]
        # One row for each window: the convolution is then one product of matrices per network.
        W = self._matrix(params["W"])
        patches = contents.reshape(*x.shape[: -self.n_axes - 2], -1, W.shape[-2])
        out = np.matmul(patches, W)
        if self.bias:
            out += params["b"][..., None, :]
        out = out.reshape(*out.shape[:-2], *batch_and_counts, self.filters)
        return out, (patches, padded.shape, inner)

    def backward(
        self,
        dout: NDArray,
        cache: tuple,
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray | None:
        """Write dW and db into `grads`; return dx, or None if `inputs` is False."""
        patches, shape, inner = cache
        networks = dout.shape[: -self.n_axes - 2]
        rows = dout.reshape(*networks, -1, self.filters)
        np.matmul(patches.swapaxes(-1, -2), rows, out=self._matrix(grads["W"]))
        if self.bias:
            flat = dout.reshape(*dout.shape[: -self.n_axes - 1], -1)
            grads["b"][...] = sum_over_rows(flat, self.filters)
        if not inputs:
            return None
        dx = np.zeros(networks + shape[-self.n_axes - 2 :], dout.dtype)
        # Each window sends its gradient back to the positions that it saw. Place by place, the
        # windows don't overlap, and the parts that are added are contiguous and small.
        for place, where in self.windows.places(dout.shape[-self.n_axes - 1 : -1]):
            at_place: tuple[Any, ...] = (..., *place, slice(None), slice(None))
            W = params["W"][at_place]
            target = dx[where]
            target += np.matmul(rows, W.swapaxes(-1, -2)).reshape(target.shape)
        return dx[inner]

    def _matrix(self, W):
        """View (..., *kernel_size, channels, filters) as (..., kernel_size * channels, filters)."""
        return W.reshape(*W.shape[: -self.n_axes - 2], -1, self.filters)


class Conv1D(_Convolution):
    """``out_t = b + sum_i x_{t * stride + i} W_i``: the same weights at every position t.

    ``W_i`` is a matrix of channels times filters, one for each place i in the kernel. (As in other
    libraries, the kernel is not flipped: mathematically, this is a cross-correlation.)

    Backward, with ``dout`` the gradient of the loss with respect to `out`: ``dW_i`` is the sum of
    ``x_{t * stride + i}' dout_t`` over the batch and the positions t, ``db`` the sum of ``dout_t``;
    and ``dout_t W_i'`` is added to the gradient of ``x_{t * stride + i}``.

    Parameters
    ----------
    filters : int
        Number of output channels, >= 1.
    kernel_size : int
        Number of positions that an output sees, >= 1.
    stride : int
        Distance between two windows, >= 1.
    padding : str
        "valid": windows lie within the row, and the output has
        ``floor((length - kernel_size) / stride) + 1`` positions. "same": zeros are added on both
        sides, and the output has ``ceil(length / stride)`` positions.
    bias : bool
        Whether there are offsets; batch normalization directly after the layer would cancel them.

    Raises
    ------
    ValueError
        If an argument is not as described; in `Network`, if the rows do not have the shape
        (length, channels), or the kernel is longer than the row.

    Notes
    -----
    x has the shape (..., batch, length, channels) and out (..., batch, positions, filters). `W` has
    the shape (kernel_size, channels, filters), as in Keras, after the axis of networks if there are
    several. Initial weights are uniform in ``+-sqrt(6 / (kernel_size * (channels + filters)))``, as
    in Keras; offsets start at 0. If the number of padding zeros is odd, the end gets one more.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", sections 9.1 and 9.5.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.array([[[1.0], [2.0], [4.0], [8.0]]])  # one sequence with one channel
    >>> params = {"W": np.array([-1.0, 1.0]).reshape(2, 1, 1)}
    >>> out, _ = nn.Conv1D(1, 2, bias=False).forward(x, params, rng=None, training=True)
    >>> out.ravel()
    array([1., 2., 4.])
    """

    n_axes = 1


class Conv2D(_Convolution):
    """``out_{s,t} = b + sum_{i,j} x_{s * stride + i, t * stride + j} W_{i,j}``: `Conv1D` on images.

    Parameters
    ----------
    filters : int
        Number of output channels, >= 1.
    kernel_size, stride : int or tuple of int
        As for `Conv1D`, for height and width; an int is for both.
    padding : str
    bias : bool
        Both as for `Conv1D`.

    Raises
    ------
    ValueError
        If an argument is not as described; in `Network`, if the rows do not have the shape
        (height, width, channels), or the kernel is larger than the image.

    Notes
    -----
    x has the shape (..., batch, height, width, channels). `W` has the shape
    (kernel height, kernel width, channels, filters), as in Keras, after the axis of networks if
    there are several.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", sections 9.1 and 9.5.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> layers = (
    ...     nn.Reshape((8, 8, 1)), nn.Conv2D(16, 3, padding="same"), nn.ReLU(), nn.MaxPooling2D(2),
    ...     nn.Flatten(), nn.Dense(10),
    ... )
    >>> network = nn.Network(layers, 64, rng=np.random.default_rng(0))
    >>> network.params["W1"].shape, network.params["W2"].shape
    ((3, 3, 1, 16), (256, 10))
    """

    n_axes = 2
