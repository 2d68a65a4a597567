"""Grade a class: all submissions of one or more lessons, one or several at a time."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from os import PathLike
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.intake.handed_in import handed_in
from reglab.grading.records.course import open_course
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.files import one_line_errors
from reglab.grading.records.lock import only_run, undisturbed
from reglab.grading.results import GradeResult, Status
from reglab.grading.runs.head_start import head_start
from reglab.grading.runs.recorder import Recorder
from reglab.grading.runs.tasks import class_tasks
from reglab.grading.verdict.grade_notebook import Graded, grade_notebook
from reglab.grading.verdict.weights import check_names
from reglab.sandbox.host.bubblewrap import require_sandbox
from reglab.workers.ctrl_c import ends_on_ctrl_c
from reglab.workers.pool import in_parallel

__all__ = ["grade_class"]


@one_line_errors()
def grade_class(
    lessons: Iterable[str] | None,
    course_dir: str | PathLike,
    *,
    jobs: int = 1,
    root: str | PathLike | None = None,
    seed: int | None = None,
    progress: Callable[[int, int, str], object] | None = None,
    sandboxed: bool = True,
    runner: Callable | None = None,
    record: bool = True,
) -> list[GradeResult]:
    """Grade the submissions of some lessons and record the results.

    A submission that was graded before with the same answers, checks, seed, limits and
    versions is not graded again.

    Parameters
    ----------
    lessons : iterable of str, or None
        Names (``03_lasso``) or numbers (``03``); None for all lessons with points that
        at least one student has handed in, see `handed_in`.
    course_dir : path
        Contains ``submitted/<student>/<lesson>/<lesson>.ipynb`` and optionally
        ``course.toml``. Grading adds the lessons, the gradebook, ``autograded/``,
        ``feedback/``, ``results.json``, ``receipts.jsonl``, ``grading.log`` and
        ``reglab_seed.json``.
    jobs : int
        Number of submissions that are graded at a time, each in a separate process; 1
        grades in this process.
    root : path, optional
        The checkout with the built lessons, see `open_course`.
    seed : int, optional
        For the graded checks; by default the recorded ones, see `secret_seed`.
    progress : callable, optional
        ``progress(done, total, label)``; see `reglab.workers.progress.terminal_progress`.
    sandboxed : bool
        False runs student code without protection on this machine.
    runner : callable, optional
        Like `in_parallel`, to grade on other machines.
    record : bool
        False grades without writing results, for a preview.

    Returns
    -------
    list of GradeResult
        By lesson, then by student. A student who handed in another lesson but not this
        one is listed as missing.

    Raises
    ------
    GradingError
        If the class cannot be graded, or is being graded by another run. A single
        submission never causes it.
    KeyboardInterrupt
        On Ctrl-C, after graded submissions have been recorded. A submission that was being
        graded counts as not graded.
    """
    if jobs < 1:
        raise GradingError(f"jobs must be at least 1, got {jobs}")
    if sandboxed and runner is None:
        require_sandbox(course_dir)
    with ends_on_ctrl_c(), only_run(course_dir):
        # First, so that no record is changed if one of them cannot be read.
        recorder = Recorder(Path(course_dir).resolve(), active=record)
        recorder.require_gradebook()
        names = list(handed_in(course_dir, root=root) if lessons is None else lessons)
        early = head_start(
            names[0] if names else "",
            course_dir,
            recorder,
            jobs if runner is None else 1,
            root=root,
            sandboxed=sandboxed,
        )
        with early as pool:
            opened = (open_course(name, course_dir, root=root) for name in names)
            courses = list(dict.fromkeys(opened))
            check_names(read_course_file(courses[0].root), course_dir, root=root)
            recorder.require_notebooks(courses)
            with recorder:
                run = _Run(courses, recorder, seed, sandboxed, progress or (lambda *_: None))
                return run.grade(jobs, runner, pool)


class _Run:
    """One run over a class: its tasks and its results."""

    def __init__(self, courses, recorder, seed, sandboxed, progress):
        self._recorder, self._progress = recorder, progress
        self._tasks = class_tasks(courses, recorder, seed=seed, sandboxed=sandboxed)
        self._results = {}
        self._busy = []  # work for which the machine was too busy

    def grade(self, jobs, runner, pool):
        self._progress(0, len(self._tasks), "")
        self._work(filter(None, map(self._to_do, self._tasks)), jobs, runner, pool)
        for submission, bundle, settings in self._busy:
            self._work(iter([(submission, bundle, replace(settings, alone=True))]), 1, runner)
        self._progress(len(self._tasks), len(self._tasks), "")
        return [self._results[task.lesson, task.student] for task in self._tasks]

    def _work(self, todo, jobs, runner, pool=None):
        if runner is not None:
            runner(_graded, todo, done=self._done, lost=_lost)
        elif jobs == 1:
            for task in todo:
                self._progress(len(self._results), len(self._tasks), task[0].student)
                self._done(task, _graded(*task))
        else:
            jobs = min(jobs, len(self._tasks))
            in_parallel(_graded, todo, jobs, done=self._done, lost=_lost, pool=pool)

    def _to_do(self, task):
        """The arguments for grading a task; None if it is done, or has no notebook to grade."""
        found = task.begin()
        if found is None:
            work = task.submission, task.bundle, task.settings
            task.submission = None  # free it, since a class may not fit into memory
            return work
        self._finish(task.lesson, task.student, found)
        return None

    def _done(self, work, graded):
        submission, bundle, settings = work
        if graded.busy and not settings.alone:
            self._busy.append(work)  # a neighbour must not cost marks, see `Deadline`
            return
        self._finish(submission.lesson, submission.student, graded, submission, bundle)

    def _finish(self, lesson, student, graded, submission=None, bundle=None):
        with undisturbed():
            result = self._recorder.finish(graded, submission, bundle)
        self._results[lesson, student] = result
        self._progress(len(self._results), len(self._tasks), student)


def _graded(submission, bundle, settings):
    return grade_notebook(submission, bundle, settings)


def _lost(work):
    submission = work[0]
    reason = "the process that graded it died twice; other submissions are not affected"
    return Graded(GradeResult(submission.student, submission.lesson, Status.FAILED, reason=reason))
