"""One step of an optimizer on one array, in code that is meant to be read.

``l2`` is added to the gradient; ``wd`` shrinks the weights directly. The optimizers of the training
loop work in place, with the same arithmetic.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number


def sgd_step(
    p: ArrayLike,
    g: ArrayLike,
    state: ArrayLike | None,
    lr: float,
    momentum: float = 0.0,
    l2: float = 0.0,
    wd: float = 0.0,
) -> tuple[NDArray, NDArray]:
    """``v <- momentum*v - lr*(g + l2*p)``, then ``p <- p - lr*wd*p + v``.

    Without momentum, l2 and wd are equivalent. With momentum, l2 is part of v and wd is not.

    Parameters
    ----------
    p : ndarray of any shape
        Parameters.
    g : ndarray of the shape of p
        Gradient of the loss at p.
    state : ndarray or None
        The state that the last step returned; None for the first step.
    lr : float
        Learning rate, >= 0.
    momentum : float
        In [0, 1).
    l2 : float
        Strength of the penalty ``l2/2 * sum p^2``, >= 0, whose gradient is added to g.
    wd : float
        Decoupled weight decay, >= 0.

    Returns
    -------
    p, state : ndarray
        New arrays of the shape and dtype of p (float64 for whole numbers); the arguments are not
        changed.

    Raises
    ------
    ValueError
        If shapes differ or a number is out of range.

    Notes
    -----
    Taught in: 06_weight_penalties.

    As in Keras 3, the learning rate is inside v, and decay uses p before the step.

    References
    ----------
    I. Loshchilov and F. Hutter (2019), "Decoupled Weight Decay Regularization", ICLR,
    algorithm 1.

    Examples
    --------
    >>> import numpy as np
    >>> p, v = sgd_step(np.array([1.0]), np.array([2.0]), None, lr=0.25, momentum=0.5)
    >>> p, v = sgd_step(p, np.array([2.0]), v, lr=0.25, momentum=0.5)
    >>> p, v
    (array([-0.25]), array([-0.75]))
    """
    p, g = _pair(p, g)
    momentum = check_number(momentum, "momentum", least=0, below=1)
    lr, l2, wd = (
        check_number(lr, "lr", least=0),
        check_number(l2, "l2", least=0),
        check_number(wd, "wd", least=0),
    )
    v = np.zeros_like(p) if state is None else _like(state, p, "state")
    v = momentum * v - lr * (g + l2 * p)
    return p - lr * wd * p + v, v


def adam_step(
    p: ArrayLike,
    g: ArrayLike,
    state: tuple[ArrayLike, ArrayLike, int] | None,
    lr: float,
    l2: float = 0.0,
    wd: float = 0.0,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-7,
) -> tuple[NDArray, tuple[NDArray, NDArray, int]]:
    """``p <- p - lr*wd*p - lr * sqrt(1 - beta2^t)/(1 - beta1^t) * m/(sqrt(v) + eps)``.

    At step t = 1, 2, ..., with the gradient ``h = g + l2*p``: ``m <- beta1*m + (1 - beta1)*h`` and
    ``v <- beta2*v + (1 - beta2)*h^2``, both 0 before the first step. With wd > 0 and l2 = 0 this
    is AdamW.

    Parameters
    ----------
    p : ndarray of any shape
        Parameters.
    g : ndarray of the shape of p
        Gradient of the loss at p.
    state : tuple or None
        ``(m, v, t)`` from the last step; None for the first step.
    lr : float
        Learning rate, >= 0.
    l2 : float
        Strength of the penalty ``l2/2 * sum p^2``, >= 0, whose gradient is added to g.
    wd : float
        Decoupled weight decay, >= 0.
    beta1, beta2 : float
        Weights of the old moments, in [0, 1).
    eps : float
        Keeps the division finite, > 0.

    Returns
    -------
    p : ndarray
        A new array of the shape and dtype of p (float64 for whole numbers); the arguments are not
        changed.
    state : tuple
        ``(m, v, t)``.

    Raises
    ------
    ValueError
        If shapes differ, a number is out of range, or the state does not have this form.

    Notes
    -----
    Taught in: 06_weight_penalties, Exercise 6.3.

    As in Keras 3, eps is added to the root of the uncorrected v (the form that the paper gives in
    section 2, just before section 2.1), and decay uses p before the step.

    References
    ----------
    D. P. Kingma and J. Ba (2015), "Adam: A Method for Stochastic Optimization", ICLR,
    section 2.
    I. Loshchilov and F. Hutter (2019), "Decoupled Weight Decay Regularization", ICLR,
    algorithm 2.

    Examples
    --------
    >>> import numpy as np
    >>> p, state = adam_step(np.array([1.0, -1.0]), np.array([3.0, 0.2]), None, lr=0.1)
    >>> p.round(4)  # the first step is -lr * sign(g), for any size of g
    array([ 0.9, -1.1])
    """
    p, g = _pair(p, g)
    lr, l2, wd = (
        check_number(lr, "lr", least=0),
        check_number(l2, "l2", least=0),
        check_number(wd, "wd", least=0),
    )
    beta1, beta2 = (
        check_number(b, n, least=0, below=1) for b, n in ((beta1, "beta1"), (beta2, "beta2"))
    )
    eps = check_number(eps, "eps", least=0)
    if eps == 0:
        raise ValueError("eps must be > 0, got 0")
    m, v, t = (np.zeros_like(p), np.zeros_like(p), 0) if state is None else _adam_state(state, p)
    t += 1
    h = g + l2 * p
    m = beta1 * m + (1 - beta1) * h
    v = beta2 * v + (1 - beta2) * h * h
    size = lr * math.sqrt(1 - beta2**t) / (1 - beta1**t)
    return p - lr * wd * p - size * m / (np.sqrt(v) + eps), (m, v, t)


def _pair(p: ArrayLike, g: ArrayLike) -> tuple[NDArray, NDArray]:
    p = np.asarray(p)
    if p.dtype.kind not in "biuf":
        raise ValueError(f"p must hold real numbers, got dtype {p.dtype}")
    p = p if p.dtype.kind == "f" else p.astype(np.float64)
    return p, _like(g, p, "g")


def _like(array, p, name):
    array = np.asarray(array)
    if array.dtype.kind not in "biuf" or array.shape != p.shape:
        raise ValueError(
            f"{name} must hold real numbers in the shape of p, {p.shape}, "
            f"got dtype {array.dtype}, shape {array.shape}"
        )
    return array.astype(p.dtype, copy=False)


def _adam_state(state, p):
    if not isinstance(state, tuple | list) or len(state) != 3:
        raise ValueError(f"state must be None or the (m, v, t) of the last step, got {state!r}")
    m, v, t = state
    return _like(m, p, "m"), _like(v, p, "v"), t
