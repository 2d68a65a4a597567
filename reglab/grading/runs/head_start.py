"""Start the workers of a run while its gradebook is still being opened.

A worker takes seconds to start: its sandbox imports what the lesson imports. What is started here
depends on the released notebook alone. If the course folder turns out to have another one, its
workers start again, and only time is lost.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path

from reglab.grading.errors import GradingError, SubmissionError
from reglab.grading.records.course import CourseFolder, known_lessons
from reglab.grading.records.roster import roster
from reglab.grading.runs.recorder import Recorder
from reglab.grading.verdict.bundle import Bundle, read_bundle
from reglab.grading.verdict.sandbox_workers import worker_for
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host.worker import Stopped
from reglab.workers.pool import started

__all__ = ["head_start"]


@contextmanager
def head_start(
    name: str,
    course_dir: str | PathLike,
    recorder: Recorder,
    jobs: int,
    *,
    root: str | PathLike | None = None,
    sandboxed: bool = True,
) -> Iterator[ProcessPoolExecutor | None]:
    """Start workers for a lesson that has new submissions.

    Parameters
    ----------
    name : str
        The lesson, by name or number; an unknown one starts nothing.
    course_dir : path
    recorder : Recorder
        With the results of earlier runs, and the limits.
    jobs : int
    root : path, optional
        The checkout, see `known_lessons`.
    sandboxed : bool

    Yields
    ------
    ProcessPoolExecutor or None
        For `in_parallel`; None if fewer than two submissions are new.
    """
    bundle = _likely_bundle(name, course_dir, root)
    if bundle is None:
        yield None
        return
    lesson = bundle.lesson
    students = [student for student, names in roster(Path(course_dir)).items() if lesson in names]
    jobs = min(jobs, sum((student, lesson) not in recorder.known for student in students))
    if jobs < 2:
        yield None
        return
    with started(jobs, _start, bundle, recorder.course_file.limits, sandboxed) as pool:
        yield pool


def _likely_bundle(name, course_dir, root):
    """What is probably graded: the notebooks of the checkout, as nothing is registered yet."""
    with suppress(OSError, ValueError, LookupError, GradingError, SubmissionError):
        for lesson in known_lessons(course_dir, root):
            if name in (lesson.name, lesson.number):
                return read_bundle(CourseFolder(lesson.root, lesson.name))
    return None


def _start(bundle: Bundle, limits: Limits, sandboxed: bool) -> None:
    # If it fails here, so will the first submission, which says why.
    with suppress(SandboxError, Stopped), worker_for(bundle, sandboxed).session(limits):
        pass
