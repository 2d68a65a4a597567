"""Overviews of a class: submissions that need a person, students, and lessons."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from reglab.grading.report.answers import finite, latest
from reglab.grading.results import GradeResult, Status

__all__ = [
    "ByHand",
    "LessonRow",
    "StudentRow",
    "by_hand",
    "flagged",
    "handing_in",
    "lesson_rows",
    "needs_human",
    "student_rows",
    "why",
]

# From failed submissions to missing ones.
URGENCY = (
    Status.FAILED,
    Status.STOPPED,
    Status.NEEDS_REVIEW,
    Status.EDITED_CHECKS,
    Status.CALLS_REFERENCE,
    Status.EMPTY,
    Status.MISSING,
)
_HANDING_IN = ("late: ", "late or not ", "resubmitted: ")


@dataclass(frozen=True)
class LessonRow:
    """One lesson of the class.

    Attributes
    ----------
    median : float or None
        Median of the earned fractions of the points given so far; None without scores.
    statuses : dict of Status to int
        Numbers of submissions, for the statuses that occur.
    """

    lesson: str
    submissions: int
    median: float | None
    statuses: dict[Status, int]


@dataclass(frozen=True)
class StudentRow:
    """One student over all lessons.

    Attributes
    ----------
    results : dict of str to GradeResult
        By lesson.
    score, max_score : float
        Sums over the lessons that have a score.
    """

    student: str
    results: dict[str, GradeResult]
    score: float
    max_score: float


@dataclass(frozen=True)
class ByHand:
    """The points of a lesson that still have to be given by hand.

    Attributes
    ----------
    points : float
    students : tuple of str
    """

    lesson: str
    points: float
    students: tuple[str, ...]


def needs_human(results: Iterable[GradeResult]) -> list[GradeResult]:
    """Return the results that a person must look at, the most urgent first.

    Parameters
    ----------
    results : iterable of GradeResult

    Returns
    -------
    list of GradeResult
        All whose status is not "graded". Points to be given by hand are not included, see
        `by_hand`, since they concern nearly all students.
    """
    found = [result for result in latest(results) if result.status in URGENCY]
    return sorted(found, key=lambda result: URGENCY.index(result.status))


def why(result: GradeResult) -> str:
    """Return why a person should look at a result.

    Examples
    --------
    >>> from reglab.grading.results import GradeResult
    >>> why(GradeResult("ann", "03_lasso", Status.MISSING))
    'no reason was recorded'
    """
    lines = (result.reason, *result.flags, result.first_hint)
    return next((line for line in lines if line), "no reason was recorded")


def handing_in(result: GradeResult) -> list[str]:
    """Return the flags that say when and how often a submission was handed in.

    Examples
    --------
    >>> from reglab.grading.results import GradeResult
    >>> flags = ("late: by 0:10 hours", "03-lasso-cd: this check was changed")
    >>> handing_in(GradeResult("ann", "03_lasso", Status.GRADED, flags=flags))
    ['late: by 0:10 hours']
    """
    return [line for line in result.flags if line.startswith(_HANDING_IN)]


def flagged(results: Iterable[GradeResult]) -> list[tuple[GradeResult, list[str]]]:
    """Return results with flags other than those of `handing_in`, and these flags.

    Parameters
    ----------
    results : iterable of GradeResult

    Returns
    -------
    list of (GradeResult, list of str)
    """
    pairs = ((r, [f for f in r.flags if not f.startswith(_HANDING_IN)]) for r in latest(results))
    return [(result, flags) for result, flags in pairs if flags]


def by_hand(results: Iterable[GradeResult]) -> list[ByHand]:
    """Return the points that still have to be given by hand, by lesson.

    Parameters
    ----------
    results : iterable of GradeResult

    Returns
    -------
    list of ByHand
    """
    waiting: dict[str, list[GradeResult]] = {}
    for result in latest(results):
        if finite(result.by_hand):
            waiting.setdefault(result.lesson, []).append(result)
    return [
        ByHand(lesson, sum(r.by_hand for r in found), tuple(r.student for r in found))
        for lesson, found in waiting.items()
    ]


def lesson_rows(results: Iterable[GradeResult]) -> list[LessonRow]:
    """Return a summary of each lesson.

    Parameters
    ----------
    results : iterable of GradeResult

    Returns
    -------
    list of LessonRow
    """
    lessons: dict[str, list[GradeResult]] = {}
    for result in latest(results):
        lessons.setdefault(result.lesson, []).append(result)
    return [_lesson_row(lesson, found) for lesson, found in lessons.items()]


def student_rows(results: Iterable[GradeResult]) -> list[StudentRow]:
    """Return the results of all students, in the order of their names.

    Parameters
    ----------
    results : iterable of GradeResult

    Returns
    -------
    list of StudentRow
    """
    students: dict[str, dict[str, GradeResult]] = {}
    for result in latest(results):
        students.setdefault(result.student, {})[result.lesson] = result
    return [_student_row(student, students[student]) for student in sorted(students)]


def _lesson_row(lesson, found):
    counts = {status: sum(r.status is status for r in found) for status in Status}
    shares = [r.score / r.max_score for r in found if _has_score(r) and r.max_score > 0]
    return LessonRow(
        lesson,
        len(found),
        median(shares) if shares else None,
        {status: count for status, count in counts.items() if count},
    )


def _student_row(student, results):
    scored = [result for result in results.values() if _has_score(result)]
    score, max_score = (sum(getattr(r, name) for r in scored) for name in ("score", "max_score"))
    return StudentRow(student, results, score, max_score)


def _has_score(result):
    return finite(result.score) is not None and finite(result.max_score) is not None
