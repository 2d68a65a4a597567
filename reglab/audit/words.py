"""Numbers and verdicts as words, for the terminal and the pages."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from reglab.audit.claim import Claim
from reglab.audit.effects import Effect
from reglab.audit.family import (
    CONDITIONS,
    CONTRADICTS,
    FAILS,
    HOLDS,
    NOT_RUN,
    OPEN,
    SUPPORTS,
    UNDECIDED,
    Finding,
)
from reglab.audit.plan import EXPECTED, Plan

__all__ = [
    "capital", "conditions", "count_words", "difference", "how_tested", "interval", "minutes",
    "probability", "ratio", "runs_of", "share", "value", "versions", "with_unit",
]  # fmt: skip

VERDICTS = (HOLDS, CONDITIONS, FAILS, OPEN, NOT_RUN)
# A sign before each verdict, so that nothing depends on colour.
SIGNS = {HOLDS: "✓", CONDITIONS: "◐", FAILS: "✗", OPEN: "?", NOT_RUN: "–"}


def digits(plan: Plan) -> int:
    """Decimals that show a tenth of the margin."""
    return max(0, 1 - math.floor(math.log10(plan.margin)))


def value(plan: Plan, number: float, *, signed: bool = False) -> str:
    """A value of the metric, without its unit.

    Examples
    --------
    >>> from reglab.audit.plan import EXPECTED, Plan
    >>> plan = Plan("a", "accuracy", "points", 1, ("all",), ("b", "c"), "more")
    >>> value(plan, -1.26, signed=True), value(plan, 90)
    ('−1.3', '90.0')
    """
    sign = "+" if signed else ""
    places = digits(plan)
    if places > 6 or (number and abs(number) >= 1e6):
        text = f"{number:{sign}.1e}"
    else:
        text = f"{number:{sign}z.{places}f}"  # z: no minus sign before a zero
    return text.replace("-", "−") if number < 0 else text


def with_unit(plan: Plan, text: str) -> str:
    """A number as text, with the unit of the metric."""
    return f"{text} {plan.unit}".strip()


def difference(plan: Plan, effect: Effect) -> str:
    """The mean difference of an effect, with its unit."""
    return with_unit(plan, value(plan, effect.diff, signed=True))


def interval(plan: Plan, effect: Effect) -> str:
    """The 95 % interval of an effect, such as "+0.1 to +1.2"."""
    return f"{value(plan, effect.low, signed=True)} to {value(plan, effect.high, signed=True)}"


def share(number: float) -> str:
    """A share in percent; 0 % means none, 100 % means all."""
    whole = round(100 * number)
    if 0 < number < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"


def ratio(number: float | None) -> str:
    """A cost compared with another, such as "1.9 ×"."""
    return "–" if number is None else f"{number:.2g} ×"


def probability(number: float) -> str:
    """A p-value."""
    return "< 0.0001" if number < 0.0001 else f"{number:.2g}"


def conditions(finding: Finding) -> str:
    """Where a claim holds and where it does not: empty if its regimes agree."""
    parts = [
        f"{word}: {'; '.join(finding.regimes(word))}"
        for word in (SUPPORTS, CONTRADICTS, UNDECIDED)
        if finding.regimes(word)
    ]
    return ". ".join(capital(part) for part in parts) + "." if len(parts) > 1 else ""


def count_words(found: Sequence[Finding]) -> list[tuple[str, int]]:
    """How many claims have each verdict, for the verdicts that occur."""
    counts = [(verdict, sum(own.verdict == verdict for own in found)) for verdict in VERDICTS]
    return [(verdict, count) for verdict, count in counts if count]


def how_tested(claim: Claim) -> str:
    """How a claim is tested, what it expects, and the numbers of its plan."""
    plan = claim.plan
    return (
        f"{claim.how} The claim expects the difference in {plan.metric} between {plan.primary[0]} "
        f"and {plan.primary[1]} to be {EXPECTED[plan.expects]}; margin "
        f"{with_unit(plan, f'{plan.margin:g}')}, {plan.n_seeds} seeds."
    )


def runs_of(found: Sequence[Finding]) -> list[Mapping[str, Any]]:
    """The stored runs of all claims, one for each regime."""
    records = [own.record for own in found if own.record]
    return [run for record in records for run in record["regimes"].values()]


def versions(runs: Sequence[Mapping[str, Any]]) -> str:
    """The versions of Python and libraries in some runs."""
    names = runs[0]["versions"] if runs else {}
    return ", ".join(
        f"{name} {' and '.join(sorted({run['versions'][name] for run in runs}))}" for name in names
    )


def minutes(runs: Sequence[Mapping[str, Any]]) -> str:
    """How long some runs would take one after the other, in minutes."""
    return f"{sum(run['wall_seconds'] for run in runs) / 60:.0f}"


def capital(text: str) -> str:
    """A text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
