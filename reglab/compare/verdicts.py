"""What a comparison says: one of four verdicts."""

from __future__ import annotations

from numpy.typing import ArrayLike

from reglab._arguments import check_number
from reglab.compare.paired import paired_ci


def verdict(a: ArrayLike, b: ArrayLike, margin: float) -> str:
    """Return what ``d = a - b`` says about a method with scores a, compared with one with b.

    With the intervals of `paired_ci`, the first rule that fits counts:

    1. ``"equivalent"`` if the 90 % interval is inside (-margin, margin), as in `tost`;
    2. ``"helps"`` if the 95 % interval is above 0;
    3. ``"hurts"`` if the 95 % interval is below 0;
    4. ``"unclear"`` otherwise: these seeds do not decide.

    Parameters
    ----------
    a, b : array-like of shape (n,)
        Scores of each seed, where larger is better; ``a[i]`` and ``b[i]`` are of the same seed.
    margin : float
        As for `tost`.

    Returns
    -------
    str
        A difference may be equivalent and yet differ from 0: it is then known, and known to be too
        small to matter.

    Raises
    ------
    ValueError
        If a and b do not have one finite number for each of at least two seeds, or margin <= 0.

    Notes
    -----
    Taught in: 12_audit, Exercise 12.3.

    References
    ----------
    Schuirmann (1987), "A comparison of the two one-sided tests procedure and the power approach for
    assessing the equivalence of average bioavailability", Journal of Pharmacokinetics and
    Biopharmaceutics 15, 657-680.

    Examples
    --------
    >>> from reglab.compare import verdict
    >>> a, b = [0.93, 0.92, 0.95, 0.94], [0.90, 0.90, 0.91, 0.91]
    >>> verdict(a, b, margin=0.01), verdict(a, b, margin=0.1)
    ('helps', 'equivalent')
    """
    margin = check_number(margin, "margin", above=0)
    _, low, high = paired_ci(a, b, 0.90)
    if -margin < low and high < margin:
        return "equivalent"
    _, low, high = paired_ci(a, b, 0.95)
    if low > 0:
        return "helps"
    return "hurts" if high < 0 else "unclear"
