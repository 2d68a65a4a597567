"""nbgrader's configuration while it grades: for `reglab grade` and for nbgrader's commands."""

from pathlib import Path

from reglab.grading.records.autograde import COURSE, gradebook_url
from reglab.grading.records.course_file import read_course_file

__all__ = ["configure"]


def configure(c):
    """Plug our preprocessors into nbgrader's autograde and feedback.

    If the working directory, where nbgrader looks for a course, has a course file
    that names a gradebook, nbgrader takes that one.

    Parameters
    ----------
    c : traitlets.config.Config
        Changed in place; everything else in it stays.
    """
    from nbgrader.converters import Autograde, GenerateFeedback
    from nbgrader.preprocessors import DeduplicateIds, Execute, GetGrades

    from reglab.grading.feedback.generate import ForStudents
    from reglab.grading.feedback.safe_html import markdown_filter
    from reglab.grading.runs.preprocessors import ExamineSubmission, RepairCells

    # nbgrader's DeduplicateIds leaves metadata that stops the whole class: ours takes its place.
    ours = {DeduplicateIds: RepairCells, Execute: ExamineSubmission}
    for step in ("sanitize_preprocessors", "autograde_preprocessors"):
        default = getattr(Autograde, step).default_args[0]
        c.Autograde[step] = [ours.get(preprocessor, preprocessor) for preprocessor in default]
    # After GetGrades, which finds a cell's points by its metadata.
    pages = GenerateFeedback.preprocessors.default_args[0]
    c.GenerateFeedback.preprocessors = [
        step for page in pages for step in ((page, ForStudents) if page is GetGrades else (page,))
    ]
    # Not `sanitize_html`: nbgrader's page does not let it reach Markdown cells.
    c.HTMLExporter.filters = {"markdown2html": markdown_filter}
    course_file = read_course_file(Path.cwd())
    if course_file.gradebook:
        c.CourseDirectory.db_url = gradebook_url(Path.cwd(), course_file)
        c.CourseDirectory.setdefault("course_id", COURSE)
