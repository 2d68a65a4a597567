"""Make a submission gradable: of a graded lesson, only the text of the answers is the student's."""

from copy import deepcopy

from reglab.grading.intake.order import in_released_order

__all__ = ["changed_checks", "grade_id", "is_empty", "repair", "unanswered"]

LISTED = 4  # names of moved cells in a note


def grade_id(cell):
    """The grade_id of a cell, or None: metadata of a submission may be anything."""
    found = cell.metadata.get("nbgrader")
    found = found.get("grade_id") if isinstance(found, dict) else None
    return found if isinstance(found, str) else None


def repair(notebook, release):
    """Bring the cells that were given out back into their released form and order.

    A copied cell, a deleted check, or a changed flag makes nbgrader refuse the
    submission (or all that come after it); a tag may keep a graded cell from
    being run, which nbgrader takes for full marks. So each cell that nbgrader knows
    is put in place of what was submitted, with nothing but the answer's text kept.
    Cells that were moved go back; the student's own stay behind the cell that they followed.

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
    """Where cells of a submission were given out."""

    def __init__(self, release, cells):
        self._released = release.cells
        self._graded = {grade_id(c): i for i, c in enumerate(release.cells) if grade_id(c)}
        self._others = self._matched(cells)

    def of(self, cell):
        """What `in_released_order` asks for."""
        if grade_id(cell) in self._graded:
            return self._graded[grade_id(cell)], True
        place = self._others.get(id(cell))
        # With another text it is the student's own, who may want it where it is.
        return None if place is None else (place, _same_text(cell, self._released[place]))

    def _matched(self, cells):
        """Places of the cells that nbgrader does not know: by id, or by text if the id is lost."""
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
