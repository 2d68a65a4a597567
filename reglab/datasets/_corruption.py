"""Corrupted targets: wrong classes and outliers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number, check_rng
from reglab.datasets._validation import LARGEST, check_finite, check_labels


def flip_labels(
    y: ArrayLike, rate: float, *, rng: np.random.Generator, n_classes: int | None = None
) -> NDArray:
    """Label noise: exactly ``round(rate * n)`` rows, drawn at random, get another class.

    The new class is drawn uniformly from the other classes, so `rate` is the share of wrong
    labels. (Drawing from all classes would leave one in n_classes of these labels right.)

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        Classes: integers, booleans or text. Not changed.
    rate : float
        Share of rows to change, from 0 to 1; the count is rounded half to even.
    rng : numpy.random.Generator
        Source of the rows and of their new classes.
    n_classes : int, optional
        If given, y holds integers from 0 to n_classes - 1, and each of these can be a new class;
        otherwise the classes are those that occur in y.

    Returns
    -------
    ndarray of shape (n_samples,), dtype of y
        The noisy classes.

    Raises
    ------
    ValueError
        If y is not a vector of classes, rate is not in [0, 1], a label is not in [0, n_classes), or
        rows are to be changed but there is only one class.

    Notes
    -----
    Taught in: 07_dropout, 08_augmentation, 10_early_stopping, 12_audit.

    References
    ----------
    D. Angluin and P. Laird (1988), "Learning from noisy examples", Machine
    Learning 2(4), 343-370 (random classification noise).

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import flip_labels
    >>> y = np.array([0, 0, 1, 1, 2])
    >>> noisy = flip_labels(y, 0.4, rng=np.random.default_rng(0))
    >>> int((noisy != y).sum()), y.tolist()
    (2, [0, 0, 1, 1, 2])
    """
    y = check_labels(y, "y")
    rate = check_number(rate, "rate", least=0, most=1)
    classes = np.unique(y) if n_classes is None else _class_range(y, n_classes)
    rows = check_rng(rng).permutation(len(y))[: round(rate * len(y))]
    if len(rows) and len(classes) == 1:
        raise ValueError("y must have at least two classes to flip between, got one")
    noisy = y.copy()
    if len(rows):
        # A cyclic step of 1 to n_classes - 1 reaches every other class with equal probability.
        steps = rng.integers(1, len(classes), size=len(rows))
        noisy[rows] = classes[(np.searchsorted(classes, y[rows]) + steps) % len(classes)]
    return noisy


def add_outliers(
    y: ArrayLike, rate: float, size: float, *, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Outliers: exactly ``round(rate * n)`` random targets are shifted by ``+size`` or ``-size``.

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        Targets of a regression. Not changed.
    rate : float
        Share of rows to shift, from 0 to 1; the count is rounded half to even.
    size : float
        Size of a shift, >= 0, in units of y; up or down with equal probability.
    rng : numpy.random.Generator
        Source of the rows and of their directions.

    Returns
    -------
    y_out : ndarray of shape (n_samples,), float64
        The targets with outliers.
    rows : ndarray of shape (round(rate * n_samples),), int64
        Numbers of the shifted rows.

    Raises
    ------
    ValueError
        If y is not a finite vector, rate is not in [0, 1], or size is negative.

    Notes
    -----
    Taught in: 04_elastic_net.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import add_outliers
    >>> y_out, rows = add_outliers(np.zeros(10), 0.2, 30.0, rng=np.random.default_rng(0))
    >>> np.abs(y_out[rows])
    array([30., 30.])
    """
    y = check_finite(y, "y")
    if y.ndim != 1 or y.size == 0:
        raise ValueError(f"y must have shape (n_samples,) and not be empty, got {y.shape}")
    rate = check_number(rate, "rate", least=0, most=1)
    size = check_number(size, "size", least=0, most=LARGEST)
    rows = check_rng(rng).permutation(len(y))[: round(rate * len(y))]
    y_out = y.copy()
    y_out[rows] += rng.choice([-size, size], size=len(rows))
    return y_out, rows


def _class_range(y, n_classes):
    n_classes = check_count(n_classes, "n_classes")
    if y.dtype.kind not in "iu" or n_classes - 1 > np.iinfo(y.dtype).max:
        raise ValueError(f"y must be able to hold 0 to {n_classes - 1}, got dtype {y.dtype}")
    wrong = (y < 0) | (y >= n_classes)
    if wrong.any():
        raise ValueError(f"y must hold classes from 0 to {n_classes - 1}, got {y[wrong][0]}")
    return np.arange(n_classes)
