"""One step of an optimizer on one array, written to be read.

Here ``l2`` is part of the gradient, ``wd`` acts on the weights past it. The training loop has
optimizers of its own that work in place; they do the same arithmetic.
"""

import math

import numpy as np

from reglab._arguments import check_number


def sgd_step(p, g, state, lr, momentum=0.0, l2=0.0, wd=0.0):
    """``v <- momentum*v - lr*(g + l2*p)``, then ``p <- p - lr*wd*p + v``.

    Without momentum l2 and wd do the same. With it, l2 travels through v and wd does not.

    Parameters
    ----------
    p : ndarray of any shape
        Parameters.
    g : ndarray of the shape of p
        Gradient of the loss at p.
    state : ndarray or None
        What the step before returned; None for the first step.
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
        New arrays of the shape and dtype of p; the arguments stay as they are.

    Raises
    ------
    ValueError
        If shapes differ or a number is outside of its range.

    Notes
    -----
    Taught in: 06_weight_penalties.

    As Keras 3 computes it: the learning rate is inside v, and decay comes before the step, with
    the old p.

    References
    ----------
    I. Loshchilov and F. Hutter (2019), "Decoupled Weight Decay Regularization", algorithm 1.

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


def adam_step(p, g, state, lr, l2=0.0, wd=0.0, beta1=0.9, beta2=0.999, eps=1e-7):
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
        ``(m, v, t)`` as the step before returned it; None for the first step.
    lr : float
        Learning rate, >= 0.
    l2 : float
        Strength of the penalty ``l2/2 * sum p^2``, >= 0, whose gradient is added to g.
    wd : float
        Decoupled weight decay, >= 0.
    beta1, beta2 : float
        How much of the old moments stays, in [0, 1).
    eps : float
        Keeps the division finite, > 0.

    Returns
    -------
    p : ndarray
        A new array of the shape and dtype of p; the arguments stay as they are.
    state : tuple
        ``(m, v, t)``.

    Raises
    ------
    ValueError
        If shapes differ, a number is outside of its range, or the state is not one of this
        function's.

    Notes
    -----
    Taught in: 06_weight_penalties, Exercise 6.3.

    As Keras 3 computes it: eps is added to the root of the uncorrected v (the form at the end of
    section 2 of the paper), and decay comes before the step, with the old p.

    References
    ----------
    D. P. Kingma and J. Ba (2015), "Adam: A Method for Stochastic Optimization", section 2.
    I. Loshchilov and F. Hutter (2019), "Decoupled Weight Decay Regularization", algorithm 2.

    Examples
    --------
    >>> import numpy as np
    >>> p, state = adam_step(np.array([1.0, -1.0]), np.array([3.0, 0.2]), None, lr=0.1)
    >>> p.round(4)  # the first step is lr against the sign, whatever the size of g
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


def _pair(p, g):
    p = np.asarray(p)
    if p.dtype.kind != "f":
        raise ValueError(f"p must hold floating-point numbers, got dtype {p.dtype}")
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
        raise ValueError(f"state must be None or the (m, v, t) of the step before, got {state!r}")
    m, v, t = state
    return _like(m, p, "m"), _like(v, p, "v"), t
