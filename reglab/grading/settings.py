"""The configuration of nbgrader for grading, in `reglab grade` and in nbgrader's commands."""

from pathlib import Path
from typing import TYPE_CHECKING

from reglab.grading.records.autograde import COURSE, gradebook_url
from reglab.grading.records.course_file import read_course_file

if TYPE_CHECKING:
    from traitlets.config import Config

__all__ = ["configure"]


def configure(c: "Config") -> None:
    """Add reglab's preprocessors to nbgrader's autograde and feedback.

    If the working directory has a course file that names a gradebook, nbgrader uses
    that gradebook.

    Parameters
    ----------
    c : traitlets.config.Config
        Changed in place; other settings are kept.
    """
    from nbgrader.converters import Autograde, GenerateFeedback
    from nbgrader.preprocessors import DeduplicateIds, Execute, GetGrades

    from reglab.grading.feedback.generate import ForStudents
    from reglab.grading.feedback.safe_html import markdown_filter
    from reglab.grading.runs.preprocessors import ExamineSubmission, RepairCells

    # nbgrader's DeduplicateIds keeps metadata that stops the whole class, so replace it.
    ours = {DeduplicateIds: RepairCells, Execute: ExamineSubmission}
    for step in ("sanitize_preprocessors", "autograde_preprocessors"):
        default = getattr(Autograde, step).default_args[0]
        c.Autograde[step] = [ours.get(preprocessor, preprocessor) for preprocessor in default]
    # After GetGrades, which needs the cells' metadata to find their points.
    pages = GenerateFeedback.preprocessors.default_args[0]
    c.GenerateFeedback.preprocessors = [
        step for page in pages for step in ((page, ForStudents) if page is GetGrades else (page,))
    ]
    # Not `sanitize_html`, which has no effect on Markdown cells in nbgrader's page.
    c.HTMLExporter.filters = {"markdown2html": markdown_filter}
    course_file = read_course_file(Path.cwd())
    if course_file.gradebook:
        c.CourseDirectory.db_url = gradebook_url(Path.cwd(), course_file)
        c.CourseDirectory.setdefault("course_id", COURSE)
