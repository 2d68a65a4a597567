"""Grade a class: every submission of one lesson or of all, one or several at a time."""

from pathlib import Path

from reglab.grading.course import known_lessons, open_course
from reglab.grading.errors import GradingError
from reglab.grading.results import GradeResult, Status
from reglab.grading.seed import secret_seed
from reglab.grading.single import grade_submission
from reglab.grading.store import save_results
from reglab.grading.workers import in_parallel

__all__ = ["grade_class", "handed_in"]


def grade_class(lessons, course_dir, *, jobs=1, root=None, seed=None, progress=None):
    """Grade the submissions of some lessons and record the results.

    Parameters
    ----------
    lessons : iterable of str, or None
        Names (``03_lasso``) or numbers (``03``); None for every lesson that somebody
        has handed in.
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
        One for each folder ``submitted/<student>/<lesson>``: by lesson, then by student.

    Raises
    ------
    GradingError
        If the class cannot be graded at all. What one submission does is never a
        reason.
    """
    names = handed_in(course_dir, root=root) if lessons is None else list(lessons)
    tasks = []
    for name in names:
        course = open_course(name, course_dir, root=root)
        lesson_seed = secret_seed(course.root, course.lesson, seed)
        tasks += [(course, student, lesson_seed) for student in course.students()]
    results = [None] * len(tasks)
    finished = 0

    def show(label):
        if progress:
            progress(finished, len(tasks), label)

    def done(index, result):
        nonlocal finished
        results[index] = result
        finished += 1
        show(result.student)

    show("")
    try:
        if jobs == 1:
            for index, task in enumerate(tasks):
                show(task[1])
                done(index, grade_submission(*task))
        else:
            in_parallel(grade_submission, tasks, min(jobs, len(tasks)), done=done, lost=_lost)
    finally:
        # Also when the run is stopped: what is done is done.
        save_results(course_dir, [result for result in results if result])
    show("")
    return results


def handed_in(course_dir, *, root=None):
    """The lessons that somebody has handed in, in order.

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
    found = {path.name for path in Path(course_dir).glob("submitted/*/*") if path.is_dir()}
    names = [lesson.name for lesson in known_lessons(course_dir, root) if lesson.name in found]
    if not names:
        raise GradingError(
            f"{course_dir}: expected submissions in submitted/<student>/<lesson>/<lesson>.ipynb, "
            "found none"
        )
    return names


def _lost(task):
    course, student, _ = task
    reason = "the process that graded it died, twice; the submission may use too much memory"
    return GradeResult(student, course.lesson, Status.FAILED, reason=reason)
