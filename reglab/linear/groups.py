"""How evenly a model spreads its weights inside groups of columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_array
from reglab.linear._validation import LARGEST_WEIGHT, check_vector


def group_gap(w: ArrayLike, groups: ArrayLike) -> NDArray[np.float64]:
    """``max(w_j) - min(w_j)`` over the columns j of each group: 0 if their weights are equal.

    Parameters
    ----------
    w : array-like of shape (n_features,)
    groups : array-like of shape (n_features,)
        Group label of every column, a whole number.

    Returns
    -------
    ndarray of shape (n_groups,)
        In units of w; entry g is for the g-th smallest label.

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no column, a value is not a finite real number, or a
        label is not whole.

    Notes
    -----
    Taught in: 04_elastic_net, Exercise 4.2.

    References
    ----------
    Zou and Hastie (2005), Regularization and Variable Selection via the Elastic Net (the
    grouping effect bounds this difference).

    Examples
    --------
    >>> group_gap([1.0, 3.0, -1.0, 2.0], [0, 0, 1, 1])
    array([2., 3.])
    """
    groups = check_array(groups, "groups")
    if groups.ndim != 1 or groups.size == 0:
        raise ValueError(
            f"groups must have shape (n_features,), n_features >= 1, got {groups.shape}"
        )
    if np.any(groups % 1):
        raise ValueError(f"groups must hold whole numbers, got {groups[groups % 1 != 0][0]:g}")
    w = check_vector(w, "w", groups.size, LARGEST_WEIGHT)
    return np.array([np.ptp(w[groups == label]) for label in np.unique(groups)])
