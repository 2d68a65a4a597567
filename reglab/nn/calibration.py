"""Calibration: how well a classifier's confidence agrees with its accuracy."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count
from reglab.nn._arguments import check_pair, plain_number

# A softmax in float32 may exceed 1 by this much.
ROUNDING = 1e-5


def ece(p: ArrayLike, y: ArrayLike, bins: int) -> float | NDArray[np.float64]:
    """Expected calibration error: ``sum_b (n_b / n) * |accuracy_b - confidence_b|``.

    Confidence is the largest probability of a row. Bin b holds the rows with confidence in
    ``(b / bins, (b + 1) / bins]``; the first bin includes 0. Empty bins contribute 0.

    Parameters
    ----------
    p : array-like of shape (..., n, n_classes)
        Probabilities.
    y : array-like of shape (..., n)
        Classes, from 0.
    bins : int
        Number of bins of equal width, >= 1.

    Returns
    -------
    float or ndarray of shape (...)
        In [0, 1]; one number for each network, or a float for a single one.

    Raises
    ------
    ValueError
        If p does not hold probabilities, y does not have one class for each row of p, or bins is
        not an integer >= 1.

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.7. If probabilities are equal, the first class is
    predicted.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger (2017), "On calibration of modern neural
    networks", ICML, equation 3.

    Examples
    --------
    >>> from reglab.nn import ece
    >>> p = [[0.75, 0.25]] * 4  # 75 % confidence, and two of four are right
    >>> ece(p, [0, 0, 1, 1], bins=10)
    0.25
    """
    p, y = check_pair(p, y)
    if not (p.min() >= 0 and p.max() <= 1 + ROUNDING):
        raise ValueError(f"p must hold probabilities, got {p.min():g}..{p.max():g}")
    bins = check_count(bins, "bins")
    confidence = p.max(axis=-1).astype(np.float64)
    surplus = (p.argmax(axis=-1) == y) - confidence
    # In the dtype of p: a float32 0.3 must not be above the end 0.3 of a bin.
    ends = (np.arange(1, bins) / bins).astype(p.dtype if p.dtype.kind == "f" else np.float64)
    bin_of = np.searchsorted(ends, confidence, side="left")

    # |accuracy - confidence| * n_b is the absolute sum over the bin, so nothing is divided by n_b,
    # which may be 0.
    n = surplus.shape[-1]
    rows = zip(
        np.broadcast_to(bin_of, surplus.shape).reshape(-1, n), surplus.reshape(-1, n), strict=True
    )
    gaps = [np.abs(np.bincount(own, weights=gap)).sum() / n for own, gap in rows]
    return plain_number(np.reshape(gaps, surplus.shape[:-1]))
