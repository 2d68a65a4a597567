"""Proximal operators: the exact minimizer of a penalty plus a parabola."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from reglab._arguments import check_array


def soft_threshold(z: ArrayLike, t: ArrayLike) -> Any:
    """``argmin_v 1/2 * (v - z)^2 + t * |v|  =  sign(z) * max(|z| - t, 0)``, elementwise.

    Values in [-t, t] become 0; all others move towards 0 by t. This is z minus the nearest point in
    [-t, t].

    Parameters
    ----------
    z : float or array-like of any shape
    t : float or array-like that broadcasts with z
        Threshold, >= 0, in units of z.

    Returns
    -------
    float or ndarray of the broadcast shape
        A float if z and t are both scalars.

    Raises
    ------
    ValueError
        If t is negative, a value is not a finite real number, or the shapes do not broadcast.

    Notes
    -----
    Taught in: 03_lasso, Exercise 3.1.

    References
    ----------
    Donoho and Johnstone (1994), Ideal Spatial Adaptation by Wavelet Shrinkage.

    Examples
    --------
    >>> soft_threshold([-2.0, 0.3, 2.0], 0.5)
    array([-1.5,  0. ,  1.5])
    """
    z, t = check_array(z, "z"), check_array(t, "t")
    if np.any(t < 0):
        raise ValueError(f"t must be >= 0, got {t.min():g}")
    try:
        out = z - np.clip(z, -t, t)
    except ValueError:
        raise ValueError(f"t must broadcast with z, got shapes {t.shape} and {z.shape}") from None
    return float(out) if out.ndim == 0 else out
