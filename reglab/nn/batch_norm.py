"""Batch normalization: forward, backward, and the running statistics for inference.

The momentum is the weight of the OLD average, as in Keras; in PyTorch it is that of the new value.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number
from reglab.nn._rows import Row, sizes
from reglab.nn._types import Generators


def bn_forward(
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    state: tuple[ArrayLike, ArrayLike] | None,
    *,
    training: bool,
    momentum: float = 0.9,
    eps: float = 1e-5,
) -> tuple[NDArray, tuple, tuple[NDArray, NDArray]]:
    """``out = gamma * (x - mean) / sqrt(var + eps) + beta``, with the statistics of each column.

    In training these are the statistics of the batch, ``mean = 1/m * sum_i x_i`` and
    ``var = 1/m * sum_i (x_i - mean)^2``, and they update the state:
    ``new = momentum * old + (1 - momentum) * batch``. At inference the state is used.

    Parameters
    ----------
    x : array-like of shape (..., batch, features)
        Activations; each entry of the leading axes is a network with separate statistics.
    gamma, beta : array-like of shape (..., features)
        Scale and shift.
    state : (mean, var) of array-like of shape (..., features), or None
        Running statistics; None means the initial ones, 0 and 1.
    training : bool
        If True, the batch statistics are used, otherwise the state.
    momentum : float
        Weight of the old state, in [0, 1).
    eps : float
        Added to the variance under the root, >= 0.

    Returns
    -------
    out : ndarray of shape (..., batch, features)
        In the dtype of x if that is float32 or float64, else in float64.
    cache : tuple
        Values for `bn_backward`.
    state : (mean, var) of ndarray of shape (..., features)
        The state after this batch; unchanged at inference.

    Raises
    ------
    ValueError
        If x has no batch axis, no rows or no real numbers, a number is out of range, or the shapes
        do not fit.

    Notes
    -----
    Taught in: 09_batch_norm, Exercise 9.1.

    References
    ----------
    S. Ioffe and C. Szegedy (2015), "Batch normalization: accelerating deep network training by
    reducing internal covariate shift", ICML, algorithms 1 and 2. There the running variance is
    multiplied by m / (m - 1); here, as in Keras, it is not.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.array([[1.0, 10.0], [3.0, 30.0]])
    >>> out, cache, state = nn.bn_forward(x, np.ones(2), np.zeros(2), None, training=True, eps=0)
    >>> out
    array([[-1., -1.],
           [ 1.,  1.]])
    >>> state[0]
    array([0.2, 2. ])
    """
    x = np.asarray(x)
    if x.dtype.kind not in "biuf" or x.ndim < 2 or 0 in x.shape:
        raise ValueError(
            "x must hold real numbers of shape (..., batch, features) without an axis of length 0, "
            f"got dtype {x.dtype}, shape {x.shape}"
        )
    x = x if x.dtype in (np.float32, np.float64) else x.astype(np.float64)
    momentum, eps = (
        check_number(momentum, "momentum", least=0, below=1),
        check_number(eps, "eps", least=0),
    )
    gamma, beta = _columns(gamma, x, "gamma"), _columns(beta, x, "beta")
    if state is None:
        shape = x.shape[:-2] + x.shape[-1:]
        state = np.zeros(shape, x.dtype), np.ones(shape, x.dtype)
    mean, var = _pair(state)
    mean, var = _columns(mean, x, "state's mean"), _columns(var, x, "state's var")
    out, cache = _forward(x, gamma, beta, None if training else (mean, var), eps)
    if training:
        batch_mean, batch_var = _batch(cache)
        mean = momentum * mean + (1 - momentum) * batch_mean
        var = momentum * var + (1 - momentum) * batch_var
    return out, cache, (mean, var)


def bn_backward(dout: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """``dx = gamma / (m * sqrt(var + eps)) * (m * dout - sum dout - x_hat * sum(dout * x_hat))``.

    ``x_hat = (x - mean) / sqrt(var + eps)``, and the sums are over the batch: every row affects the
    mean and the variance, and through them all other rows. At inference mean and variance are
    constants, and ``dx = gamma / sqrt(var + eps) * dout``. In both cases
    ``dgamma = sum(dout * x_hat)`` and ``dbeta = sum dout``.

    Parameters
    ----------
    dout : array-like of shape (..., batch, features)
        Gradient of the loss with respect to `out`.
    cache : tuple
        From `bn_forward` for this batch.

    Returns
    -------
    dx : ndarray of shape (..., batch, features)
    dgamma, dbeta : ndarray of shape (..., features)

    Raises
    ------
    ValueError
        If dout does not have the shape of the batch in the cache.

    Notes
    -----
    Taught in: 09_batch_norm, Exercise 9.2.

    References
    ----------
    S. Ioffe and C. Szegedy (2015), "Batch normalization: accelerating deep network training by
    reducing internal covariate shift", ICML, section 3.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> x = np.random.default_rng(0).standard_normal((5, 2))
    >>> _, cache, _ = nn.bn_forward(x, np.ones(2), np.zeros(2), None, training=True)
    >>> dx, dgamma, dbeta = nn.bn_backward(np.ones((5, 2)), cache)
    >>> bool(np.abs(dx).max() < 1e-12), dbeta  # shifting the whole batch changes nothing
    (True, array([5., 5.]))
    """
    dout = np.asarray(dout)
    if dout.dtype.kind not in "biuf" or dout.shape != cache[0].shape:
        raise ValueError(
            f"dout must hold real numbers of the batch's shape {cache[0].shape}, "
            f"got dtype {dout.dtype}, shape {dout.shape}"
        )
    dout = dout.astype(cache[0].dtype, copy=False)
    dgamma, dbeta = _backward(dout, cache)
    return _to_inputs(dout, cache, dgamma, dbeta), dgamma, dbeta


class BatchNorm:
    """`bn_forward` as a layer, with parameters gamma and beta and running statistics.

    After a convolution, each channel has one mean and one variance, over the batch and all
    positions: every position counts as a row of the batch.

    Parameters
    ----------
    momentum : float
        Weight of the old running statistics at a step, in [0, 1).
    eps : float
        Added to the variance, >= 0.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Taught in: 09_batch_norm. The defaults of Keras are momentum 0.99 and eps 1e-3.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> layers = (nn.Dense(4, bias=False), nn.BatchNorm(), nn.ReLU(), nn.Dense(2))
    >>> list(nn.Network(layers, 3, rng=np.random.default_rng(0)).params)
    ['W1', 'gamma2', 'beta2', 'W3', 'b3']
    """

    running = ("mean", "var")
    # Number of axes of positions in a row, set by `start`.
    n_axes = 0

    def __init__(self, momentum: float = 0.9, eps: float = 1e-5) -> None:
        self.momentum = check_number(momentum, "momentum", least=0, below=1)
        self.eps = check_number(eps, "eps", least=0)

    def __repr__(self):
        return f"BatchNorm(momentum={self.momentum:g}, eps={self.eps:g})"

    def start(self, row: Row, rng: np.random.Generator) -> tuple[dict[str, NDArray], Row]:
        """Return initial parameters and running statistics, and the unchanged shape of the rows."""
        *positions, channels = sizes(row)
        self.n_axes = len(positions)
        zeros, ones = np.zeros(channels), np.ones(channels)
        return {"gamma": ones, "beta": zeros, "mean": zeros, "var": ones}, row

    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out, and the cache for backward and `update_running`."""
        state = None if training else (params["mean"], params["var"])
        out, cache = _forward(self._flat(x), params["gamma"], params["beta"], state, self.eps)
        return out.reshape(out.shape[:-2] + x.shape[x.ndim - 2 - self.n_axes :]), cache

    def update_running(
        self, cache: tuple, running: dict[str, NDArray], momentum: float | None = None
    ) -> None:
        """Update the running statistics in place with the batch of a training forward."""
        keep = self.momentum if momentum is None else momentum
        for name, value in zip(self.running, _batch(cache), strict=True):
            running[name] *= keep
            running[name] += (1 - keep) * value

    def backward(
        self,
        dout: NDArray,
        cache: tuple,
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray | None:
        """Write dgamma and dbeta into `grads`; return dx, or None if `inputs` is False."""
        shape, dout = dout.shape, self._flat(dout)
        grads["gamma"][...], grads["beta"][...] = _backward(dout, cache)
        if not inputs:
            return None
        return _to_inputs(dout, cache, grads["gamma"], grads["beta"]).reshape(shape)

    def _flat(self, x):
        """View (..., batch, *positions, channels) as (..., batch * positions, channels)."""
        return x.reshape(*x.shape[: x.ndim - 2 - self.n_axes], -1, x.shape[-1])


def _forward(x, gamma, beta, state, eps):
    """Return out, and (x_hat, gamma / sqrt(var + eps), batch statistics or None)."""
    if state is None:
        mean = x.mean(axis=-2)
        x_hat = x - mean[..., None, :]
        var = np.square(x_hat).mean(axis=-2)
        batch = mean, var
    else:
        (mean, var), batch = state, None
        x_hat = x - mean[..., None, :]
    root = np.sqrt(var + eps)
    # With eps = 0, a constant column would give 0/0.
    x_hat /= np.where(root == 0, 1, root)[..., None, :]
    out = x_hat * gamma[..., None, :]
    out += beta[..., None, :]
    return out, (x_hat, gamma, root, batch)


def _backward(dout, cache):
    return np.sum(dout * cache[0], axis=-2), np.sum(dout, axis=-2)


def _to_inputs(dout, cache, dgamma, dbeta):
    x_hat, gamma, root, batch = cache
    slope = (gamma / np.where(root == 0, 1, root))[..., None, :]
    if batch is None:
        return slope * dout
    m = dout.shape[-2]
    through_var = x_hat * (dgamma / -m)[..., None, :]
    through_var += dout
    through_var -= (dbeta / m)[..., None, :]
    through_var *= slope
    return through_var


def _batch(cache):
    """Return the mean and variance of the batch of a training forward."""
    return cache[3]


def _pair(state):
    if not isinstance(state, tuple | list) or len(state) != 2:
        raise ValueError(f"state must be None or (mean, var), got {type(state).__name__}")
    return state


def _columns(values, x, name):
    """Return one number for each column, in the dtype of x."""
    values = np.asarray(values)
    if values.dtype.kind not in "biuf" or values.shape not in (
        x.shape[-1:],
        x.shape[:-2] + x.shape[-1:],
    ):
        raise ValueError(
            f"{name} must hold real numbers of shape {x.shape[:-2] + x.shape[-1:]}, "
            f"got dtype {values.dtype}, shape {values.shape}"
        )
    return values.astype(x.dtype, copy=False)
