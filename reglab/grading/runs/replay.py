"""Grade one submission again from the records, to check that its mark is reproducible."""

from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.records.course import CourseFolder, known_lessons
from reglab.grading.records.files import one_line_errors
from reglab.grading.results import ExerciseResult, GradeResult, points
from reglab.grading.runs.differences import differences
from reglab.grading.runs.recorder import Recorder
from reglab.grading.runs.tasks import class_tasks
from reglab.grading.verdict.grade_notebook import grade_alone
from reglab.grading.verdict.marks import reweighted, with_human_marks
from reglab.grading.verdict.reproducible import OTHER_MARKS
from reglab.sandbox.host.bubblewrap import require_sandbox
from reglab.workers.ctrl_c import ends_on_ctrl_c

__all__ = ["Replay", "given_by_hand", "replay"]


@dataclass(frozen=True)
class Replay:
    """A recorded result, a new result of the same submission, and their differences.

    Attributes
    ----------
    recorded, again : GradeResult
    differences : list of str
        Empty if the mark was reproduced.
    causes : list of str
        What has changed since the result was recorded: the submission, or anything else
        that is part of its key; and recorded marks that differ from those of the checks.
    """

    recorded: GradeResult
    again: GradeResult
    differences: list[str]
    causes: list[str]


@one_line_errors()
def replay(
    lesson: str,
    student: str,
    course_dir: str | PathLike,
    *,
    root: str | PathLike | None = None,
    sandboxed: bool = True,
) -> Replay:
    """Grade a submission again, without recording anything.

    Parameters
    ----------
    lesson : str
        A name (``03_lasso``) or a number (``03``).
    student : str
    course_dir : path
    root : path, optional
        The checkout, see `known_lessons`.
    sandboxed : bool

    Returns
    -------
    Replay

    Raises
    ------
    GradingError
        If the submission was not graded before, or its seed is not recorded.
    """
    if sandboxed:
        require_sandbox(course_dir)
    names = {
        name: item.name
        for item in known_lessons(course_dir, root)
        for name in (item.name, item.number)
    }
    with Recorder(Path(course_dir).resolve(), active=False) as recorder:
        lesson = names.get(lesson, lesson)
        recorded = recorder.known.get((student, lesson))
        if recorded is None:
            raise GradingError(
                f"{course_dir}: expected a recorded result of {student!r} in {lesson!r}, found none"
            )
        course = CourseFolder(Path(course_dir).resolve(), lesson)
        tasks = class_tasks([course], recorder, sandboxed=sandboxed, keep=False)
        task = next((task for task in tasks if task.student == student), None)
        if task is None:
            raise GradingError(f"{course_dir}: expected a submission of {student!r}, found none")
        again = _again(task)
    marks = {item.cell: item.score for item, _ in given_by_hand(recorded)}
    causes = [*_causes(recorded, again), *_overruled(recorded)]
    return Replay(recorded, with_human_marks(again, marks), differences(recorded, again), causes)


def given_by_hand(recorded: GradeResult) -> list[tuple[ExerciseResult, float | None]]:
    """Return cells whose recorded marks the checks did not give, and what the checks gave."""
    pairs = zip(recorded.exercises, reweighted(recorded, {}).exercises, strict=True)
    return [(item, checks.score) for item, checks in pairs if item.score != checks.score]


def _overruled(recorded):
    for item, score in given_by_hand(recorded):
        if score is not None and item.score is not None:
            yield (
                f"{item.name}: the record has {points(item.score)} points, the checks gave "
                f"{points(score)}; a person may have changed them in the gradebook"
            )


def _again(task):
    """Grade a task again, even if its result is known."""
    found = task.begin(reuse=False)
    if found is not None:  # there is nothing to grade
        return found.result
    with ends_on_ctrl_c():
        return grade_alone(task.submission, task.bundle, task.settings).result


def _causes(recorded, again):
    if recorded.submitted != again.submitted:
        yield "the submission is not the one that was graded"
    elif recorded.key != again.key:
        yield "the course's code, the lesson, the limits, the sandbox or a library has changed"
    elif recorded.key and differences(recorded, again):
        yield OTHER_MARKS
