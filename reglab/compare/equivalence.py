"""The test that two methods are equivalent: two one-sided tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from reglab._arguments import check_number
from reglab.compare._arguments import differences


def tost(a: ArrayLike, b: ArrayLike, margin: float) -> float:
    """Two one-sided tests (TOST) that the mean of ``d = a - b`` is in (-margin, margin).

    One test asks whether the mean is above ``-margin``, with ``t1 = (mean(d) + margin) / se``, the
    other whether it is below ``margin``, with ``t2 = (mean(d) - margin) / se``, where
    ``se = sd(d) / sqrt(n)``. The result is the larger of their p-values,
    ``max(P(T > t1), P(T < t2))`` for T with n - 1 degrees of freedom. It is below 0.05 exactly
    where the 90 % interval of `paired_ci` is inside (-margin, margin).

    Parameters
    ----------
    a, b : array-like of shape (n,)
        As for `paired_ci`.
    margin : float
        > 0, in units of a and b: differences smaller than this do not matter in practice. Choose it
        before you see the results.

    Returns
    -------
    float
        The p-value: small if the methods are equivalent. If all differences are equal, it is 0 if
        they are inside the margin, otherwise 1.

    Raises
    ------
    ValueError
        If a and b do not have one finite number for each of at least two seeds, or margin <= 0.

    Notes
    -----
    Taught in: 12_audit, Exercise 12.2.

    References
    ----------
    Schuirmann (1987), "A comparison of the two one-sided tests procedure and the power approach for
    assessing the equivalence of average bioavailability", Journal of Pharmacokinetics and
    Biopharmaceutics 15, 657-680.

    Examples
    --------
    >>> from reglab.compare import tost
    >>> a, b = [0.90, 0.80, 0.70], [0.89, 0.81, 0.70]
    >>> round(tost(a, b, margin=0.05), 4), round(tost(a, b, margin=0.01), 4)
    (0.0065, 0.1127)
    """
    from scipy.stats import t

    d = differences(a, b)
    margin = check_number(margin, "margin", above=0)
    se = d.std(ddof=1) / np.sqrt(d.size)
    if se == 0:
        return float(abs(d.mean()) >= margin)
    above = t.sf((d.mean() + margin) / se, d.size - 1)
    below = t.cdf((d.mean() - margin) / se, d.size - 1)
    return float(max(above, below))
