"""Nothing to learn: what a method finds here, it made up."""

from reglab._arguments import check_count, check_rng


def make_noise(n, p, *, rng, n_classes=None):
    """Pure noise: ``X`` is standard normal and ``y`` is drawn without looking at it.

    The truth is known: all true weights are 0, no regression has a smaller
    expected squared error than 1, and no classifier is right more often than
    ``1 / n_classes``. Anything better was leaked.

    Parameters
    ----------
    n : int
        Rows, >= 1.
    p : int
        Columns, >= 1.
    rng : numpy.random.Generator
        Source of everything random.
    n_classes : int, optional
        If given, >= 2: y holds classes, each equally likely in each row, so small
        samples need not be balanced. Otherwise y is standard normal.

    Returns
    -------
    X : ndarray of shape (n, p), float64
    y : ndarray of shape (n,), float64, or int64 classes from 0 to n_classes - 1

    Raises
    ------
    ValueError
        If a count is outside its range, or rng is no Generator.

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
