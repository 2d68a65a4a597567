"""Groups of strongly correlated columns; the columns of a group share one weight."""

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count, check_number, check_rng
from reglab.datasets._validation import LARGEST


def make_grouped_regression(
    n: int,
    n_groups: int,
    group_size: int,
    n_active: int,
    noise: float,
    *,
    rho: float,
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Grouped truth: ``y = X w + noise * e`` where all columns of a group share one weight.

    Column j of group g is ``x_j = sqrt(rho) * z_g + sqrt(1 - rho) * e_j`` with
    independent standard normal z_g, e_j and e: each column has variance 1, two
    of one group have correlation rho, and two of different groups have none.
    `n_active` groups, drawn at random, have weight +1 or -1 on all their columns; the others have
    weight 0.

    Parameters
    ----------
    n : int
        Rows, >= 1; may be smaller than the number of columns.
    n_groups : int
        Groups, >= 1.
    group_size : int
        Columns per group, >= 1.
    n_active : int
        Groups with a nonzero weight, from 0 to n_groups.
    noise : float
        Standard deviation of the noise in y, >= 0.
    rho : float
        Correlation of two columns of one group, from 0 to 1; at 1 they are equal.
    rng : numpy.random.Generator
        Source of everything random.

    Returns
    -------
    X : ndarray of shape (n, n_groups * group_size), float64
        The columns of a group are adjacent.
    y : ndarray of shape (n,), float64
    w : ndarray of shape (n_groups * group_size,), float64
        The true weights; the true intercept is 0.
    groups : ndarray of shape (n_groups * group_size,), int64
        Group of every column, from 0 to n_groups - 1.

    Raises
    ------
    ValueError
        If a count or a number is outside its range, or rng is not a Generator.

    Notes
    -----
    Taught in: 04_elastic_net.

    References
    ----------
    H. Zou and T. Hastie (2005), "Regularization and variable selection via the
    elastic net", Journal of the Royal Statistical Society B 67(2), 301-320
    (the grouping effect).

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import make_grouped_regression
    >>> rng = np.random.default_rng(0)
    >>> X, y, w, groups = make_grouped_regression(50, 3, 2, 1, 0.5, rho=0.95, rng=rng)
    >>> X.shape, groups.tolist(), np.unique(groups[w != 0]).size
    ((50, 6), [0, 0, 1, 1, 2, 2], 1)
    """
    n, n_groups = check_count(n, "n"), check_count(n_groups, "n_groups")
    group_size = check_count(group_size, "group_size")
    n_active = check_count(n_active, "n_active", 0, n_groups)
    noise, rho = (
        check_number(noise, "noise", least=0, most=LARGEST),
        check_number(rho, "rho", least=0, most=1),
    )
    groups = np.repeat(np.arange(n_groups), group_size)
    shared = check_rng(rng).standard_normal((n, n_groups))[:, groups]
    X = np.sqrt(rho) * shared + np.sqrt(1 - rho) * rng.standard_normal((n, len(groups)))
    group_weights = np.zeros(n_groups)
    group_weights[rng.permutation(n_groups)[:n_active]] = rng.choice([-1.0, 1.0], size=n_active)
    w = group_weights[groups]
    return X, X @ w + noise * rng.standard_normal(n), w, groups
