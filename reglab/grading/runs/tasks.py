"""What a run has to do: one task for each student and lesson, and what is known of it."""

from dataclasses import replace
from os.path import lexists

from reglab.grading.errors import SubmissionError
from reglab.grading.intake.take_in import take_in
from reglab.grading.records.seed import secret_seed
from reglab.grading.results import GradeResult
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.grade_notebook import Graded, Settings, result_key
from reglab.grading.verdict.late import GONE, lateness, renewed
from reglab.grading.verdict.marks import reweighted
from reglab.grading.verdict.outputs import with_points

__all__ = ["Task", "class_tasks"]


class Task:
    """One student's submission of one lesson.

    Attributes
    ----------
    submission : Submission or None
        Once it was taken in.
    """

    def __init__(self, course, student, bundle, settings, recorder, due):
        self.course, self.student, self.lesson = course, student, course.lesson
        self.bundle, self.settings = bundle, settings
        self._recorder, self._due = recorder, due
        self.submission = None

    def begin(self, *, reuse=True):
        """Take the submission in.

        Parameters
        ----------
        reuse : bool
            Whether the result of an earlier run will do.

        Returns
        -------
        Graded or None
            What is known without grading: the result of an earlier run, or why there is
            nothing to grade. None if it is to be graded.
        """
        try:
            submission = take_in(self.course, self.student)
        except SubmissionError as error:
            before = self._put_away() if reuse else None
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
        known = reuse and before is not None and before.key == key
        if not known or not self._recorder.has_notebook(self):
            return None
        return self._again(renewed(before, notes))

    def _put_away(self):
        """The result of an earlier submission whose files are no longer there, if there is one.

        It stays, as the gradebook and the student's page do: a folder that was moved is
        no reason to take points back.
        """
        before = self._recorder.known.get((self.student, self.lesson))
        gone = not lexists(self.course.submitted(self.student).parent)
        if not gone or before is None or before.score is None:
            return None
        return renewed(before, list(dict.fromkeys([GONE, *before.flags])))

    def _again(self, before):
        """The result of an earlier run, and its notebook if the points are others now."""
        result = reweighted(before, dict(self.bundle.points))
        worth = {item.cell: item.max_score for item in before.exercises}
        same = worth == {item.cell: item.max_score for item in result.exercises}
        if same or not self._recorder.has_notebook(self):
            return Graded(result)
        notebook = self.course.autograded(self.student).read_text(encoding="utf-8")
        return Graded(result, with_points(notebook, result.exercises))


def class_tasks(courses, recorder, *, seed=None, sandboxed=True, keep=True):
    """The tasks of a class, by lesson and then by student.

    Parameters
    ----------
    courses : list of CourseFolder
    recorder : Recorder
    seed : int, optional
        See `secret_seed`.
    sandboxed : bool
    keep : bool
        False keeps nothing in the course folder: no new seed, no outputs of wrong answers.

    Returns
    -------
    list of Task
    """
    said, tasks = recorder.course_file, []
    for course in courses:
        bundle = read_bundle(course, said.points)
        settings = Settings(
            secret_seed(course.root, course.lesson, seed, record=keep),
            said.limits,
            sandboxed,
            str(course.root / ".mistakes") if keep else "",
        )
        recorder.set_points(bundle)
        tasks += [
            Task(course, student, bundle, settings, recorder, said.due.get(course.lesson))
            for student in course.students()
        ]
    return tasks
