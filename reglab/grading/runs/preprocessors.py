"""reglab's steps in nbgrader's autograde. Importing this file imports nbgrader."""

from dataclasses import replace
from pathlib import Path

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from reglab.grading.intake.files import files_beside
from reglab.grading.intake.repair import repair
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.seed import secret_seed
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.grade_notebook import Settings, examined
from reglab.sandbox.host.bubblewrap import require_sandbox

__all__ = ["ExamineSubmission", "RepairCells"]


def _course(step):
    """The course directory of the converter that runs a step, or None."""
    owner = step.parent
    while owner is not None and not hasattr(owner, "coursedir"):
        owner = owner.parent
    return owner and owner.coursedir


class RepairCells(NbGraderPreprocessor):
    """Restore the form of released cells, see `repair`."""

    def preprocess(
        self, nb: nbformat.NotebookNode, resources: dict
    ) -> tuple[nbformat.NotebookNode, dict]:
        """Repair a notebook and log what was changed."""
        course, names = _course(self), resources["nbgrader"]
        if course is not None:
            folder = course.format_path(course.release_directory, ".", names["assignment"])
            with open(f"{folder}/{names['notebook']}.ipynb", encoding="utf-8") as file:
                release = nbformat.read(file, as_version=4)
            for note in repair(nb, release):
                self.log.warning(note)
        return nb, resources


class ExamineSubmission(NbGraderPreprocessor):
    """Replace nbgrader's Execute: run code in the sandbox, and judge answers here.

    ``nbgrader autograde`` and the formgrader's button use this step, so they give the same
    marks as ``reglab grade``.
    """

    sandbox = Bool(True, help="Whether student code is isolated from this machine.").tag(
        config=True
    )

    def preprocess(
        self, nb: nbformat.NotebookNode, resources: dict
    ) -> tuple[nbformat.NotebookNode, dict]:
        """Run and judge a notebook, and log what was stopped."""
        names = resources["nbgrader"]
        root = Path(_course(self).root)
        if self.sandbox:
            require_sandbox(root)
        said = read_course_file(root)
        course = CourseFolder(root, names["assignment"])
        bundle = read_bundle(course, said.points)
        seed = secret_seed(root, course.lesson)
        settings = Settings(
            seed, said.limits, self.sandbox, str(root / ".mistakes"), floors=said.marks
        )
        files, _ = files_beside(course.submitted(names["student"]))
        found = examined(nb, bundle, settings, files)
        if found.busy:  # nbgrader grades one submission at a time
            found = examined(nb, bundle, replace(settings, alone=True), files)
        for line in found.stopped:
            self.log.warning(line)
        return nb, resources
