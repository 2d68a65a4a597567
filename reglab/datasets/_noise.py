"""Data without any relation between X and y."""

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count, check_rng


def make_noise(
    n: int, p: int, *, rng: np.random.Generator, n_classes: int | None = None
) -> tuple[NDArray[np.float64], NDArray]:
    """Pure noise: ``X`` is standard normal, and ``y`` is independent of it.

    All true weights are 0, no regression has an expected squared error below 1, and no classifier
    has an expected accuracy above ``1 / n_classes``. A better estimate is a sign of leakage.

    Parameters
    ----------
    n : int
        Rows, >= 1.
    p : int
        Columns, >= 1.
    rng : numpy.random.Generator
        Source of everything random.
    n_classes : int, optional
        If given, >= 2: y holds classes that are equally likely in every row, so small samples may
        be unbalanced. Otherwise y is standard normal.

    Returns
    -------
    X : ndarray of shape (n, p), float64
    y : ndarray of shape (n,), float64, or int64 classes from 0 to n_classes - 1

    Raises
    ------
    ValueError
        If a count is outside its range, or rng is not a Generator.

    Notes
    -----
    Taught in: 05_choosing_lambda.

    References
    ----------
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning,
    Section 7.10.2 (screening before cross-validation).

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import make_noise
    >>> X, y = make_noise(50, 5000, n_classes=2, rng=np.random.default_rng(0))
    >>> X.shape, np.unique(y)
    ((50, 5000), array([0, 1]))
    """
    n, p = check_count(n, "n"), check_count(p, "p")
    if n_classes is not None:
        n_classes = check_count(n_classes, "n_classes", 2)
    X = check_rng(rng).standard_normal((n, p))
    y = rng.standard_normal(n) if n_classes is None else rng.integers(n_classes, size=n)
    return X, y
