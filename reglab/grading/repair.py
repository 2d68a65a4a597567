"""Make a submission gradable: of a graded lesson, only the text of the answers is the student's."""

from copy import deepcopy

__all__ = ["changed_checks", "grade_id", "is_empty", "repair", "unanswered"]


def grade_id(cell):
    """The grade_id of a cell, or None: metadata of a submission may be anything."""
    found = cell.metadata.get("nbgrader")
    found = found.get("grade_id") if isinstance(found, dict) else None
    return found if isinstance(found, str) else None


def repair(notebook, release):
    """Bring the cells that nbgrader knows back into the form in which they were released.

    A copied cell, a deleted check, or a changed flag makes nbgrader refuse the
    submission (or all that come after it); a tag may keep a graded cell from
    being run, which nbgrader takes for full marks. So each known cell is put
    in place of what was submitted, with nothing but the answer's text kept.

    Parameters
    ----------
    notebook : NotebookNode
        The submission; changed in place.
    release : NotebookNode
        What students were given.

    Returns
    -------
    list of str
        What was done, one line each.
    """
    known = {grade_id(cell): cell for cell in release.cells if grade_id(cell)}
    # The last of several copies counts, as in a kernel that runs them all.
    last = {grade_id(cell): index for index, cell in enumerate(notebook.cells)}
    notes, cells = [], []
    for index, cell in enumerate(notebook.cells):
        name = grade_id(cell)
        if name in known and last[name] == index:
            cell = _restored(known[name], cell)
        elif "nbgrader" in cell.metadata:
            if name in known:
                notes.append(f"{name}: a copy of this cell was graded as an ordinary cell")
            del cell.metadata["nbgrader"]
        cells.append(cell)
    notes += _put_back(cells, known)
    notebook.cells = cells
    _number(notebook, known)
    return notes


def _restored(released, submitted):
    cell = deepcopy(released)
    if cell.metadata.nbgrader.get("solution"):
        cell.source = submitted.source
    return cell


def _put_back(cells, known):
    """Insert the known cells that are missing, each behind the one it was released behind."""
    position = 0
    for name, released in known.items():
        here = next((i for i, cell in enumerate(cells) if grade_id(cell) == name), None)
        if here is None:
            cells.insert(position, deepcopy(released))
            position += 1
            yield f"{name}: the cell was missing and was put back as it was released"
        else:
            position = here + 1


def _number(notebook, known):
    """Give every cell an id of its own; older tools save none, and copies may share one."""
    notebook.nbformat_minor = max(notebook.get("nbformat_minor", 0), 5)
    taken = {released.get("id") for released in known.values()}
    for index, cell in enumerate(notebook.cells):
        if grade_id(cell):
            continue
        if cell.get("id") in taken or not cell.get("id"):
            cell["id"] = f"submitted-{index}"
        taken.add(cell["id"])


def changed_checks(notebook, release):
    """The graded cells whose text a student changed (grading restores them).

    Parameters
    ----------
    notebook : NotebookNode
        As submitted.
    release : NotebookNode

    Returns
    -------
    list of str
        Their grade_ids.
    """
    submitted = {grade_id(cell): cell for cell in notebook.cells}
    changed = []
    for cell in release.cells:
        metadata = cell.metadata.get("nbgrader", {})
        name = grade_id(cell)
        is_check = metadata.get("grade") and not metadata.get("solution")
        if is_check and name in submitted and submitted[name].source.strip() != cell.source.strip():
            changed.append(name)
    return changed


def is_empty(notebook, release):
    """Whether every answer of a notebook is as it was given out.

    Parameters
    ----------
    notebook : NotebookNode
        As submitted.
    release : NotebookNode

    Returns
    -------
    bool
    """
    submitted = {grade_id(cell): cell.source.strip() for cell in notebook.cells}
    given = {
        grade_id(cell): cell.source.strip()
        for cell in release.cells
        if grade_id(cell) and cell.metadata.nbgrader.get("solution")
    }
    return all(submitted.get(name, text) == text for name, text in given.items())


def unanswered(notebook, released):
    """Answers that are as they were given out.

    Parameters
    ----------
    notebook, released : dict
        In the layout of nbformat 4.

    Returns
    -------
    list of str
        Their grade_ids.
    """
    texts = [
        {
            cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
            for cell in found["cells"]
            if cell["metadata"].get("nbgrader", {}).get("solution")
        }
        for found in (notebook, released)
    ]
    return [name for name, text in texts[0].items() if texts[1].get(name) == text]
