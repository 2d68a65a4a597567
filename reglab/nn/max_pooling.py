"""Max pooling: the largest number of each channel in every window of positions."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.nn._pooling import Pooling
from reglab.nn._types import Generators


class _MaxPooling(Pooling):
    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out (..., batch, *positions, channels), and the cache for backward."""
        # One contiguous copy for each place in a window: comparing slices takes much longer.
        at_places = [x[where].copy() for where in self.places(x)]
        out = at_places[0].copy()
        for values in at_places[1:]:
            np.maximum(out, values, out=out)
        return out, (at_places, out, x.shape)

    def backward(
        self,
        dout: NDArray,
        cache: tuple,
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray | None:
        """Return dx, or None if `inputs` is False; overwrites dout."""
        if not inputs:
            return None
        at_places, out, shape = cache
        dx = self.zeros(dout, shape)
        places = self.places(dx)
        # The first largest number takes the gradient of its window, so that nothing is left for the
        # others; the last place takes what is left.
        left, taken = dout, np.empty_like(dout)
        for where, values in zip(places[:-1], at_places, strict=False):
            np.multiply(left, values == out, out=taken)
            dx[where] += taken
            left -= taken
        dx[places[-1]] += left
        return dx


class MaxPooling1D(_MaxPooling):
    """``out_t = max_i x_{t * stride + i}`` in each channel, over a window of `pool_size` positions.

    Backward, the gradient goes to the largest input of each window; of several equal ones, to the
    first.

    Parameters
    ----------
    pool_size : int
        Number of positions of a window, >= 1.
    stride : int, optional
        Distance between two windows, >= 1; `pool_size` by default, so that they do not overlap.
        Positions at the end that do not fill a window are left out.

    Raises
    ------
    ValueError
        If an argument is not as described; in `Network`, if the rows do not have the shape
        (length, channels), or the window is longer than the row.

    Notes
    -----
    As Keras's layer of the same name, with padding "valid".

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", section 9.3.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.array([1.0, 3.0, 2.0, 0.0, 9.0]).reshape(1, 5, 1)
    >>> nn.MaxPooling1D(2).forward(x, {}, rng=None, training=True)[0].ravel()
    array([3., 2.])
    """

    n_axes = 1


class MaxPooling2D(_MaxPooling):
    """The largest number of each channel in each window of an image: `MaxPooling1D` on images.

    Parameters
    ----------
    pool_size, stride : int or tuple of int
        As for `MaxPooling1D`, for height and width; an int is for both.

    Raises
    ------
    ValueError
        If an argument is not as described; in `Network`, if the rows do not have the shape
        (height, width, channels), or the window is larger than the image.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", section 9.3.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.arange(16.0).reshape(1, 4, 4, 1)
    >>> nn.MaxPooling2D(2).forward(x, {}, rng=None, training=True)[0].ravel()
    array([ 5.,  7., 13., 15.])
    """

    n_axes = 2
