"""Optimizers, which update all parameters of all networks at once and in place.

`sgd_step` and `adam_step` in steps.py are readable versions of the same formulas.
"""

import itertools
import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_number
from reglab.nn._per_network import any_of, check_count_of, check_numbers, column, part
from reglab.nn._types import PerNetwork

# Numbers that a step processes at a time, so that all arrays of a block fit in the cache.
BLOCK = 200_000


class _Optimizer:
    """The learning rate and the decay of an optimizer: one for all networks, or one for each."""

    lr: PerNetwork
    weight_decay: PerNetwork

    def _check_rates(self):
        # A frozen dataclass sets its own fields in this way only.
        for name in ("lr", "weight_decay"):
            object.__setattr__(self, name, check_numbers(getattr(self, name), name, least=0))

    def check_networks(self, n_networks: int | None) -> None:
        """Refuse rates whose number is not that of the networks."""
        for name in ("lr", "weight_decay"):
            check_count_of(getattr(self, name), name, n_networks)

    def part(self, networks: slice | NDArray[np.intp]) -> Any:
        """Return the optimizer of some networks."""
        return replace(  # type: ignore[type-var]  # the subclasses are dataclasses
            self, lr=part(self.lr, networks), weight_decay=part(self.weight_decay, networks)
        )

    def _decay(self, p, n_weights):
        if any_of(self.weight_decay):
            share = np.multiply(self.lr, self.weight_decay)
            p[:, :n_weights] *= column(1 - share, 2, p.dtype)


@dataclass(frozen=True)
class SGD(_Optimizer):
    """Stochastic gradient descent: ``u = momentum * u - lr * g``, then ``p = p + u``.

    Parameters
    ----------
    lr : float, or sequence of float
        Learning rate, >= 0; a sequence has one for each network.
    momentum : float
        Share of the last step that is repeated, in [0, 1).
    weight_decay : float, or sequence of float
        Decoupled: weights are multiplied by ``1 - lr * weight_decay`` before every step.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Taught in: 06_weight_penalties.

    References
    ----------
    B. T. Polyak (1964), "Some methods of speeding up the convergence of iteration methods", USSR
    Computational Mathematics and Mathematical Physics 4(5), 1-17;
    I. Loshchilov and F. Hutter (2019), "Decoupled weight decay regularization", ICLR, algorithm 1.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.nn import SGD
    >>> p, g, optimizer = np.array([[1.0]]), np.array([[2.0]]), SGD(0.1)
    >>> optimizer.step(p, g, optimizer.start(p), n_weights=1)
    >>> p
    array([[0.8]])
    """

    lr: PerNetwork
    momentum: float = 0.0
    weight_decay: PerNetwork = 0.0

    def __post_init__(self):
        self._check_rates()
        check_number(self.momentum, "momentum", least=0, below=1)

    def start(self, p: NDArray) -> dict[str, Any]:
        """State before the first step, for parameters `p` of shape (n_networks, size)."""
        return {"u": np.zeros_like(p)} if self.momentum else {}

    def step(self, p: NDArray, g: NDArray, state: dict[str, Any], *, n_weights: int) -> None:
        """Change `p` and `state`; `g` is used up. The first n_weights columns are weights."""
        self._decay(p, n_weights)
        g *= column(self.lr, 2, p.dtype)
        if self.momentum:
            u = state["u"]
            u *= self.momentum
            u -= g
            p += u
        else:
            p -= g


@dataclass(frozen=True)
class Adam(_Optimizer):
    """Adam: ``p = p - lr_t * m / (sqrt(v) + eps)``, with moving averages m of g and v of g^2.

    ``m = beta1 m + (1 - beta1) g`` and ``v = beta2 v + (1 - beta2) g^2`` start at 0; at step t,
    ``lr_t = lr * sqrt(1 - beta2^t) / (1 - beta1^t)``, as in Keras.

    Parameters
    ----------
    lr : float, or sequence of float
        Learning rate, >= 0; a sequence has one for each network.
    beta1, beta2 : float
        Weights of the old averages, in [0, 1).
    eps : float
        > 0, added outside the root and after the correction.
    weight_decay : float, or sequence of float
        Decoupled: weights are multiplied by ``1 - lr * weight_decay`` before every step.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Taught in: 06_weight_penalties, Exercise 6.3.

    References
    ----------
    D. P. Kingma and J. Ba (2015), "Adam: a method for stochastic optimization", ICLR, algorithm 1
    and the remark in section 2, just before section 2.1.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.nn import Adam
    >>> p, g, optimizer = np.array([[1.0]]), np.array([[2.0]]), Adam(0.1)
    >>> optimizer.step(p, g, optimizer.start(p), n_weights=1)
    >>> p.round(4)  # the first step has size lr, for any gradient
    array([[0.9]])
    """

    lr: PerNetwork = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-7
    weight_decay: PerNetwork = 0.0

    def __post_init__(self):
        self._check_rates()
        check_number(self.beta1, "beta1", least=0, below=1)
        check_number(self.beta2, "beta2", least=0, below=1)
        if check_number(self.eps, "eps", least=0) == 0:
            raise ValueError("eps must be > 0, got 0")

    def start(self, p: NDArray) -> dict[str, Any]:
        """State before the first step, for parameters `p` of shape (n_networks, size)."""
        return {"t": 0, "m": np.zeros_like(p), "v": np.zeros_like(p)}

    def step(self, p: NDArray, g: NDArray, state: dict[str, Any], *, n_weights: int) -> None:
        """Change `p` and `state`; `g` is used up. The first n_weights columns are weights."""
        self._decay(p, n_weights)
        state["t"] += 1
        t = state["t"]
        # The state is m / (1 - beta1) and v / (1 - beta2), which saves two of twelve passes over
        # the arrays; eps and the length of the step are rescaled accordingly.
        root = math.sqrt(1 - self.beta2)
        factor = math.sqrt(1 - self.beta2**t) / (1 - self.beta1**t) * (1 - self.beta1) / root
        length = column(np.multiply(self.lr, factor), 2, p.dtype)
        for rows, columns in _blocks(p.shape):
            own = length if np.ndim(length) == 0 else length[rows]
            block = rows, columns
            self._step_block(
                p[block], g[block], state["m"][block], state["v"][block], own, self.eps / root
            )

    def _step_block(self, p, g, m, v, length, eps):
        """Update one block without new arrays: g holds the intermediate results."""
        m *= self.beta1
        m += g
        np.multiply(g, g, out=g)
        v *= self.beta2
        v += g
        np.sqrt(v, out=g)
        g += eps
        np.divide(m, g, out=g)
        g *= length
        p -= g


def AdamW(lr: PerNetwork = 1e-3, weight_decay: PerNetwork = 4e-3, **options: float) -> Adam:
    """Adam with decoupled weight decay: ``p -= lr * weight_decay * p`` for weights, then Adam.

    Parameters
    ----------
    lr : float, or sequence of float
        Learning rate, >= 0.
    weight_decay : float, or sequence of float
        >= 0; the default is that of Keras.
    **options
        beta1, beta2 and eps of `Adam`.

    Returns
    -------
    Adam

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Taught in: 06_weight_penalties, Exercise 6.3.

    References
    ----------
    I. Loshchilov and F. Hutter (2019), "Decoupled weight decay regularization", ICLR, algorithm 2.

    Examples
    --------
    >>> from reglab.nn import AdamW
    >>> AdamW(1e-3).weight_decay
    0.004
    """
    return Adam(lr, weight_decay=weight_decay, **options)


def _blocks(shape):
    """Cut an array of this shape into blocks of about BLOCK numbers, in whole rows if they fit."""
    n_rows, size = shape
    rows, columns = max(1, BLOCK // max(1, size)), min(BLOCK, max(1, size))
    starts = itertools.product(range(0, n_rows, rows), range(0, size, columns))
    return ((slice(i, i + rows), slice(j, j + columns)) for i, j in starts)
