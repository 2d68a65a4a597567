"""Write nbgrader's gradebook: the marks of a submission in one transaction."""

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reglab.course.quiet import quiet
from reglab.grading.errors import GradingError
from reglab.grading.records.database import reason
from reglab.grading.records.log import unlogged

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

    from reglab.grading.results import GradeResult

__all__ = ["Book"]


def _quietly(method):
    """Suppress SQLAlchemy's warnings about nbgrader's models; shorten its errors to one line."""

    @functools.wraps(method)
    def quietly(self, *args, **kwargs):
        from sqlalchemy.exc import SQLAlchemyError

        with quiet(), unlogged():
            try:
                return method(self, *args, **kwargs)
            except (SQLAlchemyError, LookupError, ValueError, TypeError) as error:
                # A full disk, a server that went away, a row that makes no sense.
                where = self._book.engine.url.render_as_string(hide_password=True)
                raise GradingError(
                    f"the gradebook failed: {reason(error)} ({where}); the marks of this step "
                    "were not written, run the same command again when this is solved"
                ) from None

    return quietly


class Book:
    """The operations on nbgrader's tables that grading uses."""

    def __init__(self, gradebook: "Gradebook"):
        self._book = gradebook
        self._enrolled: set[str] | None = None

    @_quietly
    def read(self, function: Callable[[Any], Any]) -> Any:
        """Call a function with a database session and return its result; it must not write."""
        return function(self._book.db)

    @_quietly
    def knows(self, lesson: str) -> bool:
        """Return whether the gradebook contains a lesson."""
        return any(n.name == lesson for a in self._book.assignments for n in a.notebooks)

    @_quietly
    def enrol(self, students: Iterable[str]) -> None:
        """Add students who are not in the gradebook yet."""
        if self._enrolled is None:
            self._enrolled = {student.id for student in self._book.students}
        for student in students:
            if student not in self._enrolled:
                self._book.add_student(student)
                self._enrolled.add(student)

    @_quietly
    def set_points(self, lesson: str, points: Mapping[str, float]) -> None:
        """Change the points of a lesson's graded cells, by grade_id."""
        for notebook in self._book.find_assignment(lesson).notebooks:
            for cell in notebook.grade_cells:
                cell.max_score = points.get(cell.name, cell.max_score)
        self._book.db.commit()

    @_quietly
    def record(
        self,
        result: "GradeResult",
        time: datetime | None = None,
        unanswered: Iterable[str] = (),
        changed: set[str] | None = None,
    ) -> dict[str, float]:
        """Write the marks of a submission.

        Parameters
        ----------
        result : GradeResult
            With a score.
        time : datetime.datetime or None
            When it was handed in, in UTC without a time zone; None if unknown.
        unanswered : iterable of str
            Unchanged answers, by grade_id.
        changed : set of str, optional
            Cells whose manual marks have to be reviewed; by default all, as nbgrader does for a
            new submission.

        Returns
        -------
        dict of float
            Earlier manual marks, by grade_id; they are never changed.
        """
        self.enrol([result.student])  # the folder may be new since grading began
        submission = self._book.update_or_create_submission(
            result.lesson, result.student, timestamp=time
        )
        scores = {item.cell: item.score for item in result.exercises}
        marks = {}
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = scores.get(grade.name, grade.auto_score)
                if grade.name not in scores and grade.max_score == 0:
                    grade.auto_score = 0.0  # a visible check
                if grade.manual_score is None:
                    grade.needs_manual_grade = grade.auto_score is None
                    continue
                marks[grade.name] = grade.manual_score
                if changed is None or grade.name in changed:
                    grade.needs_manual_grade = True
            for comment in notebook.comments:
                comment.auto_comment = "No response." if comment.name in set(unanswered) else None
        self._book.db.commit()
        return marks

    @_quietly
    def renew(self, result: "GradeResult", changed: set[str]) -> dict[str, float]:
        """Write the marks of a submission that was not graded again.

        Parameters
        ----------
        result : GradeResult
            With a score.
        changed : set of str
            Cells whose points have changed, so that their manual marks have to be reviewed.

        Returns
        -------
        dict of float
            See `record`.
        """
        submission = self._book.update_or_create_submission(result.lesson, result.student)
        items = {item.cell: item for item in result.exercises}
        marks = {}
        for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
            if grade.name in items:
                grade.auto_score = items[grade.name].score
            elif grade.max_score == 0:
                grade.auto_score = 0.0  # a visible check
            if grade.manual_score is not None:
                marks[grade.name] = grade.manual_score
                grade.needs_manual_grade = grade.needs_manual_grade or grade.name in changed
            else:
                grade.needs_manual_grade = grade.auto_score is None
        self._book.db.commit()
        return marks

    @_quietly
    def give(
        self,
        lesson: str,
        student: str,
        marks: Mapping[str, float],
        comments: Mapping[str, str],
    ) -> None:
        """Write marks and comments that a person gave; both by grade_id."""
        submission = self._submission(lesson, student)
        for notebook in submission.notebooks if submission is not None else ():
            for grade in notebook.grades:
                if grade.name in marks:
                    grade.manual_score, grade.needs_manual_grade = marks[grade.name], False
            for comment in notebook.comments:
                if comment.name in comments:
                    comment.manual_comment = comments[comment.name]
        self._book.db.commit()

    @_quietly
    def withdraw(self, lesson: str, student: str) -> None:
        """Remove the automatic marks of an earlier submission; manual marks stay."""
        submission = self._submission(lesson, student)
        if submission is None:
            return
        for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
            grade.auto_score, grade.needs_manual_grade = None, True
        self._book.db.commit()

    @_quietly
    def comments(self, lesson: str, student: str) -> dict[str, str]:
        """Return the manual comments on a submission, by grade_id."""
        submission = self._submission(lesson, student)
        if submission is None:
            return {}
        found = [comment for notebook in submission.notebooks for comment in notebook.comments]
        return {c.name: c.manual_comment for c in found if c.manual_comment}

    @_quietly
    def forget(self, student: str) -> None:
        """Delete a student with all submissions, marks and comments."""
        from sqlalchemy import text

        if self._book.engine.dialect.name == "sqlite":
            self._book.db.execute(text("PRAGMA secure_delete = ON"))  # overwrite what is deleted
        if student in {known.id for known in self._book.students}:
            self._book.remove_student(student)

    def _submission(self, lesson, student):
        """The rows of a submission; None if there are none."""
        from nbgrader.api import MissingEntry

        if not student.isprintable():
            return None  # such a name is never enrolled, and a driver may fail to encode it
        try:
            return self._book.find_submission(lesson, student)
        except MissingEntry:
            return None
