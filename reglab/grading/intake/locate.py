"""Check that a student's notebook is where it should be, and may be opened."""

import os
import stat
from difflib import get_close_matches
from pathlib import Path

from reglab.grading.errors import SubmissionError
from reglab.grading.results import Status
from reglab.grading.size import megabytes

__all__ = ["LARGEST", "locate", "shown"]

# Bytes. An executed lesson with its figures has less than a tenth of this.
LARGEST = 25_000_000


def locate(path: Path) -> None:
    """Check that a notebook can be read and is the student's own.

    Links below ``submitted/`` are not followed: a link in a student's archive
    could lead to other submissions, or out of the course.

    Parameters
    ----------
    path : Path
        ``submitted/<student>/<lesson>/<lesson>.ipynb``.

    Raises
    ------
    SubmissionError
        If it does not exist, is not a regular file, is reached through a link, or is
        larger than `LARGEST` bytes.
    """
    folder, student = path.parent, path.parent.parent
    if not student.name.isprintable():
        raise SubmissionError(
            Status.FAILED,
            f"the name of the student's folder must be printable, got {shown(student.name)}",
        )
    for place in (student, folder, path):
        if place.is_symlink():
            text = f"{shown(place.name)} must be a file or folder, got a link"
            raise SubmissionError(Status.FAILED, text)
    where = f"{folder.name}/{path.name}"
    kind = _kind(path)
    if kind is None:
        raise SubmissionError(
            Status.MISSING, f"expected the notebook {where}, found {_found(folder)}"
        )
    if not stat.S_ISREG(kind.st_mode):
        what = "a folder" if stat.S_ISDIR(kind.st_mode) else "something that is not a regular file"
        raise SubmissionError(Status.MISSING, f"expected the notebook {where}, found {what}")
    if kind.st_size > LARGEST:
        raise SubmissionError(
            Status.FAILED,
            f"the notebook has {megabytes(kind.st_size)}, more than {megabytes(LARGEST)}: "
            "clear all outputs, save it and hand it in again",
        )


def _kind(path):
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _found(folder):
    """A description of what was found instead of the notebook."""
    try:
        others = sorted(name for name in os.listdir(folder) if name.endswith(".ipynb"))
    except NotADirectoryError:
        return f"a file {folder.name}"
    except FileNotFoundError:
        names = get_close_matches(folder.name, _names(folder.parent), n=1)
        return ", but ".join([f"no folder {folder.name}", *map(shown, names)])
    return ", ".join(map(shown, others[:3])) if others else "no notebook"


def _names(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def shown(name: str) -> str:
    """Return a file's name as one line of at most 60 printable characters.

    Examples
    --------
    >>> shown("lesson (1).ipynb"), shown("two\\nlines")
    ('lesson (1).ipynb', 'two?lines')
    """
    name = "".join(c if c.isprintable() else "?" for c in name)
    return name if len(name) <= 60 else f"{name[:57]}..."
