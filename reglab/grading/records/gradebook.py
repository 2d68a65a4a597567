"""The one writer of nbgrader's gradebook: a submission's points in one transaction."""

import functools
import re
from contextlib import contextmanager

from reglab.course.quiet import quiet
from reglab.grading.errors import GradingError
from reglab.grading.records.autograde import programs_on_path

__all__ = ["Book", "open_gradebook"]


@contextmanager
def open_gradebook(url):
    """A gradebook, open until the end of the block.

    Parameters
    ----------
    url : str
        Such as ``sqlite:////course/gradebook.db`` or ``postgresql://host/name``.

    Yields
    ------
    Book
    """
    with quiet(), programs_on_path():
        from nbgrader.api import Gradebook

        try:
            gradebook = Gradebook(url)
            _stamp(gradebook)
        except Exception as error:  # whatever the database and its driver raise
            text = f"expected a gradebook at {hidden(url)}, got: {_reason(error)}"
            raise GradingError(text) from None
    try:
        yield Book(gradebook)
    finally:
        gradebook.close()


def _stamp(gradebook):
    """Write nbgrader's version into a gradebook that was killed while it was made.

    nbgrader makes the tables, then asks ``alembic`` for the version, which takes
    seconds; without it no later nbgrader can renew the gradebook.
    """
    from nbgrader.api import get_alembic_version
    from sqlalchemy import inspect, text

    with gradebook.engine.begin() as connection:
        if not inspect(connection).has_table("alembic_version"):
            connection.execute(
                text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            )
        if not connection.execute(text("SELECT version_num FROM alembic_version")).all():
            version = {"version": get_alembic_version()}
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), version)


def _quietly(method):
    """Without the warnings of SQLAlchemy that nbgrader's models draw; its errors in one line."""

    @functools.wraps(method)
    def quietly(self, *args, **kwargs):
        from sqlalchemy.exc import SQLAlchemyError

        with quiet():
            try:
                return method(self, *args, **kwargs)
            except SQLAlchemyError as error:  # a full disk, a server that went away
                raise GradingError(f"the gradebook failed: {_reason(error)}") from None

    return quietly


def _reason(error):
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200]


def hidden(url):
    """A database's URL without its password."""
    return re.sub(r"(//[^/@:]*):[^@]*@", r"\1:***@", url)


class Book:
    """nbgrader's tables, as grading uses them."""

    def __init__(self, gradebook):
        self._book = gradebook
        self._enrolled = None

    @_quietly
    def read(self, function):
        """What a function finds with a database session; it must not write."""
        return function(self._book.db)

    @_quietly
    def knows(self, lesson):
        """Whether the gradebook holds a lesson."""
        return any(n.name == lesson for a in self._book.assignments for n in a.notebooks)

    @_quietly
    def enrol(self, students):
        """Let the gradebook know some students; others stay as they are."""
        if self._enrolled is None:
            self._enrolled = {student.id for student in self._book.students}
        for student in students:
            if student not in self._enrolled:
                self._book.add_student(student)
                self._enrolled.add(student)

    @_quietly
    def set_points(self, lesson, points):
        """Let the graded cells of a lesson be worth something else, by grade_id."""
        for notebook in self._book.find_assignment(lesson).notebooks:
            for cell in notebook.grade_cells:
                cell.max_score = points.get(cell.name, cell.max_score)
        self._book.db.commit()

    @_quietly
    def record(self, result, time=None, unanswered=(), changed=None):
        """Write the points of a submission.

        Parameters
        ----------
        result : GradeResult
            With a score.
        time : datetime.datetime or None
            When it was handed in, in UTC without a time zone; None if that is not known.
        unanswered : iterable of str
            Answers that are as they were given out, by grade_id.
        changed : set of str, optional
            Cells where a human who gave points is asked to look again; all by default, as
            nbgrader has it for a new submission.

        Returns
        -------
        dict of float
            Points that a human gave before, by grade_id; they are never touched.
        """
        self.enrol([result.student])  # a folder may have come while the class was being graded
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
    def renew(self, result, changed):
        """Write the points of a submission that was not graded again.

        Parameters
        ----------
        result : GradeResult
            With a score.
        changed : set of str
            Cells that are worth something else now: there, a human who gave points is
            asked to look again.

        Returns
        -------
        dict of float
            As for `record`.
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
    def withdraw(self, lesson, student):
        """Take back the points of an earlier submission; those of a human stay."""
        submission = self._submission(lesson, student)
        if submission is None:
            return
        for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
            grade.auto_score, grade.needs_manual_grade = None, True
        self._book.db.commit()

    @_quietly
    def comments(self, lesson, student):
        """What a human wrote about a submission, by grade_id."""
        submission = self._submission(lesson, student)
        if submission is None:
            return {}
        found = [comment for notebook in submission.notebooks for comment in notebook.comments]
        return {c.name: c.manual_comment for c in found if c.manual_comment}

    def _submission(self, lesson, student):
        """The rows of a submission; None if there are none."""
        from nbgrader.api import MissingEntry

        if not student.isprintable():
            return None  # nobody of that name is enrolled, and a driver may fail to encode it
        try:
            return self._book.find_submission(lesson, student)
        except MissingEntry:
            return None
