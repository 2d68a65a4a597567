"""Penalties on the weights of a network, and the proximal step that makes weights exactly 0."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number


def penalty(params: Mapping[str, NDArray], l1: float, l2: float) -> float | NDArray[np.float64]:
    """``l1 * sum |W| + l2/2 * sum W^2``, summed over all weight matrices of a network.

    Only parameters whose names start with "W" are included, so biases are not.

    Parameters
    ----------
    params : dict of ndarray
        Weight matrices of shape (..., n_in, n_out) under names such as "W1"; other parameters.
    l1, l2 : float
        Strengths, >= 0.

    Returns
    -------
    float or ndarray of shape (...)
        One number for each network, or a float for a single one.

    Raises
    ------
    ValueError
        If a strength is not a finite number >= 0, an entry named "W..." has fewer than two axes, or
        there is no such entry.

    Notes
    -----
    Taught in: 06_weight_penalties, Exercise 6.1. This is for networks of dense layers: the kernels
    of convolutions have more axes. `fit` penalizes both.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", section 7.1.

    Examples
    --------
    >>> import numpy as np
    >>> params = {"W1": np.array([[1.0, -2.0]]), "b1": np.array([5.0, 5.0])}
    >>> penalty(params, l1=0.1, l2=0.0), penalty(params, l1=0.0, l2=0.1)
    (0.30000000000000004, 0.25)
    """
    l1, l2 = check_number(l1, "l1", least=0), check_number(l2, "l2", least=0)
    total = sum(_one_kernel(W, l1, l2) for W in _kernels(params).values())
    return float(total) if total.ndim == 0 else total


def penalty_grad(params: Mapping[str, NDArray], l1: float, l2: float) -> dict[str, NDArray]:
    """``l1 * sign(W) + l2 * W`` for weight matrices, 0 for all other parameters.

    This is the gradient of `penalty`. At W = 0, where |W| has a kink, the subgradient is 0.

    Parameters
    ----------
    params : dict of ndarray
        Weight matrices of shape (..., n_in, n_out) under names such as "W1"; other parameters.
    l1, l2 : float
        Strengths, >= 0.

    Returns
    -------
    dict of ndarray
        With the keys, shapes and dtypes of params.

    Raises
    ------
    ValueError
        As in `penalty`.

    Notes
    -----
    Taught in: 06_weight_penalties, Exercise 6.2.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", equations 7.3 and 7.20.

    Examples
    --------
    >>> import numpy as np
    >>> params = {"W1": np.array([[1.0, -2.0]]), "b1": np.array([5.0, 5.0])}
    >>> penalty_grad(params, l1=0.0, l2=0.5)
    {'W1': array([[ 0.5, -1. ]]), 'b1': array([0., 0.])}
    """
    l1, l2 = check_number(l1, "l1", least=0), check_number(l2, "l2", least=0)
    kernels = _kernels(params)
    return {
        name: l1 * np.sign(value) + l2 * value if name in kernels else np.zeros_like(value)
        for name, value in params.items()
    }


def prox_l1(W: ArrayLike, t: float) -> NDArray:
    """``argmin_V 1/2 * ||V - W||^2 + t * ||V||_1``: ``sign(W) * max(|W| - t, 0)``, elementwise.

    After a gradient step of length lr on the loss alone, ``prox_l1(W, lr * l1)`` is the exact step
    for the penalty ``l1 * sum |W|``. Entries within t of 0 become exactly 0.

    Parameters
    ----------
    W : ndarray of any shape
    t : float
        Threshold, >= 0, in units of W.

    Returns
    -------
    ndarray of the shape and dtype of W

    Raises
    ------
    ValueError
        If t is not a finite number >= 0, or W does not hold real numbers.

    Notes
    -----
    Taught in: 06_weight_penalties, Exercise 6.4.

    References
    ----------
    N. Parikh and S. Boyd (2014), "Proximal Algorithms", Foundations and Trends in Optimization.

    Examples
    --------
    >>> prox_l1([[3.0, -0.5], [0.5, -3.0]], t=1.0)
    array([[ 2.,  0.],
           [ 0., -2.]])
    """
    W, t = _floats(W, "W"), check_number(t, "t", least=0)
    return W - np.clip(W, -t, t)


def keras_l2_from_lam(lam: float) -> float:
    """``lam / 2``: the argument of ``keras.regularizers.L2`` for our ``lam/2 * sum W^2``.

    Keras has no factor 1/2: its ``L2(c)`` adds ``c * sum W^2``.

    Parameters
    ----------
    lam : float
        Our strength, >= 0.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If lam is not a finite number >= 0.

    Notes
    -----
    Taught in: 06_weight_penalties, Exercise 6.5.

    References
    ----------
    Keras 3 documentation, "Layer weight regularizers", L2 class.

    Examples
    --------
    >>> keras_l2_from_lam(0.01)
    0.005
    """
    return check_number(lam, "lam", least=0) / 2


def _one_kernel(W, l1, l2):
    axes = (-2, -1)
    return l1 * np.sum(np.abs(W), axis=axes) + l2 / 2 * np.sum(np.square(W), axis=axes)


def _kernels(params):
    """Return the penalized parameters by name."""
    kernels = {name: _floats(value, name) for name, value in params.items() if name.startswith("W")}
    if not kernels:
        raise ValueError(f'params must hold a weight matrix such as "W1", got {sorted(params)}')
    for name, W in kernels.items():
        if W.ndim < 2:
            raise ValueError(f"{name} must have shape (..., n_in, n_out), got {W.shape}")
    return kernels


def _floats(value, name):
    value = np.asarray(value)
    if value.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {value.dtype}")
    return value if value.dtype.kind == "f" else value.astype(np.float64)
