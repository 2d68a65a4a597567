"""The dense layer: every unit is a weighted sum of all features."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count
from reglab.nn._rows import Row, check_row
from reglab.nn._types import Generators


class Dense:
    """``out = x W + b``, with weights `W` and offsets `b` for every network.

    Backward, with ``dout`` the gradient of the loss with respect to `out`: ``dW = x' dout``,
    ``db`` the sum of `dout` over the batch, ``dx = dout W'``.

    Parameters
    ----------
    units : int
        Width of the output, >= 1.
    bias : bool
        Whether there are offsets; batch normalization directly after the layer would cancel them.

    Raises
    ------
    ValueError
        If `units` is not an integer >= 1; in `Network`, if the rows are not flat.

    Notes
    -----
    Taught in: 06_weight_penalties.

    Initial weights are uniform in ``+-sqrt(6 / (n_in + units))``, as in Keras; offsets start at 0.

    References
    ----------
    X. Glorot and Y. Bengio (2010), "Understanding the difficulty of training deep feedforward
    neural networks", AISTATS.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> params = {"W": np.array([[1.0, 0.0], [2.0, 1.0]]), "b": np.array([0.0, 10.0])}
    >>> out, cache = nn.Dense(2).forward(np.array([[1.0, 1.0]]), params, rng=None, training=True)
    >>> out
    array([[ 3., 11.]])
    """

    def __init__(self, units: int, *, bias: bool = True) -> None:
        self.units, self.bias = check_count(units, "units"), bool(bias)

    def __repr__(self):
        return f"Dense({self.units}{'' if self.bias else ', bias=False'})"

    def start(self, row: Row, rng: np.random.Generator) -> tuple[dict[str, NDArray], Row]:
        """Return initial parameters of one network, and the width of the output."""
        (n_in,) = check_row(row, 1, self)
        limit = np.sqrt(6 / (n_in + self.units))
        W = rng.uniform(-limit, limit, (n_in, self.units))
        return {"W": W} | ({"b": np.zeros(self.units)} if self.bias else {}), self.units

    def forward(
        self, x: NDArray, params: dict[str, NDArray], *, rng: Generators | None, training: bool
    ) -> tuple[NDArray, Any]:
        """Return out (..., batch, units), and the cache for backward."""
        out = np.matmul(x, params["W"])
        if self.bias:
            out += params["b"][..., None, :]
        return out, x

    def backward(
        self,
        dout: NDArray,
        x: NDArray,
        params: dict[str, NDArray],
        grads: dict[str, NDArray],
        *,
        inputs: bool = True,
    ) -> NDArray | None:
        """Write dW and db into `grads`; return dx, or None if `inputs` is False."""
        np.matmul(x.swapaxes(-1, -2), dout, out=grads["W"])
        if self.bias:
            np.sum(dout, axis=-2, out=grads["b"])
        return np.matmul(dout, params["W"].swapaxes(-1, -2)) if inputs else None
