"""How often a test of equivalence succeeds."""

from __future__ import annotations

import numpy as np

from reglab._arguments import check_count, check_number


def equivalence_power(n: int, sd: float, margin: float) -> float:
    """Probability that ``tost(a, b, margin) < 0.05`` if the true mean difference is 0.

    TOST succeeds if ``|mean(d)| < margin - t s / sqrt(n)``, where s is the standard deviation that
    the n differences show and t is the 95 % quantile of Student's distribution. For a given s the
    mean is normal, so the probability is ``2 Phi((margin sqrt(n) - t s) / sd) - 1``, or 0 if that
    is negative. It is then averaged over s, where ``(n - 1) s^2 / sd^2`` is chi-squared with n - 1
    degrees of freedom.

    Parameters
    ----------
    n : int
        Number of seeds, >= 2.
    sd : float
        Standard deviation of the paired differences, > 0.
    margin : float
        > 0, in the units of sd.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If n < 2, sd <= 0 or margin <= 0.

    Notes
    -----
    Taught in: 12_audit, section 12.3.

    The mean over s is taken over 10,000 quantiles with equal probability, which is accurate to
    about 1e-4.

    References
    ----------
    Phillips (1990), "Power of the two one-sided tests procedure in bioequivalence", Journal of
    Pharmacokinetics and Biopharmaceutics 18, 137-144.

    Examples
    --------
    >>> from reglab.compare import equivalence_power
    >>> [round(equivalence_power(n, sd=1, margin=1), 2) for n in (5, 10, 20)]
    [0.29, 0.8, 0.99]
    """
    from scipy.stats import chi2, norm, t

    n = check_count(n, "n", least=2)
    sd, margin = check_number(sd, "sd", above=0), check_number(margin, "margin", above=0)
    shares = (np.arange(10_000) + 0.5) / 10_000
    s = sd * np.sqrt(chi2.ppf(shares, n - 1) / (n - 1))
    bound = (margin * np.sqrt(n) - t.ppf(0.95, n - 1) * s) / sd
    return float(np.mean(np.maximum(0.0, 2 * norm.cdf(bound) - 1)))
