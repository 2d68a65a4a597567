"""A submitted notebook in a form that nothing trips over: a file may hold anything."""

import re
from copy import deepcopy

__all__ = ["normal_form"]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS = ("code", "markdown", "raw")


def normal_form(notebook, release):
    """The cells of a notebook with what grading uses of them.

    Outputs go, since the cells are run again; so does all metadata but
    nbgrader's and the tags. The kernel is the released notebook's.

    Parameters
    ----------
    notebook : dict
        As read, in the layout of nbformat 4; it need not be valid.
    release : NotebookNode
        What students were given.

    Returns
    -------
    NotebookNode
        Valid, in nbformat 4.
    """
    import nbformat

    cells = [_cell(cell) for cell in notebook["cells"] if isinstance(cell, dict)]
    taken = set()
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
    # Half of a pair of code units, which JSON can hold, is no text that could be written.
    return source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""


def _are_pictures(attachments):
    """Whether attachments are ``{name: {type: text}}``."""
    return isinstance(attachments, dict) and all(
        isinstance(data, dict) and all(isinstance(text, str) for text in data.values())
        for data in attachments.values()
    )
