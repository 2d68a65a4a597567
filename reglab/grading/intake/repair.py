"""Make a submission gradable: restore all released cells, and keep only the answers' text."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from reglab.grading.intake.order import in_released_order

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["changed_checks", "grade_id", "is_empty", "repair", "unanswered"]

LISTED = 4  # names of moved cells in a note


def grade_id(cell: "NotebookNode") -> str | None:
    """Return the grade_id of a cell, or None; metadata of a submission may be anything."""
    found = cell.metadata.get("nbgrader")
    found = found.get("grade_id") if isinstance(found, dict) else None
    return found if isinstance(found, str) else None


def repair(notebook: "NotebookNode", release: "NotebookNode") -> list[str]:
    """Restore the form and order of the released cells.

    A copied cell, a deleted check, or a changed flag makes nbgrader refuse the
    submission (or all later ones); a tag may keep a graded cell from being run,
    for which nbgrader gives full marks. So each cell with nbgrader metadata is replaced
    by the released one, and only the answer's text is kept. Moved cells are put
    back; the student's own cells stay after the cell that they followed.

    Parameters
    ----------
    notebook : NotebookNode
        The submission; changed in place.
    release : NotebookNode
        The released notebook.

    Returns
    -------
    list of str
        The changes, one line each.
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
    cells, moved = in_released_order(cells, len(release.cells), _Places(release, cells).of)
    notes += _moved(moved)
    notes += _put_back(cells, known)
    notebook.cells = cells
    _number(notebook, known)
    return notes


def _restored(released, submitted):
    cell = deepcopy(released)
    if cell.metadata.nbgrader.get("solution"):
        cell.source = submitted.source
    return cell


class _Places:
    """The places of a submission's cells among the released ones."""

    def __init__(self, release, cells):
        self._released = release.cells
        self._graded = {grade_id(c): i for i, c in enumerate(release.cells) if grade_id(c)}
        self._others = self._matched(cells)

    def of(self, cell):
        """The place of a cell, as `in_released_order` expects it."""
        if grade_id(cell) in self._graded:
            return self._graded[grade_id(cell)], True
        place = self._others.get(id(cell))
        # A cell with changed text counts as the student's own and may stay where it is.
        return None if place is None else (place, _same_text(cell, self._released[place]))

    def _matched(self, cells):
        """Places of the cells without nbgrader metadata: by id, or by text if the id is lost."""
        others = {i: c for i, c in enumerate(self._released) if not grade_id(c)}
        by_id = {(c.get("id"), c.cell_type): i for i, c in others.items()}
        found = {}
        for cell in cells:
            place = by_id.pop((cell.get("id"), cell.cell_type), None)
            if place is not None:
                found[id(cell)] = place
        left = [(i, c) for i, c in others.items() if i not in found.values()]
        by_text = {(c.cell_type, c.source.strip()): i for i, c in reversed(left)}
        for cell in cells:
            if id(cell) not in found and not grade_id(cell):
                place = by_text.pop((cell.cell_type, cell.source.strip()), None)
                if place is not None:
                    found[id(cell)] = place
        return found


def _same_text(cell, released):
    return cell.source.strip() == released.source.strip()


def _moved(cells):
    """One line about cells that were put back into their order."""
    names = [grade_id(cell) or cell.get("id") for cell in cells if cell.cell_type == "code"]
    if names:
        listed = ", ".join(map(str, names[:LISTED]))
        more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
        yield f"moved cells were graded in their released places: {listed}{more}"


def _put_back(cells, known):
    """Insert missing released cells, each after the cell that it followed when released."""
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
    """Give every cell a unique id; older tools save none, and copies may share one."""
    notebook.nbformat_minor = max(notebook.get("nbformat_minor", 0), 5)
    taken = {released.get("id") for released in known.values()}
    for index, cell in enumerate(notebook.cells):
        if grade_id(cell):
            continue
        if cell.get("id") in taken or not cell.get("id"):
            cell["id"] = f"submitted-{index}"
        taken.add(cell["id"])


def changed_checks(notebook: "NotebookNode", release: "NotebookNode") -> list[str]:
    """Return the check cells whose text a student changed (grading restores them).

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
        if name is None or not is_check or name not in submitted:
            continue
        if submitted[name].source.strip() != cell.source.strip():
            changed.append(name)
    return changed


def is_empty(notebook: "NotebookNode", release: "NotebookNode") -> bool:
    """Return whether every answer of a notebook is unchanged.

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


def unanswered(notebook: dict[str, Any], released: dict[str, Any]) -> list[str]:
    """Return the answer cells that are unchanged.

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
