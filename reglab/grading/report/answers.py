"""The answers of students in the form in which the class report counts them.

The reports of checks come from student kernels and may have any shape, so invalid
parts are left out.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reglab.checks.judging.report import PropertyResult
from reglab.grading.results import GradeResult

__all__ = ["Answer", "Outcome", "finite", "latest", "read_answers"]

# A check has about ten properties; a report with thousands is not from reglab.
MOST_PROPERTIES = 100
LONGEST_TEXT = 500
NOT_WRITTEN = "not written yet."


class Outcome(StrEnum):
    """The outcome of an answer."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "no points"
    NOT_WRITTEN = "not written"
    REFUSED = "refused"
    NO_RESULT = "no result"
    BY_HAND = "by hand"


@dataclass(frozen=True)
class Answer:
    """A graded cell of one student.

    Attributes
    ----------
    title : str
        The exercise's title, or its name if there is no report.
    score : float or None
    max_score : float
    properties : tuple of PropertyResult
        Empty unless the answer was written and its check finished.
    """

    student: str
    lesson: str
    cell: str
    title: str
    outcome: Outcome
    score: float | None
    max_score: float
    properties: tuple[PropertyResult, ...] = ()

    @property
    def share(self) -> float | None:
        """The earned fraction of the points, from 0 to 1; None if there are no points."""
        if self.score is None or self.max_score <= 0:
            return None
        return min(max(self.score / self.max_score, 0.0), 1.0)

    @property
    def checked(self) -> bool:
        """Whether its properties were judged."""
        return bool(self.properties)


def latest(results: Iterable[GradeResult]) -> list[GradeResult]:
    """Return one result for each student and lesson, in order; of several the last counts."""
    kept = {(result.lesson, result.student): result for result in results}
    return [kept[key] for key in sorted(kept)]


def read_answers(results: Iterable[GradeResult]) -> list[Answer]:
    """Return the answers of all students.

    Parameters
    ----------
    results : iterable of GradeResult

    Returns
    -------
    list of Answer
        By lesson, then by student, then in the order of the notebook.
    """
    return [_read(result, item) for result in latest(results) for item in result.exercises]


def finite(value: object) -> float | None:
    """Return a number as a float; None if it is not a finite number."""
    if isinstance(value, int | float) and math.isfinite(value):
        return float(value)
    return None


def _read(result, item):
    report = item.report if isinstance(item.report, dict) else {}
    properties = tuple(_properties(report))
    score, max_score = finite(item.score), finite(item.max_score) or 0.0
    outcome = _outcome(item, report, properties, score, max_score)
    return Answer(
        result.student,
        result.lesson,
        item.cell,
        _text(item.title) or item.name,
        outcome,
        score,
        max_score,
        properties,
    )


def _outcome(item, report, properties, score, max_score):
    if item.score is None:
        return Outcome.BY_HAND
    if report.get("refused") is True:
        return Outcome.REFUSED
    if report.get("problem") == NOT_WRITTEN:
        return Outcome.NOT_WRITTEN
    lost = bool(report) and not properties
    if score is None or lost or (not report and item.trouble):
        return Outcome.NO_RESULT
    if max_score > 0:
        right, some = score >= max_score, score > 0
    else:
        right, some = all(found.status != "fail" for found in properties), False
    return Outcome.RIGHT if right else Outcome.PARTLY if some else Outcome.WRONG


def _properties(report):
    results = report.get("results")
    if report.get("problem") or not isinstance(results, list | tuple):
        return
    seen = set()
    for found in results[:MOST_PROPERTIES]:
        if not isinstance(found, dict) or found.get("status") not in _STATUSES:
            continue
        fields = {name: _text(found.get(name)) for name in _FIELDS}
        if fields["name"] and fields["name"] not in seen:
            seen.add(fields["name"])
            yield PropertyResult(**fields)


_STATUSES = ("pass", "fail", "wait", "fault")
_FIELDS = ("name", "title", "status", "detail", "hint", "misconception")


def _text(value):
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""
