"""Write broken submissions: each function writes one kind in place of a sound notebook."""

import copy
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

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


def write(notebook: "NotebookNode", path: Path) -> None:
    """Write a sound notebook."""
    import nbformat

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")


def _last(notebook, ending):
    """The last cell of an exercise: its answer (""), its check, or its hidden check."""
    hidden = [cell.id for cell in notebook.cells if cell.id.endswith("-hidden")][-1]
    name = hidden.removesuffix("-hidden") + ending
    return next(cell for cell in notebook.cells if cell.id == name)


def cut_off(notebook: "NotebookNode", path: Path) -> None:
    """Write half of the JSON, as after an interrupted upload."""
    write(notebook, path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) // 2], encoding="utf-8")


def no_notebook(notebook: "NotebookNode", path: Path) -> None:
    """Write a note and no notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "note.txt").write_text("I will hand in later.\n", encoding="utf-8")


def renamed(notebook: "NotebookNode", path: Path) -> None:
    """Write the notebook under the name that a browser gives to a second download."""
    write(notebook, path.with_name(f"{path.stem} (1).ipynb"))


def copied_cell(notebook: "NotebookNode", path: Path) -> None:
    """Copy an answer and its check to the end, as a backup."""
    place = notebook.cells.index(_last(notebook, ""))
    for cell in copy.deepcopy(notebook.cells[place : place + 2]):
        cell.id = f"{cell.id}-copy"
        notebook.cells.append(cell)
    write(notebook, path)


def deleted_cell(notebook: "NotebookNode", path: Path) -> None:
    """Delete the graded check of the last exercise."""
    notebook.cells.remove(_last(notebook, "-hidden"))
    write(notebook, path)


def edited_check(notebook: "NotebookNode", path: Path) -> None:
    """Replace a graded check by "100.0"."""
    _last(notebook, "-hidden").source = "100.0"
    write(notebook, path)


def bad_timestamp(notebook: "NotebookNode", path: Path) -> None:
    """Write a sound notebook, and text that is not a time in its timestamp file."""
    write(notebook, path)
    (path.parent / "timestamp.txt").write_text("yesterday, around midnight\n", encoding="utf-8")
