"""Grade one submission, whatever it is: a function of it, its lesson and a seed."""

from reglab.grading.autograde import Nbgrader
from reglab.grading.errors import SubmissionError
from reglab.grading.integrity import answer_flags
from reglab.grading.reading import read_cells
from reglab.grading.repair import changed_checks, repair
from reglab.grading.results import GradeResult, Status
from reglab.grading.submission import read_notebook, read_submission

__all__ = ["grade_submission"]


def grade_submission(course, student, seed):
    """Grade one submission, whatever it is.

    Parameters
    ----------
    course : CourseFolder
    student : str
    seed : int

    Returns
    -------
    GradeResult
        Never an exception of the student's making.
    """
    try:
        return _graded(course, student, seed)
    except SubmissionError as error:
        status, reason = error.status, error.reason
    except Exception as error:  # nobody else's grade may depend on what happened here
        status, reason = Status.FAILED, f"{type(error).__name__}: {error}"[:300]
    return GradeResult(student, course.lesson, status, reason=reason)


def _graded(course, student, seed):
    nbgrader = Nbgrader(course.root, course.log)
    release = read_notebook(course.release)
    submitted = read_submission(course.submitted(student), release)
    changed = changed_checks(submitted, release)
    notes = repair(submitted, release)
    failure = nbgrader.autograde(course.lesson, student, seed)
    if failure:
        raise SubmissionError(Status.FAILED, failure)
    cells = read_cells(
        read_notebook(course.autograded(student)), nbgrader.marks(course.lesson, student)
    )
    return _result(course.lesson, student, cells, changed, answer_flags(submitted, cells), notes)


def _result(lesson, student, cells, changed, suspicious, notes):
    refused = [f"{item.name}: {item.hint}" for item in cells if item.refused]
    edited = [f"{name}: this check was changed; the original was graded" for name in changed]
    trouble = [f"{item.cell}: {item.trouble}" for item in cells if item.trouble]
    reasons = {
        Status.CALLS_REFERENCE: refused,
        Status.EDITED_CHECKS: edited,
        Status.NEEDS_REVIEW: trouble + suspicious,
    }
    status = next((status for status, lines in reasons.items() if lines), Status.GRADED)
    marked = [item for item in cells if item.score is not None]
    return GradeResult(
        student,
        lesson,
        status,
        score=sum(item.score for item in marked),
        max_score=sum(item.max_score for item in marked),
        by_hand=sum(item.max_score for item in cells if item.score is None),
        reason=reasons.get(status, [""])[0],
        exercises=tuple(cells),
        flags=(*refused, *edited, *trouble, *suspicious, *notes),
    )
