"""The registration of a claim: what will be measured, and what will count."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from reglab._arguments import check_count, check_number, check_text, check_texts
from reglab.compare.registration import digest_of

__all__ = ["EXPECTED", "FIRST_SEED", "Plan"]

# What a claim may expect of the difference between its two methods, in words.
EXPECTED = {"more": "above 0", "less": "below 0", "same": "0, up to the margin"}

# Seeds below this one are for trying out: nobody has seen the final ones when a plan is made.
FIRST_SEED = 1000


@dataclass(frozen=True)
class Plan:
    """What an experiment will measure, and which comparison decides: fixed before it runs.

    In each regime, the difference ``metric(primary[0]) - metric(primary[1])`` is measured once per
    seed. The claim expects its mean to be above 0, below 0, or 0.

    Parameters
    ----------
    claim : str
        The sentence to be tested.
    metric : str
        What is measured, such as "accuracy on test rows".
    unit : str
        The unit of the metric, such as "points"; empty if it has none.
    margin : float
        > 0, in this unit: smaller differences do not matter.
    regimes : tuple of str
        The conditions under which the claim is tested, at least one. ``--quick`` runs the first.
    primary : (str, str)
        The two methods that are compared.
    expects : {"more", "less", "same"}
        What the claim says about the first method, compared with the second.
    n_seeds : int
        >= 3; the seeds are 1000, 1001, ...

    Raises
    ------
    ValueError
        If a field is empty or does not fit.

    Examples
    --------
    >>> from reglab.audit import Plan
    >>> primary = ("ridge", "least squares")
    >>> plan = Plan("Ridge is better.", "R²", "", 0.01, ("n = 50",), primary, "more")
    >>> plan.seeds, len(plan.digest)
    (range(1000, 1020), 64)
    """

    claim: str
    metric: str
    unit: str
    margin: float
    regimes: tuple[str, ...]
    primary: tuple[str, str]
    expects: str
    n_seeds: int = 20

    def __post_init__(self) -> None:
        for name in ("claim", "metric"):
            check_text(getattr(self, name), name)
        if not isinstance(self.unit, str):
            raise ValueError(f"unit must be a text, which may be empty, got {self.unit!r}")
        # Plain numbers and tuples: equal plans must have equal digests, whatever they are made of.
        object.__setattr__(self, "margin", check_number(self.margin, "margin", above=0))
        object.__setattr__(self, "n_seeds", check_count(self.n_seeds, "n_seeds", least=3))
        for name, least in (("regimes", 1), ("primary", 2)):
            object.__setattr__(self, name, check_texts(getattr(self, name), name, least=least))
        if len(self.primary) != 2:
            raise ValueError(f"primary must be two methods, got {self.primary!r}")
        if self.expects not in EXPECTED:
            raise ValueError(f"expects must be one of {', '.join(EXPECTED)}, got {self.expects!r}")

    @property
    def fields(self) -> dict[str, Any]:
        """All fields, as a record holds them."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}

    @property
    def digest(self) -> str:
        """SHA-256 of all fields, as 64 hexadecimal digits."""
        return digest_of(self.fields)

    @property
    def seeds(self) -> range:
        """The seeds that count."""
        return range(FIRST_SEED, FIRST_SEED + self.n_seeds)
