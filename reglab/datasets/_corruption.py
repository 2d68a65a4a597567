"""Damage done to targets on purpose: wrong classes and outliers."""

import numpy as np

from reglab._arguments import check_count, check_number, check_rng
from reglab.datasets._validation import LARGEST, check_finite, check_labels


def flip_labels(y, rate, *, rng, n_classes=None):
    """Label noise: exactly ``round(rate * n)`` rows, drawn at random, get another class.

    The new class differs from the old one and is drawn uniformly among the
    others, so `rate` is the share of labels that are wrong. (Drawing among all
    classes would leave one in n_classes of them right.)

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        Classes: integers, booleans or text. Not changed.
    rate : float
        Share of rows to change, from 0 to 1; the count is rounded half to even.
    rng : numpy.random.Generator
        Source of the rows and of their new classes.
    n_classes : int, optional
        If given, y holds integers from 0 to n_classes - 1 and each of these is a
        possible new class; otherwise the classes are those that occur in y.

    Returns
    -------
    ndarray of shape (n_samples,), dtype of y
        The noisy classes.

    Raises
    ------
    ValueError
        If y is no vector of classes, rate not in [0, 1], a label not in [0, n_classes),
        or rows are to change but there is one class only.

    Notes
    -----
    Taught in: 07_dropout, 08_augmentation, 10_early_stopping, 12_audit.

    References
    ----------
    D. Angluin and P. Laird (1988), "Learning from noisy examples", Machine
    Learning 2(4), 343-370, Section 2 (random classification noise).

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
        # A step of 1 to n_classes - 1 around the ring of classes reaches every other one.
        steps = rng.integers(1, len(classes), size=len(rows))
        noisy[rows] = classes[(np.searchsorted(classes, y[rows]) + steps) % len(classes)]
    return noisy


def add_outliers(y, rate, size, *, rng):
    """Outliers: exactly ``round(rate * n)`` random targets move by ``+size`` or ``-size``.

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        Targets of a regression. Not changed.
    rate : float
        Share of rows to move, from 0 to 1; the count is rounded half to even.
    size : float
        How far they move, >= 0, in units of y; up or down with equal chance.
    rng : numpy.random.Generator
        Source of the rows and of their directions.

    Returns
    -------
    y_out : ndarray of shape (n_samples,), float64
        The targets with outliers.
    rows : ndarray of shape (round(rate * n_samples),), int64
        Which rows were moved.

    Raises
    ------
    ValueError
        If y is no finite vector, rate not in [0, 1] or size negative.

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
        raise ValueError(f"y must have shape (n_samples,), not empty, got {y.shape}")
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
