"""List ``submitted/``: who handed in, and for which lessons."""

import os
from os import PathLike
from pathlib import Path

__all__ = ["SUBMITTED", "is_litter", "roster"]

SUBMITTED = "submitted"
# Prefixes of files that archivers and desktops create. What looks like a submission in spite of
# such a name is listed by `reglab.grading.intake.passed_over`.
_LITTER = (".", "__")


def roster(course_dir: str | PathLike) -> dict[str, set[str]]:
    """Return all students who handed in something.

    Files next to the students' folders, empty folders, and files that archivers and
    desktops create are ignored.

    Parameters
    ----------
    course_dir : path
        Contains ``submitted/<student>/<lesson>/``.

    Returns
    -------
    dict of str to set of str
        For each student, in order, the names in the folder.
    """
    root = Path(course_dir) / SUBMITTED
    folders = [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
    found = {folder.name: _names(folder) for folder in folders if not is_litter(folder.name)}
    return {student: found[student] for student in sorted(found) if found[student] != set()}


def _names(folder):
    try:
        return {name for name in os.listdir(folder) if not is_litter(name)}
    except OSError:
        # The folder exists; grading it raises the error.
        return {""}


def is_litter(name: str) -> bool:
    """Return whether a name in ``submitted/`` is passed over; see also `passed_over`."""
    return name.startswith(_LITTER)
