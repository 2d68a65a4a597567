"""The marks of a course in the gradebook, including manual marks."""

from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["Ledger", "Line", "Mark"]


@dataclass(frozen=True)
class Mark:
    """The mark of one graded cell.

    Attributes
    ----------
    score : float or None
        None if no points were given.
    max_score : float
    waiting : bool
        Whether a person still has to look at it.
    """

    score: float | None
    max_score: float
    waiting: bool


@dataclass(frozen=True)
class Line:
    """One student's submission of one lesson.

    Attributes
    ----------
    student, lesson : str
    time : datetime.datetime or None
        In UTC.
    penalty : float
        Points that nbgrader subtracts for a late submission.
    marks : dict of Mark
        By grade_id.
    """

    student: str
    lesson: str
    time: datetime | None = None
    penalty: float = 0.0
    marks: dict[str, Mark] = field(default_factory=dict)

    @property
    def waiting(self) -> list[str]:
        """The cells that a person still has to mark."""
        return [name for name, mark in self.marks.items() if mark.waiting and mark.max_score]

    @property
    def raw_score(self) -> float | None:
        """The sum of the points; None if none were given."""
        scores = [m.score for m in self.marks.values() if m.score is not None and m.max_score]
        return round(sum(scores), 2) if scores else None

    def score(self, *, partial: bool = False) -> float | None:
        """Return the points after the penalty.

        Parameters
        ----------
        partial : bool
            Whether to return the points so far if cells are still to be marked.

        Returns
        -------
        float or None
            None if there are no points, or not all unless `partial`.
        """
        if self.raw_score is None or (self.waiting and not partial):
            return None
        return max(0.0, round(self.raw_score - self.penalty, 2))


@dataclass(frozen=True)
class Ledger:
    """All marks of a course.

    Attributes
    ----------
    lessons : dict of (datetime.datetime or None, float)
        Due date and points of each lesson.
    students : dict of (str, str, str)
        First name, last name, e-mail address; each may be empty.
    lines : dict of Line
        By lesson and student.
    """

    lessons: dict[str, tuple[datetime | None, float]]
    students: dict[str, tuple[str, str, str]]
    lines: dict[tuple[str, str], Line]
