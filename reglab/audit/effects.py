"""Paired differences of one regime, as intervals and p-values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reglab.audit.plan import Plan
from reglab.compare import p_better, paired_ci, paired_p, tost

__all__ = ["Effect", "effects_of"]


@dataclass(frozen=True)
class Effect:
    """The difference between two methods in one regime.

    Parameters
    ----------
    regime, method, base : str
    mean, base_mean : float
        Means of the two methods over seeds.
    diff, low, high : float
        Mean of ``method - base``, paired by seed, and its 95 % interval.
    larger : float
        Share of seeds in which the method has the larger value; a tie counts one half.
    p : float
        Of "the mean difference is 0"; see `reglab.compare.paired_p`.
    p_same : float
        Of "the mean difference is at least as large as the margin"; see `reglab.compare.tost`.
    cost : float or None
        Processor time of the method, divided by that of the base; None if it was not measured.
    chosen : str
        The hyperparameters that most seeds chose; empty if nothing was chosen.
    n_seeds : int
    """

    regime: str
    method: str
    base: str
    mean: float
    base_mean: float
    diff: float
    low: float
    high: float
    larger: float
    p: float
    p_same: float
    cost: float | None
    chosen: str
    n_seeds: int


def effects_of(plan: Plan, record: Mapping[str, Any]) -> Iterator[Effect]:
    """Yield the differences of a record: the primary comparison of each regime first.

    All other methods are compared with the second method of the primary comparison, too.

    Parameters
    ----------
    plan : Plan
    record : dict
        As `reglab.audit.Store` keeps it.

    Yields
    ------
    Effect
    """
    method, base = plan.primary
    for regime, own in record["regimes"].items():
        names = [method, *(name for name in own["values"] if name not in plan.primary)]
        for name in names:
            yield _effect(plan, regime, own, name, base)


def _effect(plan, regime, own, name, base):
    a, b = own["values"][name], own["values"][base]
    seconds = own["seconds"]
    timed = seconds.get(name) is not None and seconds.get(base)
    diff, low, high = paired_ci(a, b)
    return Effect(
        regime, name, base, sum(a) / len(a), sum(b) / len(b), diff, low, high,
        larger=p_better(a, b),
        p=paired_p(a, b),
        p_same=tost(a, b, plan.margin),
        cost=seconds[name] / seconds[base] if timed else None,
        chosen=own["chosen"].get(name, ""),
        n_seeds=len(a),
    )  # fmt: skip
