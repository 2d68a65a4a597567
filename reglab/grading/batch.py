"""Grade a class: every submission of one lesson or of all, one or several at a time."""

import json
import shutil
from pathlib import Path

from reglab.grading.course import known_lessons, open_course
from reglab.grading.errors import GradingError
from reglab.grading.results import GradeResult, Status
from reglab.grading.roster import roster
from reglab.grading.seed import secret_seed
from reglab.grading.single import STAGED, grade_submission, with_feedback
from reglab.grading.store import save_results
from reglab.grading.workers import in_parallel

__all__ = ["grade_class", "handed_in"]


def grade_class(lessons, course_dir, *, jobs=1, root=None, seed=None, progress=None):
    """Grade the submissions of some lessons and record the results.

    Parameters
    ----------
    lessons : iterable of str, or None
        Names (``03_lasso``) or numbers (``03``); None for every lesson that somebody
        has handed in and that carries points, see `handed_in`.
    course_dir : path
        Holds ``submitted/<student>/<lesson>/<lesson>.ipynb``. Grading adds the
        lessons, ``gradebook.db``, ``autograded/``, ``feedback/``, ``results.json``,
        ``grading.log`` and ``reglab_seed.json``.
    jobs : int
        How many submissions are graded at a time, each in a process of its own; 1
        grades in this process.
    root : path, optional
        The checkout with the built lessons, see `open_course`.
    seed : int, optional
        For the graded checks; by default the recorded ones, see `secret_seed`.
    progress : callable, optional
        ``progress(done, total, label)``; see `terminal_progress`.

    Returns
    -------
    list of GradeResult
        By lesson, then by student. Who handed in another lesson and not this one is
        listed as missing.

    Raises
    ------
    GradingError
        If the class cannot be graded at all. What one submission does is never a
        reason.
    KeyboardInterrupt
        On Ctrl-C, once what is graded has been recorded. A submission that was under
        way is left as one that has not been graded.
    """
    if jobs < 1:
        raise GradingError(f"expected 1 job or more, got {jobs}")
    names = handed_in(course_dir, root=root) if lessons is None else lessons
    courses = [open_course(name, course_dir, root=root) for name in names]
    tasks = []
    for course in dict.fromkeys(courses):
        lesson_seed = secret_seed(course.root, course.lesson, seed)
        tasks += [(course, student, lesson_seed) for student in course.students()]
    return _graded(tasks, jobs, course_dir, progress or (lambda *_: None))


def _graded(tasks, jobs, course_dir, progress):
    results = [None] * len(tasks)

    def done(index, result):
        results[index] = result
        progress(sum(map(bool, results)), len(tasks), result.student)

    progress(0, len(tasks), "")
    try:
        if jobs == 1:
            for index, task in enumerate(tasks):
                progress(index, len(tasks), task[1])
                done(index, grade_submission(*task))
        else:
            in_parallel(grade_submission, tasks, min(jobs, len(tasks)), done=done, lost=_lost)
    finally:
        # Also when the run is stopped: what is done is done.
        save_results(course_dir, [result for result in results if result])
        for left_over in Path(course_dir).glob(f"{STAGED}*"):  # by a process that died
            shutil.rmtree(left_over, ignore_errors=True)
    progress(len(tasks), len(tasks), "")
    return results


def handed_in(course_dir, *, root=None):
    """The lessons with points that somebody has handed in, in order.

    A lesson without points, such as the first, which only shows how the others work,
    is graded if it is asked for by name.

    Parameters
    ----------
    course_dir : path
    root : path, optional
        The checkout, see `open_course`.

    Returns
    -------
    list of str

    Raises
    ------
    GradingError
        If there are none.
    """
    found = set().union(*roster(course_dir).values())
    lessons = [lesson for lesson in known_lessons(course_dir, root) if lesson.name in found]
    names = [lesson.name for lesson in lessons if _has_points(lesson.notebook)]
    if not names:
        others = ", ".join(lesson.name for lesson in lessons)
        came = f"found only {others}, which has no points: name it to grade it"
        raise GradingError(
            f"{course_dir}: expected submissions in submitted/<student>/<lesson>/<lesson>.ipynb, "
            f"{came if others else 'found none'}"
        )
    return names


def _has_points(notebook):
    """Whether a lesson carries points; one that is not built is not known to have none."""
    if not notebook.is_file():
        return True
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return any(cell["metadata"].get("nbgrader", {}).get("points") for cell in cells)


def _lost(task):
    course, student, _ = task
    reason = "the process that graded it died, twice: does it use too much memory?"
    lost = GradeResult(student, course.lesson, Status.FAILED, reason=reason)
    return with_feedback(course, lost)
