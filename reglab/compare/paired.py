"""The confidence interval of a paired difference."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from reglab.compare._arguments import differences


def paired_ci(a: ArrayLike, b: ArrayLike, level: float = 0.95) -> tuple[float, float, float]:
    """Mean of the differences ``d = a - b``, with the interval ``mean(d) +- t * sd(d) / sqrt(n)``.

    For each seed, both methods must use the same data: the effect of the seed then cancels in the
    difference.

    Parameters
    ----------
    a, b : array-like of shape (n,)
        One number for each seed, such as an accuracy, n >= 2; ``a[i]`` and ``b[i]`` are of the same
        seed.
    level : float
        Confidence level, in (0, 1): the share of intervals that contain the true mean difference,
        if the differences are normally distributed.

    Returns
    -------
    diff, lo, hi : float
        The mean difference and the ends of the interval.

    Raises
    ------
    ValueError
        If a and b do not have one finite number for each of at least two seeds, or level is not
        in (0, 1).

    Notes
    -----
    Taught in: 01_overfitting, section 1.5, and 12_audit, Exercise 12.1; used in all lessons.

    t is the quantile ``(1 + level) / 2`` of Student's distribution with n - 1 degrees of freedom,
    and sd divides by n - 1.

    References
    ----------
    Student (1908), "The probable error of a mean", Biometrika 6(1), 1-25.

    Examples
    --------
    >>> from reglab.compare import paired_ci
    >>> [round(x, 2) for x in paired_ci([0.9, 0.8, 0.7], [0.8, 0.6, 0.6])]
    [0.13, -0.01, 0.28]
    """
    from scipy.stats import t  # takes a second to import, and most checks do not need it

    d = differences(a, b)
    if not isinstance(level, float | int) or not 0 < level < 1:
        raise ValueError(f"level must be in (0, 1), got {level!r}")
    half = t.ppf((1 + level) / 2, d.size - 1) * d.std(ddof=1) / np.sqrt(d.size)
    return float(d.mean()), float(d.mean() - half), float(d.mean() + half)
