"""Grade a class, one submission after the other; what one does never stops the next."""

from reglab.grading.autograde import Nbgrader
from reglab.grading.course import open_course
from reglab.grading.errors import SubmissionError
from reglab.grading.integrity import answer_flags
from reglab.grading.reading import read_cells
from reglab.grading.repair import changed_checks, repair
from reglab.grading.results import GradeResult, Status
from reglab.grading.seed import secret_seed
from reglab.grading.submission import read_notebook, read_submission

__all__ = ["grade", "grade_submission"]


def grade(lesson, course_dir, *, root=None, seed=None, progress=None):
    """Grade every submission of a lesson with nbgrader's own autograde.

    Parameters
    ----------
    lesson : str
        A name (``03_lasso``) or a number (``03``).
    course_dir : path
        Holds ``submitted/<student>/<lesson>/<lesson>.ipynb``. Grading adds the
        lesson, ``gradebook.db``, ``autograded/``, ``grading.log`` and
        ``reglab_seed.json``.
    root : path, optional
        The checkout with the built lesson, see `open_course`.
    seed : int, optional
        For the graded checks; by default the recorded one, see `secret_seed`.
    progress : callable, optional
        ``progress(done, total, student)``, called before each student and once at
        the end, then with an empty name; see `terminal_progress`.

    Returns
    -------
    list of GradeResult
        One for each folder in ``submitted/``, in the order of their names.

    Raises
    ------
    GradingError
        If the class cannot be graded at all.

    Notes
    -----
    nbgrader changes the working directory and the environment of the process
    while it works; both are put back.
    """
    course = open_course(lesson, course_dir, root=root)
    seed = secret_seed(course.root, course.lesson, seed)
    students = course.students()
    results = []
    for student in students:
        if progress:
            progress(len(results), len(students), student)
        results.append(grade_submission(course, student, seed))
    if progress:
        progress(len(results), len(students), "")
    return results


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
