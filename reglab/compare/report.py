"""The report on a registered experiment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reglab.compare.better import p_better
from reglab.compare.multiple import holm
from reglab.compare.p_value import paired_p
from reglab.compare.paired import paired_ci
from reglab.compare.verdicts import verdict

if TYPE_CHECKING:
    from reglab.compare.registration import Registration
    from reglab.compare.result import Result


@dataclass(frozen=True)
class Row:
    """One comparison: a method with the baseline in one regime.

    Parameters
    ----------
    method, regime : str
    diff, low, high : float
        Mean paired difference and its 95 % interval.
    better : float
        Share of seeds in which the method is better; a tie counts one half.
    p : float
        Holm's adjusted p-value over all rows of the report.
    verdict : str
        Of `verdict` with the registered margin.
    """

    method: str
    regime: str
    diff: float
    low: float
    high: float
    better: float
    p: float
    verdict: str


class Report:
    """All comparisons of a `Result` with the baseline of its `Registration`; prints as a table.

    Parameters
    ----------
    plan : Registration
    result : Result
        Of `run_registered` with this plan.

    Attributes
    ----------
    rows : list of Row
        The primary method first.

    Raises
    ------
    ValueError
        If the result belongs to another plan, or lacks scores of it.

    Notes
    -----
    Taught in: 12_audit, section 12.7.

    Examples
    --------
    >>> from dataclasses import asdict
    >>> from reglab.compare import Registration, Report, Result
    >>> plan = Registration("one is right", "accuracy", 0.01, 3, ("all",), ("one", "zero"))
    >>> scores = {"zero": [[0.5, 0.6, 0.7]], "one": [[0.7, 0.8, 0.8]]}
    >>> counts = {"zero": 3, "one": 3}
    >>> result = Result(plan.digest, asdict(plan), 0, 1, 2, counts, counts, 6, scores)
    >>> Report(plan, result)
    method  regime  minus zero, points     better in  p (Holm)  verdict
    one     all     +16.67 [+2.32, +31.01]     100 %     0.038  helps
    3 seeds, paired; 95 % intervals; margin 1 point; primary: one minus zero
    """

    def __init__(self, plan: Registration, result: Result) -> None:
        if result.registration != plan.digest:
            raise ValueError(
                "the result must belong to this plan: expected registration "
                f"{plan.digest[:12]}..., got {result.registration[:12]}... "
                "A plan must not change after its run"
            )
        if missing := [name for name in plan.primary if name not in result.scores]:
            raise ValueError(f"the result must have scores of {missing[0]}, got none")
        for name, table in result.scores.items():
            if [len(row) for row in table] != [plan.n_seeds] * len(plan.regimes):
                raise ValueError(
                    f"the result must have scores of {name} for {len(plan.regimes)} regimes and "
                    f"{plan.n_seeds} seeds, got {[len(row) for row in table]} seeds"
                )
        self._plan = plan
        method, self._base = plan.primary
        others = [name for name in result.scores if name not in plan.primary]
        pairs = [
            (name, regime, result.scores_of(name)[i], result.scores_of(self._base)[i])
            for name in (method, *others)
            for i, regime in enumerate(plan.regimes)
        ]
        adjusted = holm([paired_p(a, b) for *_, a, b in pairs])
        self.rows = [
            Row(
                name,
                regime,
                *paired_ci(a, b),
                better=p_better(a, b),
                p=float(p),
                verdict=verdict(a, b, plan.margin),
            )
            for (name, regime, a, b), p in zip(pairs, adjusted, strict=True)
        ]

    def __repr__(self):
        plan = self._plan
        unit, scale, digits = ("points", 100, 2) if plan.metric == "accuracy" else ("R²", 1, 4)
        lines = [
            ("method", "regime", f"minus {self._base}, {unit}", "better in", "p (Holm)", "verdict")
        ]
        for row in self.rows:
            # z: no minus sign before a zero
            diff, low, high = (f"{scale * x:+z.{digits}f}" for x in (row.diff, row.low, row.high))
            lines.append(
                (
                    *(row.method, row.regime, f"{diff} [{low}, {high}]"),
                    *(f"{100 * row.better:.0f} %", f"{row.p:.2g}", row.verdict),
                )
            )
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        form = "  ".join(f"{{:{end}{width}}}" for end, width in zip("<<<>><", widths, strict=True))
        margin = f"{scale * plan.margin:g} {'point' if scale * plan.margin == 1 else unit}"
        note = (
            f"{plan.n_seeds} seeds, paired; 95 % intervals; margin {margin}; "
            f"primary: {plan.primary[0]} minus {self._base}"
        )
        return "\n".join([*(form.format(*line).rstrip() for line in lines), note])
