"""Hyperparameters that may differ from network to network: one number, or one for each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from reglab._arguments import check_number


def check_numbers(value: object, name: str, *, infinite: bool = False, **limits: float) -> Any:
    """Return one number as a float, or one number for each network as a tuple of floats.

    Tuples, so that optimizers and layers that hold them stay comparable and hashable.

    Parameters
    ----------
    value : float, or sequence of float
    name : str
    infinite : bool
        Whether infinity is allowed, for limits that may be absent.
    **limits
        As for `check_number`.
    """
    if not isinstance(value, list | tuple | np.ndarray) or np.shape(value) == ():
        return _one(value, name, infinite, limits)
    if len(value) == 0:
        raise ValueError(f"{name} must be a number, or one for each network, got none")
    return tuple(_one(one, f"{name}[{k}]", infinite, limits) for k, one in enumerate(value))


def check_count_of(value: object, name: str, n_networks: int | None) -> None:
    """Refuse a tuple that does not have one entry for each network."""
    if isinstance(value, tuple) and len(value) != n_networks:
        count = "one network" if n_networks is None else f"{n_networks} networks"
        raise ValueError(f"{name} must be for {count}, got {len(value)} values")


def part(value: Any, networks: slice | NDArray[np.intp]) -> Any:
    """Return the values of some networks; one value for all networks is returned itself."""
    if not isinstance(value, tuple):
        return value
    if isinstance(networks, slice):
        return value[networks]
    return tuple(value[k] for k in networks)


def column(value: Any, ndim: int, dtype: DTypeLike) -> Any:
    """Return a float, or an array of shape (n_networks, 1, ...) with `ndim` axes.

    The dtype is that of the parameters: arithmetic then rounds as it does with one float.
    """
    values = np.asarray(value)
    if values.ndim == 0:
        return float(values)
    return values.reshape(-1, *[1] * (ndim - 1)).astype(dtype)


def any_of(value: Any) -> bool:
    """Return whether a number is not 0, for any network."""
    # Asked in every step; np.any of one number takes as long as a small product.
    return bool(value) if isinstance(value, float | int) else bool(np.any(value))


def _one(value, name, infinite, limits):
    if infinite and isinstance(value, float | np.floating) and value == np.inf:
        return np.inf
    return check_number(value, name, **limits)
