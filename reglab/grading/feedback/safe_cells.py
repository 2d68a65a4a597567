"""Remove active content from a graded notebook before it is shown on a page."""

import re

import nbformat

from reglab.grading.feedback.safe_html import clean

__all__ = ["make_safe"]

SHOWN = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def make_safe(notebook: nbformat.NotebookNode) -> None:
    """Reduce a notebook to text and pictures.

    A student's code can put anything into an output, an execution count or a cell's
    metadata, and nbconvert's templates write some of it into the page unescaped.

    Parameters
    ----------
    notebook : NotebookNode
        The graded notebook; changed in place.
    """
    notebook.metadata.pop("widgets", None)
    notebook.metadata.pop("title", None)
    notebook.cells = [_cell(cell) for cell in notebook.cells]


def _cell(cell):
    if cell.cell_type == "raw":
        # nbconvert writes raw cells into the page unescaped.
        return nbformat.v4.new_code_cell(cell.source, id=cell.id)
    nbgrader = cell.metadata.get("nbgrader")
    cell.metadata = nbformat.from_dict({"nbgrader": nbgrader} if nbgrader else {})
    if cell.cell_type == "code":
        if type(cell.execution_count) is not int:
            cell.execution_count = None
        cell.outputs = [safe for output in cell.outputs for safe in _output(output)]
    return cell


def _output(output):
    """A list with the output in a safe form, or an empty list."""
    if output.output_type not in ("execute_result", "display_data"):
        return [output]
    data = {kind: output.data[kind] for kind in SHOWN if _is_sound(kind, output.data.get(kind))}
    if "text/html" in data:
        data["text/html"] = clean(data["text/html"])
    if not data:
        return []
    return [nbformat.v4.new_output(output.output_type, data=data)]


def _is_sound(kind, value):
    if not isinstance(value, str):
        return False
    return not kind.startswith("image/") or bool(_BASE64.fullmatch(value))
