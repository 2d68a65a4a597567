"""Dropout, forward and backward: inverted, as in libraries, and vanilla, as first published.

`rate` is always the probability of DROPPING a unit.
"""

from __future__ import annotations

from copy import copy
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number
from reglab.nn._per_network import any_of, check_count_of, check_numbers, column, part
from reglab.nn._random import uniform
from reglab.nn._rows import Row, sizes
from reglab.nn._types import Generators, PerNetwork


def dropout_forward(
    x: ArrayLike, rate: float, *, rng: Generators | None, training: bool
) -> tuple[NDArray, NDArray[np.bool_]]:
    """``out = mask * x / (1 - rate)`` in training, where ``P(mask = 0) = rate``; else ``out = x``.

    This is inverted dropout. The remaining units are scaled up, so ``E[out] = x`` holds in
    training, and inference needs no scaling.

    Parameters
    ----------
    x : array-like of shape (..., batch, features), or any other
        Activations. Entries are dropped independently.
    rate : float
        Probability of dropping, in [0, 1).
    rng : numpy.random.Generator, or list of numpy.random.Generator, or None
        A list has one Generator for each entry of the first axis. None if not training.
    training : bool
        Whether to drop.

    Returns
    -------
    out : ndarray of the shape of x
        A new array, in the dtype of x if that is float32 or float64, else in float64.
    mask : ndarray of bool of the shape of x
        True for entries that are kept; all True if not training.

    Raises
    ------
    ValueError
        If rate is outside [0, 1), x does not hold real numbers, or, in training, rng is neither a
        Generator nor such a list.

    Notes
    -----
    Taught in: 07_dropout, Exercise 7.1.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov (2014), "Dropout: A
    Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, section 4. The paper also
    mentions the scaling in training.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.arange(1.0, 7.0)
    >>> out, mask = nn.dropout_forward(x, 0.2, rng=np.random.default_rng(0), training=True)
    >>> bool(np.all(out == np.where(mask, 1.25 * x, 0.0)))
    True
    """
    x, rate = _activations(x), check_number(rate, "rate", least=0, below=1)
    if not training:
        return x.copy(), np.ones(x.shape, dtype=bool)
    mask, scratch = _drawn(x, rate, rng)
    return _scaled(x, mask, rate, out=scratch), mask


def dropout_backward(dout: ArrayLike, mask: ArrayLike, rate: float) -> NDArray:
    """``dx = mask * dout / (1 - rate)``: the gradient is masked and scaled like the activations.

    Parameters
    ----------
    dout : array-like of shape (..., batch, features), or any other
        Gradient of the loss with respect to `out`.
    mask : array-like of bool of the shape of dout
        The mask that `dropout_forward` returned for this batch.
    rate : float
        The rate of that call, in [0, 1).

    Returns
    -------
    ndarray of the shape of dout
        Gradient with respect to `x`.

    Raises
    ------
    ValueError
        If rate is outside [0, 1), the shapes differ, or mask is not boolean.

    Notes
    -----
    Taught in: 07_dropout, Exercise 7.2.

    This is the gradient in training. At inference `dropout_forward` is the identity and its
    gradient is dout itself, the result for ``rate=0`` with the all-True mask.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov (2014), "Dropout: A
    Simple Way to Prevent Neural Networks from Overfitting", section 5.1.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> nn.dropout_backward(np.array([3.0, 4.0]), np.array([True, False]), rate=0.25)
    array([4., 0.])
    """
    dout, rate = _activations(dout, "dout"), check_number(rate, "rate", least=0, below=1)
    mask = np.asarray(mask)
    if mask.dtype != bool or mask.shape != dout.shape:
        raise ValueError(
            f"mask must be boolean, of the shape of dout {dout.shape}, "
            f"got dtype {mask.dtype}, shape {mask.shape}"
        )
    return _scaled(dout, mask, rate)


def vanilla_forward(
    x: ArrayLike, rate: float, *, rng: Generators | None, training: bool
) -> tuple[NDArray, NDArray[np.bool_]]:
    """``out = mask * x`` in training, where ``P(mask = 0) = rate``; else ``out = (1 - rate) * x``.

    Without scaling in training, ``E[out] = (1 - rate) * x``, so the output is scaled at inference.

    Parameters
    ----------
    x : array-like of shape (..., batch, features), or any other
    rate : float
    rng : numpy.random.Generator, or list of numpy.random.Generator, or None
    training : bool
        All four as for `dropout_forward`.

    Returns
    -------
    out : ndarray of the shape of x
        If not training, the result of `vanilla_predict`.
    mask : ndarray of bool of the shape of x
        True for entries that are kept; all True if not training.

    Raises
    ------
    ValueError
        As in `dropout_forward`.

    Notes
    -----
    Taught in: 07_dropout, Exercise 7.3.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov (2014), "Dropout: A
    Simple Way to Prevent Neural Networks from Overfitting", section 4.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.arange(1.0, 7.0)
    >>> out, mask = nn.vanilla_forward(x, 0.2, rng=np.random.default_rng(0), training=True)
    >>> bool(np.all(out == np.where(mask, x, 0.0)))
    True
    """
    if not training:
        return vanilla_predict(x, rate), np.ones(np.shape(x), dtype=bool)
    x, rate = _activations(x), check_number(rate, "rate", least=0, below=1)
    mask, scratch = _drawn(x, rate, rng)
    return np.multiply(x, mask, out=scratch), mask


def vanilla_predict(x: ArrayLike, rate: float) -> NDArray:
    """``out = (1 - rate) * x``: at inference all units are kept and scaled to their mean.

    Parameters
    ----------
    x : array-like of shape (..., batch, features), or any other
        Activations.
    rate : float
        Probability of dropping a unit in training, in [0, 1).

    Returns
    -------
    ndarray of the shape of x

    Raises
    ------
    ValueError
        If rate is outside [0, 1), or x does not hold real numbers.

    Notes
    -----
    Taught in: 07_dropout, Exercise 7.3. The factor is the probability of KEEPING.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov (2014), "Dropout: A
    Simple Way to Prevent Neural Networks from Overfitting", figure 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> nn.vanilla_predict(np.array([4.0, 8.0]), rate=0.25)
    array([3., 6.])
    """
    x, rate = _activations(x), check_number(rate, "rate", least=0, below=1)
    return np.asarray(x * (1 - rate))


class Dropout:
    """Inverted dropout as a layer: `dropout_forward` in training, the identity at inference.

    Parameters
    ----------
    rate : float, or sequence of float
        Probability of dropping, in [0, 1); a sequence has one for each network.
    channels : bool
        Whether to drop whole channels, at all positions: after a convolution, neighbouring
        positions are so similar that one replaces the other. Keras calls this SpatialDropout1D and
        SpatialDropout2D. In flat rows, every feature is a channel.

    Raises
    ------
    ValueError
        If a rate is outside [0, 1).

    Notes
    -----
    Taught in: 07_dropout.

    References
    ----------
    J. Tompson, R. Goroshin, A. Jain, Y. LeCun and C. Bregler (2015), "Efficient object localization
    using convolutional networks", CVPR (whole channels).

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.ones((2, 3))
    >>> out, _ = nn.Dropout(0.5).forward(x, {}, rng=None, training=False)
    >>> out is x
    True
    """

    # Number of axes of positions in a row, set by `start`.
    n_axes = 0

    def __init__(self, rate: PerNetwork, *, channels: bool = False) -> None:
        self.rate = check_numbers(rate, "rate", least=0, below=1)
        self.channels = bool(channels)

    def __repr__(self):
        rate, option = self.rate, ", channels=True" if self.channels else ""
        if isinstance(rate, tuple):
            return f"Dropout({min(rate):g}..{max(rate):g}{option})"
        return f"Dropout({rate:g}{option})"

    def check_networks(self, n_networks: int | None) -> None:
        """Refuse rates whose number is not that of the networks."""
        check_count_of(self.rate, "rate", n_networks)

    def with_rate(self, rate: PerNetwork) -> Dropout:
        """Return the same layer with another rate, or one for each network."""
        other = copy(self)
        other.rate = check_numbers(rate, "rate", least=0, below=1)
        return other

    def part(self, networks: slice | NDArray[np.intp]) -> Dropout:
        """Return the layer of some networks."""
        return self.with_rate(part(self.rate, networks))

    def start(self, row: Row, rng: np.random.Generator) -> tuple[dict[str, NDArray], Row]:
        """Return no parameters, and the unchanged shape of the rows."""
        self.n_axes = len(sizes(row)) - 1
        return {}, row

    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out and the mask (for channels, factors), or None if nothing is dropped."""
        if not training or not any_of(self.rate):
            return x, None
        if isinstance(rng, list) and x.ndim == 2 + self.n_axes:  # all networks share the data
            x = np.broadcast_to(x, (len(rng), *x.shape))
        if self.channels:
            # One number for each channel of each row: 0, or 1 / (1 - rate).
            batch = x.shape[: x.ndim - 1 - self.n_axes]
            ones = np.ones((*batch, *[1] * self.n_axes, x.shape[-1]), x.dtype)
            mask, scratch = _drawn(ones, column(self.rate, ones.ndim, ones.dtype), rng)
            factors = _scaled_each(ones, mask, self.rate, out=scratch)
            return x * factors, factors
        mask, scratch = _drawn(x, column(self.rate, x.ndim, x.dtype), rng)
        return _scaled_each(x, mask, self.rate, out=scratch), mask

    def backward(
        self,
        dout: NDArray,
        mask: NDArray | None,
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray | None:
        """Return dx, or None if `inputs` is False."""
        if mask is None or not inputs:
            return dout if inputs else None
        return dout * mask if self.channels else _scaled_each(dout, mask, self.rate)


def _activations(x: ArrayLike, name: str = "x") -> NDArray:
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {x.dtype}")
    return x if x.dtype in (np.float32, np.float64) else x.astype(np.float64)


def _drawn(x, rate, rng):
    """Return a mask for x, and the array of its draws, which may be overwritten."""
    draws = np.asarray(uniform(rng, x.shape, x.dtype))
    return np.asarray(draws >= rate), draws


def _scaled(x, mask, rate, out=None):
    """Return ``mask * x / (1 - rate)``, written into `out` if that is given."""
    out = np.multiply(x, mask, out=np.empty(x.shape, x.dtype) if out is None else out)
    if rate:
        out *= x.dtype.type(1 / (1 - rate))
    return out


def _scaled_each(x, mask, rate, out=None):
    """`_scaled` with one rate, or one for each network."""
    out = np.multiply(x, mask, out=out)
    out *= column(1 / (1 - np.asarray(rate)), x.ndim, x.dtype)
    return out
