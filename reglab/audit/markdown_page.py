"""The findings as a page in Markdown: docs/claims.md."""

from __future__ import annotations

from collections.abc import Sequence

from reglab.audit.family import NOT_RUN, Finding
from reglab.audit.plan import EXPECTED
from reglab.audit.sources import SOURCES
from reglab.audit.words import (
    conditions,
    count_words,
    difference,
    interval,
    probability,
    ratio,
    share,
    value,
    with_unit,
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
    lines = [HEAD, f"**{len(found)} claims.** {_capital(counts)}.\n"]
    lines += ["| | claim | verdict |", "| --- | --- | --- |"]
    for own in found:
        link = f"[{_cell(own.claim.plan.claim)}](#{own.name})"
        lines.append(f"| {own.claim.number or ''} | {link} | {own.verdict} |")
    lines += ["", "The articles:", ""]
    lines += [f"- {number}: {text}" for number, text in SOURCES.items()]
    for own in found:
        lines += _section(own)
    lines += ["", _versions(found)]
    return "\n".join(lines) + "\n"


def _section(own):
    claim, plan = own.claim, own.claim.plan
    number = f"{claim.number}. " if claim.number else ""
    lines = [
        "",
        f'<a id="{own.name}"></a>',
        f"## {number}{plan.claim}",
        "",
        f"**{_capital(own.verdict)}.** {conditions(own)}".rstrip(),
        "",
        f"Says: {claim.source}. {_taught(claim)}".rstrip(),
        "",
        f"{claim.how} The claim expects the difference in {plan.metric} between {plan.primary[0]} "
        f"and {plan.primary[1]} to be {EXPECTED[plan.expects]}; margin "
        f"{with_unit(plan, f'{plan.margin:g}')}, {plan.n_seeds} seeds.",
        "",
    ]
    if own.verdict != NOT_RUN or own.outcomes:
        lines += [
            "| regime | comparison | means | difference | 95 % interval | larger in | cost "
            "| p (Holm) | |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        lines += [_row(plan, o.effect, _p(o), f"**{o.word}**") for o in own.outcomes]
        lines += [_row(plan, effect, "", "not in the verdict") for effect in own.others]
        lines.append("")
    lines += [f"Not tested: {claim.not_tested}", "", f"Registration: `{plan.digest[:16]}`"]
    return lines


def _p(outcome):
    # The test that the outcome rests on.
    return probability(outcome.p_same if outcome.size == "same" else outcome.p)


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


def _versions(found):
    runs = [
        own for finding in found if finding.record for own in finding.record["regimes"].values()
    ]
    if not runs:
        return "Nothing was run yet."
    days = sorted(own["finished"][:10] for own in runs)
    named = {name: sorted({own["versions"][name] for own in runs}) for name in runs[0]["versions"]}
    text = ", ".join(f"{name} {' and '.join(numbers)}" for name, numbers in named.items())
    when = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    minutes = sum(own["wall_seconds"] for own in runs) / 60
    return f"Measured on {when} with {text}; {minutes:.0f} minutes of work for one process."


def _capital(text):
    return text[:1].upper() + text[1:]
