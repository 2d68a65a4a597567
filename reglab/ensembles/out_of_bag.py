"""The out-of-bag error: bagging judges itself, on rows that a model never drew."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from reglab._arguments import check_count, check_rng
from reglab.ensembles._arguments import check_classes, check_rows
from reglab.ensembles.bagging import Fit
from reglab.ensembles.bootstrap import bootstrap_rows


def oob_error(
    fit: Fit, X: ArrayLike, y: ArrayLike, n_models: int, *, rng: np.random.Generator
) -> tuple[float, int]:
    """Share of rows that the models which did not draw them classify wrongly.

    Row i is classified by ``argmax_c sum_{m: i not in bag m} p_m(x_i)_c``. Rows that every model
    drew are left out.

    Parameters
    ----------
    fit : callable
        As for `bag_predict`, with probabilities of shape (n, n_classes).
    X : array-like of shape (n, ...)
    y : array-like of shape (n,)
        Classes 0, ..., n_classes - 1.
    n_models : int
        >= 1.
    rng : numpy.random.Generator

    Returns
    -------
    error : float
        From 0 to 1, among the judged rows; nan if there is none.
    n_judged : int
        Number of rows that at least one model did not draw.

    Raises
    ------
    ValueError
        If X and y differ in length or have no rows, y does not hold classes, n_models < 1, or rng
        is not a Generator.

    Notes
    -----
    Taught in: 11_ensembles, Exercise 11.4.

    References
    ----------
    Breiman (1996), "Out-of-bag estimation", technical report, University of California, Berkeley.

    Examples
    --------
    >>> import numpy as np
    >>> def always_0(X, y):
    ...     return lambda X_test: np.tile([1.0, 0.0], (len(X_test), 1))
    >>> X, y = np.zeros((4, 1)), np.array([0, 0, 0, 1])
    >>> oob_error(always_0, X, y, 50, rng=np.random.default_rng(0))
    (0.25, 4)
    """
    X, y = check_rows(X, y)
    check_classes(y)
    votes, judged = [], np.zeros(len(y), dtype=bool)
    for rows in bootstrap_rows(len(y), check_count(n_models, "n_models"), rng=check_rng(rng)):
        p = np.asarray(fit(X[rows], y[rows])(X), dtype=float)
        out = np.ones(len(y), dtype=bool)
        out[rows] = False
        votes.append(np.where(out[:, None], p, 0.0))
        judged |= out
    if not judged.any():
        return float("nan"), 0
    wrong = np.argmax(np.sum(votes, axis=0)[judged], axis=1) != y[judged]
    return float(wrong.mean()), int(judged.sum())
