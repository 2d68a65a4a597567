"""Read the ledger of a course from nbgrader's gradebook."""

from os import PathLike
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.lms.ledger import Ledger, Line, Mark
from reglab.grading.records.autograde import GRADEBOOK, gradebook_url
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.records.require import require_gradebook
from reglab.grading.records.store import read_results

__all__ = ["read_ledger"]


def read_ledger(course_dir: str | PathLike) -> Ledger:
    """Read the marks in the gradebook of a course.

    Parameters
    ----------
    course_dir : path

    Returns
    -------
    Ledger

    Raises
    ------
    GradingError
        If nothing has been graded here.
    """
    root = Path(course_dir).resolve()
    said = read_course_file(root)
    require_gradebook(root, said, read_results(root, missing_ok=True))
    if not said.gradebook and not (root / GRADEBOOK).is_file():
        raise GradingError(
            f"{course_dir}: expected a gradebook, found none; run `reglab grade` first"
        )
    with open_gradebook(gradebook_url(root, said)) as book:
        return book.read(_ledger)


def _ledger(session):
    from nbgrader import api

    lessons = session.query(api.Assignment.name, api.Assignment.duedate, api.Assignment.max_score)
    students = session.query(
        api.Student.id, api.Student.first_name, api.Student.last_name, api.Student.email
    )
    lines = {}
    for id, line in _submissions(session, api):
        lines[id] = line
    grades = (
        session.query(
            api.SubmittedNotebook.assignment_id,
            api.BaseCell.name,
            api.Grade.auto_score,
            api.Grade.manual_score,
            api.Grade.extra_credit,
            api.Grade.max_score,
            api.Grade.needs_manual_grade,
        )
        .select_from(api.Grade)
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
    )
    for id, name, *values in grades:
        lines[id].marks[name] = _mark(*values)
    return Ledger(
        {name: (due, most) for name, due, most in lessons},
        {id: (first or "", last or "", email or "") for id, first, last, email in students},
        {(line.lesson, line.student): line for line in lines.values()},
    )


def _submissions(session, api):
    kind = api.SubmittedAssignment
    penalties = {}
    notebook = api.SubmittedNotebook
    for id, penalty in session.query(notebook.assignment_id, notebook.late_submission_penalty):
        penalties[id] = penalties.get(id, 0.0) + (penalty or 0.0)
    found = session.query(kind.id, api.Assignment.name, kind.student_id, kind.timestamp).join(
        api.Assignment, kind.assignment_id == api.Assignment.id
    )
    for id, lesson, student, time in found:
        yield id, Line(student, lesson, time, penalties.get(id, 0.0))


def _mark(auto, manual, extra, most, needs):
    score = auto if manual is None else manual
    waiting = bool(needs) or score is None
    return Mark(None if score is None else score + (extra or 0.0), most or 0.0, waiting)
