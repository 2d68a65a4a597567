"""The p-value of a paired difference."""

from __future__ import annotations

import math

from numpy.typing import ArrayLike

from reglab.compare._arguments import differences


def paired_p(a: ArrayLike, b: ArrayLike) -> float:
    """Two-sided p-value of "the mean of ``d = a - b`` is 0", with ``t = mean(d) sqrt(n) / sd(d)``.

    It is at most 0.05 exactly where the 95 % interval of `paired_ci` does not contain 0 inside.

    Parameters
    ----------
    a, b : array-like of shape (n,)
        As for `paired_ci`.

    Returns
    -------
    float
        If all differences are equal: 1 if they are 0, otherwise 0.

    Raises
    ------
    ValueError
        If a and b do not have one finite number for each of at least two seeds.

    Notes
    -----
    Taught in: 12_audit, section 12.4.

    References
    ----------
    Student (1908), "The probable error of a mean", Biometrika 6(1), 1-25.

    Examples
    --------
    >>> from reglab.compare import paired_p
    >>> round(paired_p([0.9, 0.8, 0.7], [0.8, 0.6, 0.6]), 3)
    0.057
    """
    from scipy.stats import t

    d = differences(a, b)
    if math.isclose(d.std(), 0, abs_tol=1e-15 * abs(d).max()):
        return float(abs(d.mean()) == 0)
    statistic = d.mean() * math.sqrt(d.size) / d.std(ddof=1)
    return float(2 * t.sf(abs(statistic), d.size - 1))
