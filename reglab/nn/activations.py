"""What comes between dense layers, and after the last one."""

import numpy as np


class ReLU:
    """``out = max(x, 0)``; backward passes the gradient where ``x > 0``, and 0 elsewhere.

    Notes
    -----
    Taught in: 06_weight_penalties. At the kink, x = 0, the gradient is 0, as in Keras.

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

    def start(self, n_in, rng):
        """No parameters; the width stays."""
        return {}, n_in

    def forward(self, x, params, *, rng, training):
        """Return out, of the shape of x, and what backward needs."""
        # Two arrays: NumPy's loop for them is twice as fast as the one for an array and a number.
        out = np.maximum(x, np.zeros(x.shape[-1], x.dtype))
        return out, out

    def backward(self, dout, out, params, grads, *, inputs=True):
        """Return dx; dout is used up."""
        return np.multiply(dout, out > 0, out=dout)


def softmax(logits):
    """Turn logits into probabilities: ``p_k = exp(z_k) / sum_j exp(z_j)`` in every row.

    Parameters
    ----------
    logits : array-like of shape (..., n_classes)
        Of any size: the largest of a row is subtracted first, so nothing overflows.

    Returns
    -------
    ndarray of the shape of logits
        Rows with sum 1.

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
