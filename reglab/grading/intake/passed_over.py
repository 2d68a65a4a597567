"""List what is in ``submitted/`` and looks like a submission, but is not graded."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import islice
from os import PathLike
from pathlib import Path

from reglab.grading.intake.locate import shown
from reglab.grading.records.roster import SUBMITTED, is_litter

__all__ = ["looks_handed_in", "passed_over"]

# Folders of programs. They may contain copies of notebooks that no one handed in.
_OF_PROGRAMS = (
    *(".git", ".svn", ".hg", ".ipynb_checkpoints", ".Trash*", ".cache", ".venv", ".idea"),
    *(".vscode", "__pycache__"),
)
_NOTEBOOKS, _ARCHIVES = (".ipynb",), (".zip", ".tar", ".tgz", ".tar.gz", ".7z", ".rar")
_DEEPEST = 3  # folders below the one with the odd name
_MOST_FILES = 10_000  # that are looked at in one such folder
_SHOWN = 20


def passed_over(course_dir: str | PathLike) -> list[str]:
    """Return a line for each file or folder in ``submitted/`` that is passed over.

    A folder whose name begins with a dot or ``__`` is listed only if there is a notebook or an
    archive in it, since most such folders belong to the desktop, to git or to Jupyter.

    Parameters
    ----------
    course_dir : path

    Returns
    -------
    list of str
        At most 20 lines, and one that counts the others.
    """
    root = Path(course_dir) / SUBMITTED
    lines = [f"{where}: {why}" for where, why in _found(root)]
    more = [f"and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return [*lines[:_SHOWN], *more]


def looks_handed_in(parts: tuple[str, ...]) -> bool:
    """Return whether a path is that of a notebook or an archive, and not one of a program.

    Examples
    --------
    >>> looks_handed_in((".bob", "03_lasso.ipynb"))
    True
    >>> looks_handed_in(("__MACOSX", "._03_lasso.ipynb"))
    False
    """
    name = parts[-1].lower()
    if name.startswith("._") or name.endswith("-checkpoint.ipynb"):
        return False
    if any(fnmatch(part, pattern) for part in parts for pattern in _OF_PROGRAMS):
        return False
    return name.endswith((*_NOTEBOOKS, *_ARCHIVES))


def _found(root) -> Iterator[tuple[str, str]]:
    for path in _children(root):
        where = f"{SUBMITTED}/{shown(path.name)}"
        if path.is_dir() and not is_litter(path.name):
            for child in _children(path):
                if is_litter(child.name) and _holds_notebook(child):
                    yield f"{where}/{shown(child.name)}", _odd_name(child)
        elif path.is_dir():
            if _holds_notebook(path):
                yield where, _odd_name(path)
        elif path.is_symlink() and not path.exists():
            if not is_litter(path.name):
                yield where, "it is a link to something that does not exist"
        elif looks_handed_in((path.name,)):
            what = "an archive" if path.name.lower().endswith(_ARCHIVES) else "a file"
            way = (
                "import it with --collect"
                if what == "an archive"
                else f"move it to {SUBMITTED}/<student>/<lesson>/<lesson>.ipynb"
            )
            yield where, f"expected a folder for each student, got {what}: {way}"


def _children(folder):
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _odd_name(path):
    start = "a dot" if path.name.startswith(".") else "two underscores"
    return f"its name begins with {start}, so it was not graded: rename it to grade what is in it"


def _holds_notebook(folder):
    if folder.is_symlink() or not folder.is_dir():
        return False
    return any(
        looks_handed_in(path.relative_to(folder.parent).parts)
        for path in islice(_files(folder), _MOST_FILES)
    )


def _files(folder):
    for parent, folders, names in os.walk(folder, followlinks=False):
        if len(Path(parent).relative_to(folder).parts) >= _DEEPEST:
            folders.clear()
        yield from (Path(parent, name) for name in sorted(names))
