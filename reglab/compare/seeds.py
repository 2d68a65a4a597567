"""The number of seeds that a comparison needs."""

from __future__ import annotations

from reglab._arguments import check_number
from reglab.compare.power import equivalence_power


def seeds_needed(sd: float, margin: float, power: float = 0.8) -> int:
    """Smallest n >= 2 with ``equivalence_power(n, sd, margin) >= power``.

    With so many seeds, two methods that do not differ are declared equivalent with this
    probability. Write the number into the registration before the experiment.

    Parameters
    ----------
    sd : float
        Standard deviation of the paired differences, > 0, for example from a pilot study.
    margin : float
        > 0, in the units of sd.
    power : float
        In (0, 1).

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If sd <= 0, margin <= 0, or power is not in (0, 1).

    Notes
    -----
    Taught in: 12_audit, Exercise 12.4.

    References
    ----------
    Phillips (1990), "Power of the two one-sided tests procedure in bioequivalence", Journal of
    Pharmacokinetics and Biopharmaceutics 18, 137-144.

    Examples
    --------
    >>> from reglab.compare import seeds_needed
    >>> seeds_needed(sd=1, margin=1), seeds_needed(sd=2, margin=1)
    (11, 36)
    """
    sd, margin = check_number(sd, "sd", above=0), check_number(margin, "margin", above=0)
    power = check_number(power, "power", above=0, below=1)
    # The power rises with n: double n until it is enough, then halve the gap.
    few, enough = 1, 2
    while equivalence_power(enough, sd, margin) < power:
        few, enough = enough, 2 * enough
    while enough - few > 1:
        middle = (few + enough) // 2
        if equivalence_power(middle, sd, margin) < power:
            few = middle
        else:
            enough = middle
    return enough
