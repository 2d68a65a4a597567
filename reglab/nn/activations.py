"""Activation functions: ReLU, and softmax after the last layer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.nn._rows import Row
from reglab.nn._types import Generators


class ReLU:
    """``out = max(x, 0)``; backward passes the gradient where ``x > 0``, and 0 elsewhere.

    Notes
    -----
    Taught in: 06_weight_penalties. At x = 0 the gradient is 0, as in Keras.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> out, _ = nn.ReLU().forward(np.array([[-1.0, 2.0]]), {}, rng=None, training=True)
    >>> out
    array([[0., 2.]])
    """

    def __repr__(self):
        return "ReLU()"

    def start(self, row: Row, rng: np.random.Generator) -> tuple[dict[str, NDArray], Row]:
        """Return no parameters, and the unchanged shape of the rows."""
        return {}, row

    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out, of the shape of x, and the cache for backward."""
        # NumPy's loop for two arrays is twice as fast as that for an array and a number.
        out = np.maximum(x, np.zeros(x.shape[-1], x.dtype))
        return out, out

    def backward(
        self,
        dout: NDArray,
        out: NDArray,
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray:
        """Return dx; overwrites dout."""
        return np.multiply(dout, out > 0, out=dout)


def softmax(logits: ArrayLike) -> NDArray:
    """Convert logits to probabilities: ``p_k = exp(z_k) / sum_j exp(z_j)`` in every row.

    Parameters
    ----------
    logits : array-like of shape (..., n_classes)
        Of any size: the largest of each row is subtracted first, so nothing overflows.

    Returns
    -------
    ndarray of the shape of logits
        Rows sum to 1.

    Raises
    ------
    ValueError
        If there are no classes.

    Notes
    -----
    Taught in: 07_dropout.

    References
    ----------
    C. M. Bishop (2006), "Pattern Recognition and Machine Learning", equation 4.104.

    Examples
    --------
    >>> from reglab.nn import softmax
    >>> softmax([0.0, 0.0, 1000.0])
    array([0., 0., 1.])
    """
    logits = np.asarray(logits)
    if logits.dtype.kind != "f":
        logits = logits.astype(np.float64)
    if logits.ndim == 0 or logits.shape[-1] == 0:
        raise ValueError(f"logits must have shape (..., n_classes), got {logits.shape}")
    p = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return p
