"""Running statistics of batch normalization: their warm-up, and how to recompute them."""

import math
from typing import TYPE_CHECKING

import numpy as np

from reglab._arguments import check_count, check_number

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from reglab.nn._types import Generators
    from reglab.nn.network import Network


def warmup_steps(momentum: float, tol: float) -> int:
    """Smallest t with ``momentum^t <= tol``: steps until the initial value has little weight.

    After t steps the initial value has weight ``momentum^t`` in a running average.

    Parameters
    ----------
    momentum : float
        In [0, 1).
    tol : float
        Largest acceptable weight of the initial value, > 0.

    Returns
    -------
    int
        In steps, not in epochs.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Taught in: 09_batch_norm, Exercise 9.3.

    References
    ----------
    J. S. Hunter (1986), "The exponentially weighted moving average", Journal of Quality Technology
    18(4), 203-210.

    Examples
    --------
    >>> from reglab import nn
    >>> nn.warmup_steps(0.99, 0.01), nn.warmup_steps(0.9, 0.01)
    (459, 44)
    """
    momentum, tol = (
        check_number(momentum, "momentum", least=0, below=1),
        check_number(tol, "tol", least=0),
    )
    if tol == 0:
        raise ValueError("tol must be > 0, got 0")
    if tol >= 1 or momentum == 0:
        return int(tol < 1)
    # Round down, since the quotient may be rounded up: 0.5^29 is exactly 2^-29.
    steps = int(math.log(tol) / math.log(momentum))
    while momentum**steps > tol:
        steps += 1
    return steps


def recalibrate_bn(
    network: "Network", X: "ArrayLike", batch_size: int, *, rng: "Generators | None" = None
) -> "Network":
    """Recompute running statistics: ``sum_k m_k / n * statistic_k`` over batches of m_k rows of X.

    Weights do not change. Inference then uses the statistics of training batches, even after only
    a few training steps.

    Parameters
    ----------
    network : Network
        With batch normalization; it is not changed.
    X : array-like of shape (n, n_features) or (n_networks, n, n_features)
        Training inputs; batches are taken in order, and the last one may be smaller.
    batch_size : int
        As in training, >= 1.
    rng : numpy.random.Generator or list of numpy.random.Generator, or None
        For layers that draw in training, such as dropout.

    Returns
    -------
    Network
        A copy, with the new running statistics.

    Raises
    ------
    ValueError
        If there is no batch normalization, or X does not fit.

    Notes
    -----
    Taught in: 09_batch_norm, Exercise 9.4.

    References
    ----------
    S. Ioffe and C. Szegedy (2015), "Batch normalization: accelerating deep network training by
    reducing internal covariate shift", ICML, algorithm 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> rng = np.random.default_rng(0)
    >>> network = nn.Network((nn.BatchNorm(), nn.Dense(2)), 3, rng=rng)
    >>> new = nn.recalibrate_bn(network, np.full((8, 3), 5.0), batch_size=4)
    >>> network.running["mean1"], new.running["mean1"]
    (array([0., 0., 0.], dtype=float32), array([5., 5., 5.], dtype=float32))
    """
    if not network.running:
        raise ValueError(f"network must have a batch-norm layer, got {network}")
    X, batch_size = np.asarray(X), check_count(batch_size, "batch_size")
    new = network.copy()
    n = X.shape[-2] if X.ndim > 1 else 0
    totals = dict.fromkeys(network.running, 0.0)
    for begin in range(0, max(n, 1), batch_size):  # the network refuses data of a wrong shape
        part = X[..., begin : begin + batch_size, :] if n else X
        for name, value in network.batch_statistics(part, rng).items():
            totals[name] = totals[name] + part.shape[-2] / n * value.astype(np.float64)
    for name, total in totals.items():
        new.running[name][...] = total
    return new
