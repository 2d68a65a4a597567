"""Batch normalization, forward beside backward, with the running statistics of inference.

The momentum weighs the OLD average, as in Keras; PyTorch's weighs the new value.
"""

import numpy as np

from reglab._arguments import check_number


def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    """``out = gamma * (x - mean) / sqrt(var + eps) + beta``, with statistics of every column.

    In training they are those of the batch, ``mean = 1/m * sum_i x_i`` and
    ``var = 1/m * sum_i (x_i - mean)^2``, and move the state:
    ``new = momentum * old + (1 - momentum) * batch``. At inference they are the state.

    Parameters
    ----------
    x : array-like of shape (..., batch, features)
        Activations; each entry of the leading axes is a network with statistics of its own.
    gamma, beta : array-like of shape (..., features)
        Scale and shift.
    state : (mean, var) of array-like of shape (..., features), or None
        Running statistics; None stands for those at the start, 0 and 1.
    training : bool
        Whether the batch or the state normalizes.
    momentum : float
        How much of the old state is kept, in [0, 1).
    eps : float
        Added to the variance, under the root; >= 0.

    Returns
    -------
    out : ndarray of shape (..., batch, features)
        In the dtype of x if that is float32 or float64, else in float64.
    cache : tuple
        What `bn_backward` needs.
    state : (mean, var) of ndarray of shape (..., features)
        After this batch; unchanged at inference.

    Raises
    ------
    ValueError
        If x has no batch axis, holds no real numbers or no rows, a number is out of its range, or
        shapes do not fit.

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
    state = tuple(_columns(part, x, f"state's {name}") for part, name in zip(
        _pair(state), ("mean", "var"), strict=True))  # fmt: skip
    out, cache = _forward(x, gamma, beta, None if training else state, eps)
    if training:
        state = tuple(momentum * old + (1 - momentum) * new for old, new in
                      zip(state, _batch(cache), strict=True))  # fmt: skip
    return out, cache, state


def bn_backward(dout, cache):
    """``dx = gamma / (m * sqrt(var + eps)) * (m * dout - sum dout - x_hat * sum(dout * x_hat))``.

    ``x_hat = (x - mean) / sqrt(var + eps)`` and the sums are over the batch: every row moves the
    mean and the variance, and with them all other rows. After a call at inference, where both are
    given, ``dx = gamma / sqrt(var + eps) * dout``. ``dgamma = sum(dout * x_hat)``,
    ``dbeta = sum dout``.

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
        If dout has another shape than the batch of the cache.

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
    >>> bool(np.abs(dx).max() < 1e-12), dbeta  # a shift of the whole batch changes nothing
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
    """`bn_forward` as a layer; trained are gamma and beta, kept are the running statistics.

    Parameters
    ----------
    momentum : float
        How much of the old running statistics is kept at a step, in [0, 1).
    eps : float
        Added to the variance, >= 0.

    Raises
    ------
    ValueError
        If a number is out of its range.

    Notes
    -----
    Taught in: 09_batch_norm. Keras has momentum 0.99 and eps 1e-3 if nobody says otherwise.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> layers = (nn.Dense(4, bias=False), nn.BatchNorm(), nn.ReLU(), nn.Dense(2))
    >>> list(nn.Network(layers, 3, rng=np.random.default_rng(0)).params)
    ['W1', 'gamma2', 'beta2', 'W3', 'b3']
    """

    running = ("mean", "var")

    def __init__(self, momentum=0.9, eps=1e-5):
        self.momentum = check_number(momentum, "momentum", least=0, below=1)
        self.eps = check_number(eps, "eps", least=0)

    def __repr__(self):
        return f"BatchNorm(momentum={self.momentum:g}, eps={self.eps:g})"

    def start(self, n_in, rng):
        """Initial parameters and running statistics; the width stays."""
        zeros, ones = np.zeros(n_in), np.ones(n_in)
        return {"gamma": ones, "beta": zeros, "mean": zeros, "var": ones}, n_in

    def forward(self, x, params, *, rng, training):
        """Return out, and what backward and `update_running` need."""
        state = None if training else (params["mean"], params["var"])
        return _forward(x, params["gamma"], params["beta"], state, self.eps)

    def update_running(self, cache, running, momentum=None):
        """Move the running statistics in place by the batch of a training forward."""
        keep = self.momentum if momentum is None else momentum
        for name, value in zip(self.running, _batch(cache), strict=True):
            running[name] *= keep
            running[name] += (1 - keep) * value

    def backward(self, dout, cache, params, grads, *, inputs=True):
        """Write dgamma and dbeta into `grads`; return dx, or None if nobody asks for it."""
        grads["gamma"][...], grads["beta"][...] = _backward(dout, cache)
        return _to_inputs(dout, cache, grads["gamma"], grads["beta"]) if inputs else None


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
    # A column that never varies has nothing but its mean: with eps = 0 that is 0/0 otherwise.
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
    """Mean and variance of the batch that a training forward saw."""
    return cache[3]


def _pair(state):
    if not isinstance(state, tuple | list) or len(state) != 2:
        raise ValueError(f"state must be None or (mean, var), got {type(state).__name__}")
    return state


def _columns(values, x, name):
    """Return numbers for each column, in the dtype of x."""
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
