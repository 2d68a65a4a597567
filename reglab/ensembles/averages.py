"""One network from several: the mean of their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def average_weights(snapshots: Sequence[Mapping[str, NDArray]]) -> dict[str, NDArray]:
    """Mean of parameters, ``w = 1/M sum_m w_m``, array by array.

    Stochastic weight averaging takes the snapshots from one training run, after different epochs.
    The result is one network, so it predicts at the cost of one.

    Parameters
    ----------
    snapshots : sequence of dict of ndarray
        The parameters after different epochs, at least one; all with the same names and shapes.

    Returns
    -------
    dict of ndarray
        New arrays. Averaging the weights is not averaging the predictions, because the network is
        not linear in its weights.

    Raises
    ------
    ValueError
        If there are no snapshots, or their names or shapes differ.

    Notes
    -----
    Taught in: 11_ensembles, Exercise 11.6.

    References
    ----------
    Izmailov, Podoprikhin, Garipov, Vetrov and Wilson (2018), "Averaging weights leads to wider
    optima and better generalization", UAI.

    Examples
    --------
    >>> import numpy as np
    >>> average_weights([{"w": np.array([1.0, 2.0])}, {"w": np.array([3.0, 6.0])}])
    {'w': array([2., 4.])}
    """
    if not snapshots:
        raise ValueError("snapshots must have at least one entry, got none")
    first = {name: np.shape(values) for name, values in snapshots[0].items()}
    for own in snapshots:
        shapes = {name: np.shape(values) for name, values in own.items()}
        if shapes != first:
            raise ValueError(
                f"snapshots must have equal names and shapes, got {first} and {shapes}"
            )
    return {name: np.mean([own[name] for own in snapshots], axis=0) for name in first}
