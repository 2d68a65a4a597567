"""Broken files as they come in: each function writes one kind in place of a sound notebook."""

import copy

__all__ = [
    "bad_timestamp",
    "copied_cell",
    "cut_off",
    "deleted_cell",
    "edited_check",
    "no_notebook",
    "renamed",
    "write",
]


def write(notebook, path):
    """A sound notebook."""
    import nbformat

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")


def _graded(notebook, *, solution):
    """The graded cells or the answers, in order."""
    kind = "solution" if solution else "grade"
    other = "grade" if solution else "solution"
    found = [(cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells]
    return [cell for cell, m in found if m.get(kind) and not m.get(other)]


def cut_off(notebook, path):
    """An upload that broke off: the JSON has no end."""
    write(notebook, path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) // 2], encoding="utf-8")


def no_notebook(notebook, path):
    """A folder with a note in it, and no notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "note.txt").write_text("I will hand in later.\n", encoding="utf-8")


def renamed(notebook, path):
    """The notebook under the name that a browser gives to a second download."""
    write(notebook, path.with_name(f"{path.stem} (1).ipynb"))


def copied_cell(notebook, path):
    """An answer and its check, copied to the end as a backup."""
    answer = _graded(notebook, solution=True)[-1]
    place = notebook.cells.index(answer)
    for cell in copy.deepcopy(notebook.cells[place : place + 2]):
        cell.id = f"{cell.id}-copy"
        notebook.cells.append(cell)
    write(notebook, path)


def deleted_cell(notebook, path):
    """The graded check of the last exercise is gone."""
    notebook.cells.remove(_graded(notebook, solution=False)[-1])
    write(notebook, path)


def edited_check(notebook, path):
    """A graded check that says "full marks"."""
    _graded(notebook, solution=False)[-1].source = "100.0"
    write(notebook, path)


def bad_timestamp(notebook, path):
    """A timestamp that is none beside a sound notebook."""
    write(notebook, path)
    (path.parent / "timestamp.txt").write_text("yesterday, around midnight\n", encoding="utf-8")
