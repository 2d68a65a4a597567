"""A claim: a sentence with its source, the plan that tests it, and the experiment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reglab._arguments import check_text
from reglab.audit.plan import Plan

__all__ = ["Claim"]


@dataclass(frozen=True)
class Claim:
    """A sentence that can be tested, and how it is tested.

    Parameters
    ----------
    plan : Plan
    source : str
        Who says so: articles by their numbers in `reglab.audit.sources`, or a title and an address.
    how : str
        How it is tested, in a few sentences: data, methods, what is chosen on which rows.
    not_tested : str
        What the experiment leaves open.
    experiment : callable
        ``experiment(regime, seeds)`` measures all methods in one regime, and returns
        ``{method: [one value for each seed]}`` or a `Measured`. It draws everything from the seeds.
    taught : str, optional
        The lesson that teaches it, such as ``"03_lasso"``.
    number : int, optional
        Its place in the list of the course's claims.

    Examples
    --------
    >>> from reglab.audit import find_claims
    >>> claims = find_claims()
    >>> claims["dropout_free"].number
    21
    """

    plan: Plan
    source: str
    how: str
    not_tested: str
    experiment: Callable[[str, Sequence[int]], Any]
    taught: str = ""
    number: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.plan, Plan):
            raise ValueError(f"plan must be a Plan, got {type(self.plan).__name__}")
        if not callable(self.experiment):
            kind = type(self.experiment).__name__
            raise ValueError(f"experiment must be a function, got {kind}")
        for name in ("source", "how", "not_tested"):
            check_text(getattr(self, name), name)
