"""The result of a check: as data, as text of at most 80 columns, and as HTML."""

import html
import textwrap
from dataclasses import asdict, dataclass, field

__all__ = ["PredictionReport", "PropertyResult", "Report", "plain", "wrap"]

WIDTH = 80
# Each result has a sign and a word, and does not rely on colour.
MARKS = {
    "pass": ("✓", "pass"),
    "fail": ("✗", "FAIL"),
    "wait": ("·", "wait"),
    "fault": ("?", "ours"),
}


@dataclass(frozen=True)
class PropertyResult:
    """The outcome of one property.

    Attributes
    ----------
    status : {"pass", "fail", "wait", "fault"}
        "wait": a property that must pass first has not passed. "fault": our judge failed, which
        costs the student nothing.
    detail : str
        The smallest counterexample, or what went wrong.
    misconception : str
        The name of the known mistake that was recognized, if any.
    case : (int, int) or None
        Which draw and which of its cases shows the failure.
    share : float
        What it counts, relative to the other results.
    """

    name: str
    title: str
    status: str
    detail: str = ""
    hint: str = ""
    misconception: str = ""
    case: tuple | None = None
    share: float = 1.0


@dataclass(frozen=True)
class Report:
    """The outcome of a check.

    Attributes
    ----------
    earned : float
        `fraction` times `points`.
    problem : str
        One line in place of a report: a name is not defined, the answer is not written yet, or
        it calls what it should implement.
    refused : bool
        Whether the answer calls what it should implement.
    warning : str
        What to know before the rest is read, such as that an older function was judged.
    notes : list of str
        For example which earlier answer was replaced by a correct one.
    least, most : float
        The floor for a known mistake and the limit for a worthless answer, see
        `reglab.checks.judging.floors`. The limit is applied last.
    """

    exercise: str
    title: str
    points: int
    results: list = field(default_factory=list)
    problem: str = ""
    refused: bool = False
    warning: str = ""
    notes: list = field(default_factory=list)
    least: float = 0.0
    most: float = 1.0

    @property
    def fraction(self) -> float:
        """Share of the points earned; faults of the course do not count."""
        if self.problem or self.passed:
            return float(not self.problem)
        counted = [r for r in self.results if r.status != "fault"]
        share = sum(r.share for r in counted if r.status == "pass") / sum(r.share for r in counted)
        return min(max(share, self.least), self.most)

    @property
    def passed(self) -> bool:
        """Whether every property holds that could be judged."""
        return not self.problem and all(r.status in ("pass", "fault") for r in self.results)

    @property
    def earned(self) -> float:
        # Rounded to a hundredth, so that the gradebook has the number that the student reads.
        return float(round(self.fraction * self.points, 2))

    @property
    def needs_review(self) -> bool:
        """Whether a judge failed, so that a person must look at it."""
        return any(r.status == "fault" for r in self.results)

    @property
    def first_hint(self) -> str:
        """The line that the instructor's table shows; empty if the answer is right."""
        if self.problem:
            return self.problem
        for result in self.results:
            if result.status == "fail":
                return result.hint or result.detail
        return ""

    @property
    def headline(self) -> str:
        if self.problem:
            return f"{self.title}: {self.problem}"
        passed = sum(r.status == "pass" for r in self.results)
        if self.passed and not self.needs_review:
            return f"{self.title}: all {passed} properties hold."
        return f"{self.title}: {passed} of {len(self.results)} properties hold."

    def to_dict(self) -> dict:
        """Return the report as plain data, for the grader."""
        derived = ("fraction", "passed", "earned", "needs_review", "first_hint")
        return {**asdict(self), **{name: getattr(self, name) for name in derived}}

    def text(self) -> str:
        """Return the report in lines of at most 80 characters."""
        lines = wrap(self.warning) if self.warning else []
        lines += wrap(self.headline)
        if not self.problem:
            for result in self.results:
                lines += _result_lines(result)
        for note in self.notes:
            lines += wrap(f"Note: {note}")
        return "\n".join(lines)

    __repr__ = __str__ = text

    def _repr_html_(self):
        rows = "" if self.problem else "".join(_row(result) for result in self.results)
        notes = "".join(f"<p>Note: {_escaped(note)}</p>" for note in self.notes)
        warning = f"<p>{_escaped(self.warning)}</p>" if self.warning else ""
        table = f"<table role='presentation'>{rows}</table>" if rows else ""
        return (
            f"<div class='reglab-check' style='max-width: 46em'>"
            f"{warning}<p><strong>{_escaped(self.headline)}</strong></p>{table}{notes}</div>"
        )


def plain(text: str) -> str:
    """Remove control characters, which could hide or recolour what follows."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap text to 80 columns; `first` and `rest` precede the first line and the others."""
    rest = " " * len(first) if rest is None else rest
    return textwrap.wrap(
        plain(text), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first.rstrip()]


def _escaped(text):
    return html.escape(plain(text))


def _result_lines(result):
    sign, word = MARKS[result.status]
    lines = wrap(result.title, f"  {sign} {word}  ")
    indent = " " * 10
    if result.detail:
        lines += wrap(result.detail, indent)
    if result.hint:
        lines += wrap(f"Hint: {result.hint}", indent)
    return lines


def _row(result):
    sign, word = MARKS[result.status]
    colour = {"pass": "#00664b", "fail": "#a33a00"}.get(result.status, "inherit")
    detail = f"<br><code>{_escaped(result.detail)}</code>" if result.detail else ""
    hint = f"<br><em>Hint:</em> {_escaped(result.hint)}" if result.hint else ""
    cell = "text-align: left; vertical-align: top; padding: .2em .6em"
    return (
        f"<tr><td style='{cell}; white-space: nowrap; color: {colour}'>"
        f"<strong>{sign} {word}</strong></td>"
        f"<td style='{cell}'>{_escaped(result.title)}{detail}{hint}</td></tr>"
    )


@dataclass(frozen=True)
class PredictionReport:
    """One line about a prediction, which passes for any valid option."""

    message: str
    passed: bool
    points: int = 1

    @property
    def earned(self) -> float:
        return float(self.points if self.passed else 0)

    def text(self) -> str:
        return "\n".join(wrap(self.message))

    __repr__ = __str__ = text
