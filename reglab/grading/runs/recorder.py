"""Record the results of a run: graded notebook, gradebook, page and result, in this order.

A run has one recorder, which writes each result immediately. The result itself is
written last, so that a submission whose recording was interrupted is graded again
by the next run.
"""

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reglab._files import write_file
from reglab.grading.errors import GradingError
from reglab.grading.feedback.page import write_page
from reglab.grading.intake.repair import unanswered
from reglab.grading.intake.take_in import Submission
from reglab.grading.records.autograde import gradebook_url
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.exchange import make_releasable
from reglab.grading.records.files import of_the_disk
from reglab.grading.records.graded import read_cells
from reglab.grading.records.journal import Journal
from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.records.receipts import Receipt, Receipts
from reglab.grading.records.require import require_gradebook
from reglab.grading.records.seed import require_seeds
from reglab.grading.records.store import read_results, save_results
from reglab.grading.results import GradeResult
from reglab.grading.runs.differences import differences
from reglab.grading.verdict.bundle import Bundle
from reglab.grading.verdict.grade_notebook import Graded
from reglab.grading.verdict.marks import with_human_marks
from reglab.grading.verdict.reproducible import OTHER_MARKS

if TYPE_CHECKING:
    from reglab.grading.runs.tasks import Task

__all__ = ["Recorder"]


class Recorder:
    """A context that writes all results of a run into a course folder.

    Parameters
    ----------
    root : Path
        The course folder.
    active : bool
        False writes nothing and opens no gradebook.

    Attributes
    ----------
    course_file : CourseFile
    known : dict of GradeResult
        The results of earlier runs, by student and lesson.

    Raises
    ------
    DamagedRecord
        If a record cannot be read. Nothing has been written by then.
    """

    def __init__(self, root: Path, *, active: bool = True):
        self._root, self._active = root, active
        self.course_file = read_course_file(root)
        self._journal = Journal(root)
        self._receipts = Receipts(root)
        self._new: list[GradeResult] = []
        results = [*read_results(root, missing_ok=True), *self._journal.read()]
        self.known = {(result.student, result.lesson): result for result in results}
        self._receipts.require(self.known.values())
        require_seeds(root, {r.lesson for r in self.known.values() if r.score is not None})

    def __enter__(self):
        if self._active:
            # First save what a killed run left in the journal.
            save_results(self._root, self._journal.read())
            self._journal.clear()
            self._open = open_gradebook(gradebook_url(self._root, self.course_file))
            self._book = self._open.__enter__()
        return self

    def __exit__(self, *exc):
        if self._active:
            self._open.__exit__(*exc)
            save_results(self._root, self._new)
            self._journal.clear()

    def require_gradebook(self) -> None:
        """Check the gradebook before anything opens it, see `require_gradebook`."""
        require_gradebook(self._root, self.course_file, self.known.values())

    def require_notebooks(self, courses: Iterable[CourseFolder]) -> None:
        """Check that the graded notebooks of some lessons can be read.

        Raises
        ------
        DamagedRecord
        """
        for course in courses:
            for student, lesson in self.known:
                if lesson == course.lesson:
                    read_cells(course.autograded(student))

    def receipt(self, submission: Submission) -> list[Receipt]:
        """Write a submission's receipt, and return all receipts of its student and lesson."""
        return self._receipts.take(submission, write=self._active)

    def set_points(self, bundle: Bundle) -> None:
        """Write the points of the graded cells into the gradebook."""
        if self._active:
            self._book.set_points(bundle.lesson, dict(bundle.points))

    def has_notebook(self, task: "Task") -> bool:
        """Return whether the graded notebook of an earlier run exists."""
        return task.course.autograded(task.student).is_file()

    def finish(
        self, graded: Graded, submission: Submission | None, bundle: Bundle | None
    ) -> GradeResult:
        """Record one result.

        Parameters
        ----------
        graded : Graded
        submission : Submission or None
            None if nothing was graded in this run.
        bundle : Bundle or None

        Returns
        -------
        GradeResult
            The result, with manual marks.
        """
        result = graded.result
        if not self._active:
            return result
        if submission is not None:
            result = self._compared(result)
            graded = replace(graded, result=result)
        course = CourseFolder(self._root, result.lesson)
        result, marks = self._booked(course, graded, submission, bundle)
        final = with_human_marks(result, marks)
        final = self._with_page(course, final)
        if final != self.known.get((result.student, result.lesson)):
            self._journal.write(final)
            self._new.append(final)
        return final

    def _compared(self, result):
        """Flag a result if an earlier run gave other marks for the same key.

        A submission with a result is graded again only if its graded notebook is gone.
        """
        before = self.known.get((result.student, result.lesson))
        if before is None or not result.key or before.key != result.key:
            return result
        # The flag stays, even if the marks are now those of the first run.
        if OTHER_MARKS in before.flags or differences(before, result):
            return replace(result, flags=(OTHER_MARKS, *result.flags))
        return result

    def _booked(self, course, graded, submission, bundle):
        result, marks = graded.result, {}
        if result.score is not None:
            if graded.notebook:
                path = course.autograded(result.student)
                path.parent.mkdir(parents=True, exist_ok=True)
                write_file(path, graded.notebook.encode("utf-8", "replace"))
            if submission is None:
                marks = self._book.renew(result, self._reweighted(result))
            else:
                empty = unanswered(*map(json.loads, (graded.notebook, bundle.released)))
                again = self._to_look_at_again(result)
                marks = self._book.record(result, submission.time, empty, again)
        elif os.path.lexists(course.submitted(result.student).parent):
            # If the student's folder was removed, the earlier result stays.
            shutil.rmtree(course.autograded(result.student).parent, ignore_errors=True)
            self._book.withdraw(result.lesson, result.student)
        return result, marks

    def _to_look_at_again(self, result):
        """Cells whose manual marks have to be reviewed; None for all.

        If the submission is unchanged, for instance after a check was fixed, only cells with
        other points have to be.
        """
        before = self.known.get((result.student, result.lesson))
        same = before is not None and before.submitted == result.submitted
        return self._reweighted(result) if same else None

    def _reweighted(self, result):
        """Cells whose points have changed since they were recorded."""
        before = self.known.get((result.student, result.lesson))
        worth = {item.cell: item.max_score for item in before.exercises} if before else {}
        return {i.cell for i in result.exercises if worth.get(i.cell) not in (None, i.max_score)}

    def _with_page(self, course, result):
        """Write the student's page; if that fails, add a flag and keep the result.

        A full disk or a failing database is no fault of this page, and stops the run.
        """
        try:
            page = course.feedback(result.student)
            comments = self._book.comments(result.lesson, result.student)
            notebook = course.autograded(result.student)
            receipt = self._receipts.behind(result)
            write_page(result, page, notebook=notebook, comments=comments, receipt=receipt)
            make_releasable(page, course.submitted(result.student).parent)
        except GradingError:
            raise
        except Exception as error:
            if of_the_disk(error):
                raise
            problem = f"no feedback page: {type(error).__name__}: {error}"[:300]
            return replace(result, flags=(*result.flags, problem))
        return result
