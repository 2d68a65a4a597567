"""The exponential moving average of weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_number


def ema_update(
    average: Mapping[str, NDArray] | None, params: Mapping[str, NDArray], decay: float
) -> dict[str, NDArray]:
    """One step of the exponential moving average, ``a <- decay * a + (1 - decay) * w``.

    Parameters
    ----------
    average : dict of ndarray, or None
        The average so far; None before the first step, when the result is a copy of params.
    params : dict of ndarray
        The parameters now, with the same names and shapes.
    decay : float
        In [0, 1]: the weight of the OLD value, as ``ema_momentum`` in Keras.

    Returns
    -------
    dict of ndarray
        New arrays.

    Raises
    ------
    ValueError
        If names or shapes differ, or decay is not in [0, 1].

    Notes
    -----
    Taught in: 11_ensembles, Exercise 11.7.

    References
    ----------
    Polyak and Juditsky (1992), "Acceleration of stochastic approximation by averaging", SIAM
    Journal on Control and Optimization 30(4), 838-855, for the plain average of the steps.

    Examples
    --------
    >>> import numpy as np
    >>> average = ema_update(None, {"w": np.array([1.0])}, decay=0.9)
    >>> ema_update(average, {"w": np.array([2.0])}, decay=0.9)
    {'w': array([1.1])}
    """
    decay = check_number(decay, "decay", least=0, most=1)
    if average is None:
        return {name: np.array(values) for name, values in params.items()}
    old, new = ({k: np.shape(v) for k, v in own.items()} for own in (average, params))
    if old != new:
        raise ValueError(
            f"average and params must have equal names and shapes, got {old} and {new}"
        )
    return {name: decay * average[name] + (1 - decay) * params[name] for name in params}
