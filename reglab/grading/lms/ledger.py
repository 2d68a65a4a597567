"""The marks of a course as they stand in the gradebook, those of a human included."""

from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["Ledger", "Line", "Mark"]


@dataclass(frozen=True)
class Mark:
    """One graded cell.

    Attributes
    ----------
    score : float or None
        None if nobody has given any points.
    max_score : float
    waiting : bool
        Whether a human has still to look at it.
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
        What nbgrader takes off for a late submission.
    marks : dict of Mark
        By grade_id.
    """

    student: str
    lesson: str
    time: datetime | None = None
    penalty: float = 0.0
    marks: dict = field(default_factory=dict)

    @property
    def waiting(self):
        """The cells that a human has still to mark."""
        return [name for name, mark in self.marks.items() if mark.waiting and mark.max_score]

    @property
    def raw_score(self):
        """The sum of the points; None if none were given."""
        scores = [m.score for m in self.marks.values() if m.score is not None and m.max_score]
        return round(sum(scores), 2) if scores else None

    def score(self, *, partial=False):
        """The points, without those that were taken off.

        Parameters
        ----------
        partial : bool
            Whether the points so far will do.

        Returns
        -------
        float or None
            None if there are none, or not all.
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
        When each is due, and what it is worth.
    students : dict of (str, str, str)
        First name, last name, e-mail address; each may be empty.
    lines : dict of Line
        By lesson and student.
    """

    lessons: dict
    students: dict
    lines: dict
