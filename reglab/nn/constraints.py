"""Max-norm constraints: the incoming weights of a unit have at most a given norm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reglab._arguments import check_number
from reglab.nn._per_network import column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray


def max_norm(W: ArrayLike, c: float) -> NDArray:
    """``argmin_V ||V - W||^2`` with columns of norm at most c: ``w * min(1, c / ||w||)`` for each.

    Column j holds the incoming weights of unit j. A column within the limit is unchanged; a longer
    one keeps its direction and gets norm c.

    Parameters
    ----------
    W : ndarray of shape (..., n_in, n_out)
    c : float
        The largest norm, > 0.

    Returns
    -------
    ndarray of the shape and dtype of W (float64 for whole numbers)

    Raises
    ------
    ValueError
        If c is not a finite number > 0, or W does not hold real numbers in this shape.

    Notes
    -----
    Taught in: 06_weight_penalties.

    Keras divides by ``1e-7 + ||w||``, so its columns are shorter by about 1e-7.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov (2014), "Dropout: A
    Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, 1929-1958.

    Examples
    --------
    >>> max_norm([[3.0, 0.3], [4.0, 0.4]], c=1.0)
    array([[0.6, 0.3],
           [0.8, 0.4]])
    """
    W, c = np.asarray(W), check_number(c, "c", above=0)
    if W.dtype.kind not in "biuf" or W.ndim < 2:
        raise ValueError(
            "W must hold real numbers in shape (..., n_in, n_out), "
            f"got dtype {W.dtype}, shape {W.shape}"
        )
    W = W.astype(W.dtype if W.dtype.kind == "f" else np.float64)  # a copy
    _shorten(W, c)
    return W


class MaxNorm:
    """The constraint of a training run, applied to the weights of all networks in place.

    Parameters
    ----------
    params : dict of ndarray
        Of one network or of several, as views that are written to. Weights have names that start
        with "W", and the last of their axes are the units: for a convolution, the norm is taken
        over the places of the kernel and the input channels, as in
        ``keras.constraints.MaxNorm(c, axis=[0, 1, 2])``.
    limits : float, or tuple of float
        The largest norm: one for all networks, or one for each.
    n_networks : int
    """

    def __init__(self, params: Mapping[str, NDArray], limits: Any, n_networks: int) -> None:
        kernels = [W for name, W in params.items() if name.startswith("W")]
        self.active = bool(np.any(np.isfinite(limits)))
        self.matrices = [W.reshape(n_networks, -1, W.shape[-1]) for W in kernels]
        self.limits = column(limits, 3, kernels[0].dtype) if kernels else limits

    def __call__(self) -> None:
        """Shorten the columns that are longer than their limit."""
        if self.active:
            for W in self.matrices:
                _shorten(W, self.limits)


def _shorten(W, limit):
    """Scale the columns (axis -2) of W that are longer than `limit`, in place."""
    norm = np.sqrt(np.sum(np.square(W), axis=-2, keepdims=True))
    longer = norm > limit
    W *= np.divide(limit, norm, out=np.ones_like(norm), where=longer)
