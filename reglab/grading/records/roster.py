"""Who handed in, and for which lessons: the walk over ``submitted/``."""

import os
from pathlib import Path

__all__ = ["SUBMITTED", "roster"]

SUBMITTED = "submitted"
# Of archives and desktops; nbgrader's students have no such names.
_LITTER = (".", "__")


def roster(course_dir):
    """Everybody who handed in something.

    Files beside the students' folders are nobody's, and an empty folder is
    nothing; so is what archives and desktops leave behind.

    Parameters
    ----------
    course_dir : path
        Holds ``submitted/<student>/<lesson>/``.

    Returns
    -------
    dict of str to set of str
        For each student, in order, the names in the folder.
    """
    root = Path(course_dir) / SUBMITTED
    folders = [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
    found = {folder.name: _names(folder) for folder in folders if not _is_litter(folder.name)}
    return {student: found[student] for student in sorted(found) if found[student] != set()}


def _names(folder):
    try:
        return {name for name in os.listdir(folder) if not _is_litter(name)}
    except OSError:
        # Something is there; what is wrong with it is said when it is graded.
        return {""}


def _is_litter(name):
    return name.startswith(_LITTER)
