"""How evenly a model spreads its weights inside groups of columns."""

import numpy as np

from reglab._arguments import check_array
from reglab.linear._validation import LARGEST_WEIGHT, check_vector


def group_gap(w, groups):
    """``max(w_j) - min(w_j)`` over the columns j of each group: 0 where they share one weight.

    Parameters
    ----------
    w : array-like of shape (n_features,)
    groups : array-like of shape (n_features,)
        The label of every column's group, whole numbers.

    Returns
    -------
    ndarray of shape (n_groups,)
        In units of w; entry g belongs to the g-th smallest label.

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no column, a value is not a finite real number, or a
        label is not a whole number.

    Notes
    -----
    Taught in: 04_elastic_net, Exercise 4.2.

    References
    ----------
    Zou and Hastie (2005), Regularization and Variable Selection via the Elastic Net, section 2.3
    (the grouping effect bounds this difference).

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
