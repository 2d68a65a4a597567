"""Record what a run finds: graded notebook, gradebook, page, result; in this order, and at once.

There is one recorder in a run. A result is written down last, so that a run
that is killed before has not finished that submission, and the next one does
it again, to the same end.
"""

import json
import os
import shutil
from dataclasses import replace

from reglab.course.files import write_file
from reglab.grading.feedback.page import write_page
from reglab.grading.intake.repair import unanswered
from reglab.grading.records.autograde import gradebook_url
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.exchange import make_releasable
from reglab.grading.records.gradebook import open_gradebook
from reglab.grading.records.journal import Journal
from reglab.grading.records.receipts import Receipts
from reglab.grading.records.store import read_results, save_results
from reglab.grading.verdict.marks import with_human_marks

__all__ = ["Recorder"]


class Recorder:
    """The one writer of a course folder, as a context.

    Parameters
    ----------
    root : Path
        The course folder.
    active : bool
        False writes nothing, and opens no gradebook.

    Attributes
    ----------
    course_file : CourseFile
    known : dict of GradeResult
        By student and lesson: the results of earlier runs.
    """

    def __init__(self, root, *, active=True):
        self._root, self._active = root, active
        self.course_file = read_course_file(root)
        self._journal = Journal(root)
        self._receipts = Receipts(root)
        self._new = []
        results = [*read_results(root, missing_ok=True), *self._journal.read()]
        self.known = {(result.student, result.lesson): result for result in results}

    def __enter__(self):
        if self._active:
            # What a killed run left is safe before anything else is done.
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

    def receipt(self, submission):
        """Write a submission's receipt; all receipts of its student and lesson."""
        return self._receipts.take(submission, write=self._active)

    def set_points(self, bundle):
        """Let the gradebook know what the graded cells are worth."""
        if self._active:
            self._book.set_points(bundle.lesson, dict(bundle.points))

    def has_notebook(self, task):
        """Whether the graded notebook of an earlier run is still there."""
        return task.course.autograded(task.student).is_file()

    def finish(self, graded, submission, bundle):
        """Record one result.

        Parameters
        ----------
        graded : Graded
        submission : Submission or None
            None if nothing was graded now.
        bundle : Bundle or None

        Returns
        -------
        GradeResult
            With the points that a human gave.
        """
        result = graded.result
        if not self._active:
            return result
        course = CourseFolder(self._root, result.lesson)
        result, marks = self._booked(course, graded, submission, bundle)
        final = with_human_marks(result, marks)
        final = self._with_page(course, final)
        if final != self.known.get((result.student, result.lesson)):
            self._journal.write(final)
            self._new.append(final)
        return final

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
            # What was graded before stays if its files were only put away.
            shutil.rmtree(course.autograded(result.student).parent, ignore_errors=True)
            self._book.withdraw(result.lesson, result.student)
        return result, marks

    def _to_look_at_again(self, result):
        """Cells that a human who gave points there should see again; None for all of them.

        A regrade of what was handed in before, after a check was mended, is no reason.
        """
        before = self.known.get((result.student, result.lesson))
        same = before is not None and before.submitted == result.submitted
        return self._reweighted(result) if same else None

    def _reweighted(self, result):
        """Cells that are worth something else than when they were recorded last."""
        before = self.known.get((result.student, result.lesson))
        worth = {item.cell: item.max_score for item in before.exercises} if before else {}
        return {i.cell for i in result.exercises if worth.get(i.cell) not in (None, i.max_score)}

    def _with_page(self, course, result):
        """Leave the student's page; one that cannot be made is a flag, and costs nobody a grade."""
        try:
            page = course.feedback(result.student)
            comments = self._book.comments(result.lesson, result.student)
            notebook = course.autograded(result.student)
            receipt = self._receipts.behind(result)
            write_page(result, page, notebook=notebook, comments=comments, receipt=receipt)
            make_releasable(page, course.submitted(result.student).parent)
        except Exception as error:
            problem = f"no feedback page: {type(error).__name__}: {error}"[:300]
            return replace(result, flags=(*result.flags, problem))
        return result
