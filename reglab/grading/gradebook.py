"""The one writer of nbgrader's gradebook: each submission in one transaction."""

import re
from contextlib import contextmanager

from reglab.course.quiet import quiet
from reglab.grading.errors import GradingError

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
    with quiet():
        from nbgrader.api import Gradebook

        try:
            gradebook = Gradebook(url)
        except Exception as error:  # whatever the database and its driver raise
            reason = str(error).strip().splitlines()[0][:200]
            raise GradingError(f"expected a gradebook at {hidden(url)}, got: {reason}") from None
    try:
        yield Book(gradebook)
    finally:
        gradebook.close()


def hidden(url):
    """A database's URL without its password."""
    return re.sub(r"(//[^/@:]*):[^@]*@", r"\1:***@", url)


class Book:
    """nbgrader's tables, as grading uses them."""

    def __init__(self, gradebook):
        self._book = gradebook

    def knows(self, lesson):
        """Whether the gradebook holds a lesson."""
        return any(n.name == lesson for a in self._book.assignments for n in a.notebooks)

    def enrol(self, students):
        """Let the gradebook know some students; others stay as they are."""
        known = {student.id for student in self._book.students}
        for student in students:
            if student not in known:
                self._book.add_student(student)

    def set_points(self, lesson, points):
        """Let the graded cells of a lesson be worth something else, by grade_id."""
        for notebook in self._book.find_assignment(lesson).notebooks:
            for cell in notebook.grade_cells:
                cell.max_score = points.get(cell.name, cell.max_score)
        self._book.db.commit()

    def record(self, result, time=None, unanswered=()):
        """Write the points of a submission.

        Parameters
        ----------
        result : GradeResult
            With a score.
        time : datetime.datetime or None
            When it was handed in, in UTC without a time zone.
        unanswered : iterable of str
            Answers that are as they were given out, by grade_id.

        Returns
        -------
        dict of float
            Points that a human gave before, by grade_id; they are never touched.
        """
        known = {} if time is None else {"timestamp": time}
        submission = self._book.update_or_create_submission(result.lesson, result.student, **known)
        scores = {item.cell: item.score for item in result.exercises}
        marks = {}
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = scores.get(grade.name, grade.auto_score)
                if grade.name not in scores and grade.max_score == 0:
                    grade.auto_score = 0.0  # a visible check
                by_human = grade.manual_score is not None
                # As nbgrader has it: a changed submission asks its grader to look again.
                grade.needs_manual_grade = by_human or grade.auto_score is None
                if by_human:
                    marks[grade.name] = grade.manual_score
            for comment in notebook.comments:
                comment.auto_comment = "No response." if comment.name in set(unanswered) else None
        self._book.db.commit()
        return marks

    def withdraw(self, lesson, student):
        """Take back the points of an earlier submission; those of a human stay."""
        from nbgrader.api import MissingEntry

        try:
            submission = self._book.find_submission(lesson, student)
        except MissingEntry:
            return
        for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
            grade.auto_score, grade.needs_manual_grade = None, True
        self._book.db.commit()

    def comments(self, lesson, student):
        """What a human wrote about a submission, by grade_id."""
        from nbgrader.api import MissingEntry

        try:
            submission = self._book.find_submission(lesson, student)
        except MissingEntry:
            return {}
        found = [comment for notebook in submission.notebooks for comment in notebook.comments]
        return {c.name: c.manual_comment for c in found if c.manual_comment}
