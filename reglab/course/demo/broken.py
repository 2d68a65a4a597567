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


def _last(notebook, ending):
    """The last cell of an exercise: its answer (""), its check, or its hidden check."""
    hidden = [cell.id for cell in notebook.cells if cell.id.endswith("-hidden")][-1]
    name = hidden.removesuffix("-hidden") + ending
    return next(cell for cell in notebook.cells if cell.id == name)


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
    place = notebook.cells.index(_last(notebook, ""))
    for cell in copy.deepcopy(notebook.cells[place : place + 2]):
        cell.id = f"{cell.id}-copy"
        notebook.cells.append(cell)
    write(notebook, path)


def deleted_cell(notebook, path):
    """The graded check of the last exercise is gone."""
    notebook.cells.remove(_last(notebook, "-hidden"))
    write(notebook, path)


def edited_check(notebook, path):
    """A graded check that says "full marks"."""
    _last(notebook, "-hidden").source = "100.0"
    write(notebook, path)


def bad_timestamp(notebook, path):
    """A timestamp that is none beside a sound notebook."""
    write(notebook, path)
    (path.parent / "timestamp.txt").write_text("yesterday, around midnight\n", encoding="utf-8")
