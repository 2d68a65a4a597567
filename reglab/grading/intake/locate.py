"""Is there a file where a student's notebook should be, and may it be opened?"""

import os
import stat
from difflib import get_close_matches

from reglab.grading.errors import SubmissionError
from reglab.grading.results import Status
from reglab.grading.size import megabytes

__all__ = ["LARGEST", "locate", "shown"]

# Bytes. A lesson that was run has less than a tenth of this, its figures included.
LARGEST = 25_000_000


def locate(path):
    """Make sure that a notebook can be read, and that it is the student's own.

    Nothing below ``submitted/`` is reached through a link: a link in an archive
    that a student made could lead to other submissions, or out of the course.

    Parameters
    ----------
    path : Path
        ``submitted/<student>/<lesson>/<lesson>.ipynb``.

    Raises
    ------
    SubmissionError
        If it is not there, is no file, is reached through a link, or is larger
        than `LARGEST` bytes.
    """
    folder, student = path.parent, path.parent.parent
    if not student.name.isprintable():
        raise SubmissionError(
            Status.FAILED, f"the student's folder needs a plain name, got {shown(student.name)}"
        )
    for place in (student, folder, path):
        if place.is_symlink():
            text = f"{shown(place.name)} is a link: expected the files themselves"
            raise SubmissionError(Status.FAILED, text)
    where = f"{folder.name}/{path.name}"
    kind = _kind(path)
    if kind is None:
        raise SubmissionError(
            Status.MISSING, f"expected the notebook {where}, found {_found(folder)}"
        )
    if not stat.S_ISREG(kind.st_mode):
        what = "a folder" if stat.S_ISDIR(kind.st_mode) else "something that is no file"
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
    """What is there instead, in words."""
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


def shown(name):
    """A file's name on one line and of moderate length, whatever it is.

    Examples
    --------
    >>> shown("lesson (1).ipynb"), shown("two\\nlines")
    ('lesson (1).ipynb', 'two?lines')
    """
    name = "".join(c if c.isprintable() else "?" for c in name)
    return name if len(name) <= 60 else f"{name[:57]}..."
