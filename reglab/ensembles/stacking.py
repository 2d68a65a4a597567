"""Out-of-fold predictions: what the second level of a stack may learn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.ensembles._arguments import check_classes, check_rows


def stack_oof(
    models: Sequence[Callable[[], Any]],
    X: ArrayLike,
    y: ArrayLike,
    folds: Sequence[tuple[ArrayLike, ArrayLike]],
) -> NDArray[np.float64]:
    """Out-of-fold probabilities ``Z[i, j, c]``: of model j, not trained on row i, for class c.

    For each fold (train, val), every model is trained on the rows `train` and predicts the rows
    `val`.

    Parameters
    ----------
    models : sequence of callable
        Each returns a new classifier with `fit(X, y)`, `predict_proba(X)` and `classes_`, as those
        of scikit-learn.
    X : array-like of shape (n, ...)
    y : array-like of shape (n,)
        Classes 0, ..., n_classes - 1.
    folds : sequence of (train, val)
        Row numbers, as from `reglab.validation.kfold_indices`: every row is in one `val`.

    Returns
    -------
    ndarray of shape (n, n_models, n_classes)
        A class that is missing in a fold's training rows has probability 0 there.

    Raises
    ------
    ValueError
        If X and y differ in length or have no rows, y does not hold classes, or a row is not in
        exactly one `val`.

    Notes
    -----
    Taught in: 11_ensembles, Exercise 11.5.

    References
    ----------
    Wolpert (1992), "Stacked generalization", Neural Networks 5(2), 241-259.

    Examples
    --------
    >>> import numpy as np
    >>> from sklearn.dummy import DummyClassifier
    >>> X, y = np.zeros((4, 1)), np.array([0, 0, 1, 1])
    >>> folds = [([0, 1, 2], [3]), ([1, 2, 3], [0]), ([0, 3], [1, 2])]
    >>> stack_oof([DummyClassifier], X, y, folds)[:, 0].round(2)
    array([[0.33, 0.67],
           [0.5 , 0.5 ],
           [0.5 , 0.5 ],
           [0.67, 0.33]])
    """
    X, y = check_rows(X, y)
    times = np.zeros(len(y), dtype=int)
    for _, val in folds:
        np.add.at(times, np.asarray(val, dtype=int), 1)
    if np.any(times != 1):
        row = np.flatnonzero(times != 1)[0]
        raise ValueError(
            f"folds must have every row in one val, got row {row} in {times[row]} of them"
        )
    Z = np.zeros((len(y), len(models), check_classes(y)))
    for train, val in (map(np.asarray, fold) for fold in folds):
        for j, make in enumerate(models):
            model = make()
            model.fit(X[train], y[train])
            # predict_proba has columns only for the classes among the training rows.
            p = np.zeros((len(val), Z.shape[2]))
            p[:, model.classes_] = model.predict_proba(X[val])
            Z[val, j] = p
    return Z
