"""The findings as lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from reglab.audit.effects import effects_of
from reglab.audit.family import NOT_RUN, Finding, findings
from reglab.audit.registry import Entry, own_entries
from reglab.audit.store import Store
from reglab.audit.words import (
    SIGNS,
    conditions,
    count_words,
    difference,
    interval,
    share,
)

__all__ = ["stale", "summary", "verdicts"]


def stale(entry: Entry, record: dict | None) -> bool:
    """Return whether a claim's code changed after its results were stored."""
    return bool(record and record["regimes"] and record["code"] != entry.code)


def summary(entries: Sequence[Entry], store: Store, *, quick: bool = False) -> str:
    """Return one paragraph for each claim, and the counts of verdicts.

    Parameters
    ----------
    entries : sequence of Entry
        Those to show.
    store : Store
    quick : bool, optional
        Show differences without verdicts.
    """
    records = {entry.name: store.record(entry.name) for entry in entries}
    if quick:
        lines = ["Trial: three seeds and one regime decide nothing. Differences without verdicts:"]
        for entry in entries:
            lines += _quick_lines(entry, records[entry.name])
        return "\n".join(lines)
    found = verdicts(entries, store)
    lines = []
    for own in found:
        number = f"{own.claim.number:>2} " if own.claim.number else ""
        lines.append(
            f"{SIGNS[own.verdict]} {number}{own.name}: {own.verdict}. {own.claim.plan.claim}"
        )
        if text := conditions(own):
            lines.append(f"    {text}")
    old = [entry.name for entry in entries if stale(entry, records[entry.name])]
    lines += [
        f"The code of {name} changed after its run: run it again with --again." for name in old
    ]
    counts = ", ".join(f"{verdict} {count}" for verdict, count in count_words(found))
    return "\n".join(
        [*lines, f"\n{len(found)} {'claim' if len(found) == 1 else 'claims'}: {counts}"]
    )


def verdicts(entries: Sequence[Entry], store: Store) -> list[Finding]:
    """Return the findings on some claims, with p-values that are adjusted for their whole family.

    The course's claims are one family, however many of them are asked for; other claims are a
    family of their own.

    Parameters
    ----------
    entries : sequence of Entry
    store : Store
    """
    own = own_entries()
    names = {entry.name for entry in own}
    others = [entry for entry in entries if entry.name not in names]
    found: list[Finding] = []
    for part in (own if len(others) < len(entries) else [], others):
        found += findings(part, {entry.name: store.record(entry.name) for entry in part})
    asked = {entry.name for entry in entries}
    return [finding for finding in found if finding.name in asked]


def _quick_lines(entry, record):
    plan = entry.claim.plan
    if not record or not record["regimes"]:
        return [f"  {entry.name}: {NOT_RUN}"]
    effect = next(effects_of(plan, record))
    return [
        f"  {entry.name}, {effect.regime}: {effect.method} minus {effect.base} "
        f"{difference(plan, effect)}, {interval(plan, effect)}; larger in {share(effect.larger)}"
    ]
