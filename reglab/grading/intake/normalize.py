"""Bring a submitted notebook, which may contain anything, into a valid form."""

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["normal_form"]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS = ("code", "markdown", "raw")


def normal_form(notebook: dict[str, Any], release: "NotebookNode") -> "NotebookNode":
    """Return a notebook with only those parts of its cells that grading uses.

    Outputs are dropped, since the cells are run again, and so is all metadata except
    nbgrader's and the tags. The kernel is that of the released notebook.

    Parameters
    ----------
    notebook : dict
        The parsed file, in the layout of nbformat 4; it need not be valid.
    release : NotebookNode
        The released notebook.

    Returns
    -------
    NotebookNode
        Valid, in nbformat 4.
    """
    import nbformat

    cells = [_cell(cell) for cell in notebook["cells"] if isinstance(cell, dict)]
    taken: set[str] = set()
    for index, cell in enumerate(cells):
        if cell.id in taken or not _ID.fullmatch(cell.id):
            cell.id = f"submitted-{index}"
        taken.add(cell.id)
    return nbformat.v4.new_notebook(cells=cells, metadata=deepcopy(release.metadata))


def _cell(cell):
    import nbformat

    kind = cell.get("cell_type")
    kind = kind if kind in _KINDS else "raw"
    made = getattr(nbformat.v4, f"new_{kind}_cell")(_text(cell.get("source")))
    made.id = str(cell.get("id", ""))
    metadata = cell.get("metadata")
    if isinstance(metadata, dict):
        tags = metadata.get("tags")
        if isinstance(tags, list):
            named = (tag for tag in tags if isinstance(tag, str) and tag and "," not in tag)
            made.metadata.tags = list(dict.fromkeys(named))
        if "nbgrader" in metadata:
            made.metadata.nbgrader = metadata["nbgrader"]
    if kind == "markdown" and _are_pictures(cell.get("attachments")):
        made.attachments = cell["attachments"]
    return made


def _text(source):
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    # JSON can contain a single surrogate, which can't be encoded.
    return source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""


def _are_pictures(attachments):
    """Whether attachments are ``{name: {type: text}}``."""
    return isinstance(attachments, dict) and all(
        isinstance(data, dict) and all(isinstance(text, str) for text in data.values())
        for data in attachments.values()
    )
