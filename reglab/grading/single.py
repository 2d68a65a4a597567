"""Grade one submission, whatever it is: a function of it, its lesson and a seed."""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reglab.grading.autograde import Nbgrader
from reglab.grading.errors import SubmissionError
from reglab.grading.exchange import make_releasable
from reglab.grading.integrity import answer_flags
from reglab.grading.notice import write_notice
from reglab.grading.reading import read_cells
from reglab.grading.repair import changed_checks, repair
from reglab.grading.results import GradeResult, Status, points
from reglab.grading.staging import stage
from reglab.grading.stopped import stopped_cells
from reglab.grading.submission import read_notebook, read_submission
from reglab.grading.timestamp import read_timestamp

__all__ = ["STAGED", "grade_submission", "with_feedback"]

STAGED = ".grading-"  # the folders in a course in which submissions are laid out for nbgrader


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
        result = _graded(course, student, seed)
    except SubmissionError as error:
        result = GradeResult(student, course.lesson, error.status, reason=error.reason)
    except Exception as error:  # nobody else's grade may depend on what happened here
        reason = f"{type(error).__name__}: {error}"[:300]
        result = GradeResult(student, course.lesson, Status.FAILED, reason=reason)
    return with_feedback(course, result)


def with_feedback(course, result):
    """Leave the student's page; a page that cannot be made is a flag, and costs nobody a grade.

    Parameters
    ----------
    course : CourseFolder
    result : GradeResult

    Returns
    -------
    GradeResult
    """
    page, submitted = course.feedback(result.student), course.submitted(result.student).parent
    problem = ""
    try:
        nbgrader = Nbgrader(course.root, course.log)
        if result.score is not None:
            problem = nbgrader.feedback(course.lesson, result.student, _notice(result))
        elif os.path.lexists(submitted):
            # What was graded before stays if its files were only put away.
            nbgrader.withdraw(course.lesson, result.student)
        if problem or result.score is None:
            write_notice(result, page)
        make_releasable(page, submitted)
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"[:300]
    if not problem:
        return result
    return replace(result, flags=(*result.flags, f"no full feedback page: {problem}"))


def _notice(result):
    waiting = f"{points(result.by_hand)} points are still to be given by hand."
    return "\n".join(filter(None, [result.reason, waiting if result.by_hand else ""]))


def _graded(course, student, seed):
    nbgrader = Nbgrader(course.root, course.log)
    release = read_notebook(course.release)
    submitted = read_submission(course.submitted(student), release)
    changed = changed_checks(submitted, release)
    folder = course.submitted(student).parent
    time, problem = read_timestamp(folder)
    notes = [*filter(None, [problem]), *repair(submitted, release)]
    with TemporaryDirectory(prefix=STAGED, dir=course.root) as staged:
        notes += stage(submitted, time, folder, Path(staged) / student / course.lesson)
        failure = nbgrader.autograde(course.lesson, student, seed, Path(staged).name)
    if failure:
        raise SubmissionError(Status.FAILED, failure)
    graded = read_notebook(course.autograded(student))
    cells = read_cells(graded, nbgrader.marks(course.lesson, student))
    suspicious = [*stopped_cells(graded), *answer_flags(submitted, cells)]
    return _result(course.lesson, student, cells, changed, suspicious, notes)


def _result(lesson, student, cells, changed, suspicious, notes):
    refused = [f"{item.name}: {item.hint}" for item in cells if item.refused]
    edited = [f"{name}: this check was changed; the original was graded" for name in changed]
    trouble = [f"{item.cell}: {item.trouble}" for item in cells if item.trouble]
    reasons = {
        Status.CALLS_REFERENCE: refused,
        Status.EDITED_CHECKS: edited,
        Status.NEEDS_REVIEW: trouble + suspicious,
        Status.GRADED: notes,
    }
    status = next((status for status, lines in reasons.items() if lines), Status.GRADED)
    reason = next(iter(reasons[status]), "")
    marked = [item for item in cells if item.score is not None]
    return GradeResult(
        student,
        lesson,
        status,
        score=sum(item.score for item in marked),
        max_score=sum(item.max_score for item in marked),
        by_hand=sum(item.max_score for item in cells if item.score is None),
        reason=reason,
        exercises=tuple(cells),
        flags=(*refused, *edited, *trouble, *suspicious, *notes),
    )
