"""The tasks of a run, one for each student and lesson."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from os.path import lexists

from reglab.grading.errors import LinkedNotebook, SubmissionError
from reglab.grading.intake.take_in import Submission, take_in
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.seed import secret_seed
from reglab.grading.results import GradeResult
from reglab.grading.runs.recorder import Recorder
from reglab.grading.verdict.bundle import Bundle, read_bundle
from reglab.grading.verdict.grade_notebook import Graded, Settings, result_key
from reglab.grading.verdict.late import GONE, LINKED, lateness, renewed
from reglab.grading.verdict.marks import reweighted
from reglab.grading.verdict.outputs import with_points

__all__ = ["Task", "class_tasks"]


class Task:
    """One student's submission of one lesson.

    Attributes
    ----------
    submission : Submission or None
        None until it is taken in.
    """

    def __init__(
        self,
        course: CourseFolder,
        student: str,
        bundle: Bundle,
        settings: Settings,
        recorder: Recorder,
        due: datetime | None,
    ):
        self.course, self.student, self.lesson = course, student, course.lesson
        self.bundle, self.settings = bundle, settings
        self._recorder, self._due = recorder, due
        self.submission: Submission | None = None

    def begin(self, *, reuse: bool = True) -> Graded | None:
        """Take the submission in.

        Parameters
        ----------
        reuse : bool
            Whether the result of an earlier run may be reused.

        Returns
        -------
        Graded or None
            The result of an earlier run, or a result that says why there is nothing to
            grade. None if the submission has to be graded.
        """
        try:
            submission = take_in(self.course, self.student)
        except SubmissionError as error:
            before = self._put_away(error) if reuse else None
            if before is not None:
                return self._again(before)
            return Graded(GradeResult(self.student, self.lesson, error.status, reason=error.reason))
        receipts = self._recorder.receipt(submission)
        count = len({receipt.sha256 for receipt in receipts})
        late = lateness(submission, self._due, count, receipts[-1].source)
        notes = [*submission.notes, *late]
        self.submission = replace(submission, notes=tuple(notes))
        before = self._recorder.known.get((self.student, self.lesson))
        key = result_key(submission, self.bundle, self.settings)
        if not reuse or before is None or before.key != key:
            return None
        if not self._recorder.has_notebook(self):
            return None
        return self._again(renewed(before, notes))

    def _put_away(self, error):
        """The result of an earlier submission that can no longer be read; None if none.

        It stays, as in the gradebook and on the student's page, because the folder may only
        have been moved, or backed up with hard links.
        """
        before = self._recorder.known.get((self.student, self.lesson))
        gone = not lexists(self.course.submitted(self.student).parent)
        linked = isinstance(error, LinkedNotebook)
        if not (gone or linked) or before is None or before.score is None:
            return None
        note = LINKED if linked else GONE
        return renewed(before, list(dict.fromkeys([note, *before.flags])))

    def _again(self, before):
        """The result of an earlier run, and its notebook if points have changed."""
        result = reweighted(before, dict(self.bundle.points))
        worth = {item.cell: item.max_score for item in before.exercises}
        same = worth == {item.cell: item.max_score for item in result.exercises}
        if same or not self._recorder.has_notebook(self):
            return Graded(result)
        notebook = self.course.autograded(self.student).read_text(encoding="utf-8")
        return Graded(result, with_points(notebook, result.exercises))


def class_tasks(
    courses: Iterable[CourseFolder],
    recorder: Recorder,
    *,
    seed: int | None = None,
    sandboxed: bool = True,
    keep: bool = True,
) -> list[Task]:
    """Return the tasks of a class, by lesson and then by student.

    Parameters
    ----------
    courses : list of CourseFolder
    recorder : Recorder
    seed : int, optional
        See `secret_seed`.
    sandboxed : bool
    keep : bool
        False writes nothing into the course folder: no new seed, no outputs of known mistakes.

    Returns
    -------
    list of Task
    """
    said = recorder.course_file
    tasks: list[Task] = []
    for course in courses:
        bundle = read_bundle(course, said.points)
        settings = Settings(
            secret_seed(course.root, course.lesson, seed, record=keep),
            said.limits,
            sandboxed,
            str(course.root / ".mistakes") if keep else "",
            floors=said.marks,
        )
        recorder.set_points(bundle)
        tasks += [
            Task(course, student, bundle, settings, recorder, said.due.get(course.lesson))
            for student in course.students()
        ]
    return tasks
