"""The findings as a page in Markdown: docs/claims.md."""

from __future__ import annotations

from collections.abc import Sequence

from reglab.audit.family import NOT_RUN, Finding
from reglab.audit.sources import SOURCES
from reglab.audit.words import (
    capital,
    conditions,
    count_words,
    difference,
    how_tested,
    interval,
    minutes,
    probability,
    ratio,
    runs_of,
    share,
    value,
    versions,
)

__all__ = ["markdown"]

HEAD = """\
# The claims behind the course, tested

Five articles stand behind this course. This page lists the claims in them that can be tested, and
what registered experiments say about them. `reglab audit` runs the experiments and makes a page
with pictures, build/audit/index.html; `python docs/claims.py` writes this page from its results.
[auditing.md](auditing.md) explains how to add a claim.

**How to read it.** Each claim compares two methods. For each regime (the conditions of an
experiment) the difference between them is measured with many seeds, and given as a mean with a 95 %
interval, paired by seed. A claim says that the difference is above 0, below 0, or 0. Differences
below the margin count as 0. The plan of each experiment (metric, margin, seeds, regimes and
comparison) was stored under its digest before the run, and the seeds had not been used before.
P-values are adjusted together for all claims and regimes (Holm). Tuned methods, the baseline
included, choose from equally many candidates on validation rows, and test rows are read once.
"Larger in" is the share of seeds in which the first method has the larger value. "Cost" is its
processor time, divided by that of the second method.
"""


def markdown(found: Sequence[Finding]) -> str:
    """Return the page as text.

    Parameters
    ----------
    found : sequence of Finding
    """
    counts = ", ".join(f"{verdict}: {count}" for verdict, count in count_words(found))
    lines = [HEAD, f"**{len(found)} claims.** {capital(counts)}.\n"]
    lines += ["| | claim | verdict |", "| --- | --- | --- |"]
    for own in found:
        link = f"[{_cell(own.claim.plan.claim)}](#{own.name})"
        lines.append(f"| {own.claim.number or ''} | {link} | {own.verdict} |")
    lines += ["", "The articles:", ""]
    lines += [f"- {number}: {text}" for number, text in SOURCES.items()]
    for own in found:
        lines += _section(own)
    lines += ["", _measured(found)]
    return "\n".join(lines) + "\n"


def _section(own):
    claim, plan = own.claim, own.claim.plan
    number = f"{claim.number}. " if claim.number else ""
    lines = [
        "",
        f'<a id="{own.name}"></a>',
        f"## {number}{plan.claim}",
        "",
        f"**{capital(own.verdict)}.** {conditions(own)}".rstrip(),
        "",
        f"Says: {claim.source}. {_taught(claim)}".rstrip(),
        "",
        how_tested(claim),
        "",
    ]
    if own.verdict != NOT_RUN or own.outcomes:
        lines += [
            "| regime | comparison | means | difference | 95 % interval | larger in | cost "
            "| p (Holm) | |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        lines += [
            _row(plan, o.effect, probability(o.deciding_p), f"**{o.word}**") for o in own.outcomes
        ]
        lines += [_row(plan, effect, "", "not in the verdict") for effect in own.others]
        lines.append("")
    lines += [f"Not tested: {claim.not_tested}", "", f"Registration: `{plan.digest[:16]}`"]
    return lines


def _row(plan, effect, p, word):
    cells = [
        effect.regime,
        f"{effect.method} − {effect.base}",
        f"{value(plan, effect.mean)}, {value(plan, effect.base_mean)}",
        difference(plan, effect),
        interval(plan, effect),
        share(effect.larger),
        ratio(effect.cost),
        p,
        word,
    ]
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(text):
    return text.replace("|", r"\|")


def _taught(claim):
    if not claim.taught:
        return ""
    return f"Taught in [{claim.taught}](../notebooks/{claim.taught}/{claim.taught}.ipynb)."


def _measured(found):
    runs = runs_of(found)
    if not runs:
        return "Nothing was run yet."
    days = sorted(own["finished"][:10] for own in runs)
    when = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    work = f"{minutes(runs)} minutes of work for one process"
    return f"Measured on {when} with {versions(runs)}; {work}."
