"""nbgrader's own feedback page, made safe to hand out: `reglab grade` writes another, see `page`.

Importing this file imports nbgrader.
"""

import re

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from reglab.checks.notebook import REPORT_MIME
from reglab.grading.feedback.safe_cells import make_safe

__all__ = ["ForStudents"]

HIDDEN_TESTS = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*$\n?", re.DOTALL | re.MULTILINE
)


class ForStudents(NbGraderPreprocessor):
    """Take out of a graded notebook what its student should not see.

    Hidden tests go, and so do the frames of an error: the last line says what
    is wrong, and frames of the course's own code say how answers are judged.
    What a student's own HTML could do is taken out by `make_safe` and, in Markdown, by
    `markdown_filter`.
    """

    # Not used here: nbconvert sets it for all steps of a page, and warns of one without it.
    display_data_priority: List = List().tag(config=True)

    def preprocess(self, nb, resources):
        nb, resources = super().preprocess(nb, resources)
        make_safe(nb)
        return nb, resources

    def preprocess_cell(self, cell, resources, index):
        if cell.metadata.get("nbgrader", {}).get("points") == 0:
            # A visible check, or practice: "0.0 / 0.0" in the list of scores would only puzzle.
            cell.metadata.nbgrader.grade = False
        if cell.cell_type == "code":
            cell.source = HIDDEN_TESTS.sub("", cell.source).strip("\n")
            cell.outputs = [_without_frames(o) for o in cell.outputs if not _is_report(o)]
        return cell, resources


def _is_report(output):
    """Whether an output is the report as data, which the text beside it repeats."""
    return REPORT_MIME in output.get("data", {})


def _without_frames(output):
    if output.output_type == "error":
        output.traceback = [f"{output.ename}: {output.evalue}".rstrip(": ")]
    return output
