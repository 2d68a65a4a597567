"""Make nbgrader's own feedback page safe; `reglab grade` writes another page, see `page`.

Importing this file imports nbgrader.
"""

import re

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from reglab.checks.notebook import REPORT_MIME
from reglab.grading.feedback.safe_cells import make_safe

__all__ = ["ForStudents"]

HIDDEN_TESTS = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*$\n?", re.DOTALL | re.MULTILINE
)


class ForStudents(NbGraderPreprocessor):
    """Remove from a graded notebook what its student should not see.

    Hidden tests are removed, and so are tracebacks: the last line says what is wrong,
    and frames of the course's code would reveal how answers are judged. Active
    HTML of the student is removed by `make_safe` and, in Markdown, by `markdown_filter`.
    """

    # Not used here, but nbconvert sets it for all steps of a page and warns if it is missing.
    display_data_priority: List = List().tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Preprocess all cells and make the notebook safe."""
        nb, resources = super().preprocess(nb, resources)
        make_safe(nb)
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, index: int
    ) -> tuple[NotebookNode, dict]:
        """Remove hidden tests, tracebacks and reports from a cell."""
        if cell.metadata.get("nbgrader", {}).get("points") == 0:
            # A visible check, or practice: "0.0 / 0.0" in the list of scores would be confusing.
            cell.metadata.nbgrader.grade = False
        if cell.cell_type == "code":
            cell.source = HIDDEN_TESTS.sub("", cell.source).strip("\n")
            cell.outputs = [_without_frames(o) for o in cell.outputs if not _is_report(o)]
        return cell, resources


def _is_report(output):
    """Whether an output is a report as data; the cell also contains it as text."""
    return REPORT_MIME in output.get("data", {})


def _without_frames(output):
    if output.output_type == "error":
        output.traceback = [f"{output.ename}: {output.evalue}".rstrip(": ")]
    return output
