"""The plan of an experiment, fixed before it runs."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from reglab._arguments import check_count, check_number, check_text, check_texts
from reglab.compare.vault import METRICS

if TYPE_CHECKING:
    from reglab.compare.report import Report
    from reglab.compare.result import Result

# When each plan was registered, by digest: in this process only.
_times: dict[str, float] = {}


def digest_of(fields: Mapping[str, Any]) -> str:
    """SHA-256 of the fields of a plan, in any order, as 64 hexadecimal digits."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Registration:
    """What will be measured, and what will count: written down before the experiment.

    Parameters
    ----------
    claim : str
        The sentence to be tested.
    metric : {"accuracy", "r2"}
        As for `Vault`.
    margin : float
        > 0, in units of the metric (0.01 is one point of accuracy): smaller differences do not
        matter.
    n_seeds : int
        >= 2; the seeds are 0, 1, ..., n_seeds - 1.
    regimes : tuple of str
        The conditions under which the claim is tested, at least one.
    primary : (str, str)
        The comparison that decides: a method and its baseline.

    Raises
    ------
    ValueError
        If a field is empty or does not fit.

    Notes
    -----
    Taught in: 12_audit, section 12.7.

    A digest shows that a plan was not changed after it was published. It does not show when it was
    made: for that, hand the digest to somebody before you run the experiment.

    Examples
    --------
    >>> from reglab.compare import Registration
    >>> primary = ("ridge", "least squares")
    >>> plan = Registration("ridge is better", "r2", 0.01, 20, ("n = 50",), primary)
    >>> plan.digest[:8]
    'd84189b0'
    """

    claim: str
    metric: str
    margin: float
    n_seeds: int
    regimes: tuple[str, ...]
    primary: tuple[str, str]

    def __post_init__(self) -> None:
        for name in ("claim", "metric"):
            check_text(getattr(self, name), name)
        if self.metric not in METRICS:
            raise ValueError(f"metric must be one of {', '.join(METRICS)}, got {self.metric!r}")
        # Plain numbers and tuples: equal plans must have equal digests, whatever they are made of.
        object.__setattr__(self, "margin", check_number(self.margin, "margin", above=0))
        if self.metric == "accuracy" and self.margin >= 1:
            raise ValueError(
                "margin must be a share of 1 for accuracy (0.02 is two points), "
                f"got {self.margin:g}"
            )
        object.__setattr__(self, "n_seeds", check_count(self.n_seeds, "n_seeds", least=2))
        for name, least in (("regimes", 1), ("primary", 2)):
            object.__setattr__(self, name, check_texts(getattr(self, name), name, least=least))
        if len(self.primary) != 2:
            raise ValueError(f"primary must be a method and its baseline, got {self.primary!r}")

    @property
    def digest(self) -> str:
        """SHA-256 of all fields, as 64 hexadecimal digits."""
        return digest_of(asdict(self))

    def register(self) -> str:
        """Print and return the digest; from now on the plan may be run."""
        _times.setdefault(self.digest, time.time())
        print(f"Registered {self.digest}\n{self.claim}")
        return self.digest

    @property
    def registered(self) -> float | None:
        """When it was registered in this process, in seconds since 1970; None if it was not."""
        return _times.get(self.digest)

    def report(self, result: Result) -> Report:
        """Return intervals and verdicts of all methods over the baseline, in every regime.

        Parameters
        ----------
        result : Result
            Of `run_registered` with this plan.

        Raises
        ------
        ValueError
            If the result belongs to another plan, such as this one before a change.
        """
        from reglab.compare.report import Report

        return Report(self, result)
