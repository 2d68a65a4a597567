"""Links from the report to the students' feedback pages."""

import os
from os import PathLike
from pathlib import Path
from urllib.parse import quote

from reglab.grading.results import GradeResult

__all__ = ["feedback_link"]


def feedback_link(
    result: GradeResult, course: str | PathLike | None, folder: str | PathLike
) -> str:
    """Return the address of a student's feedback page, relative to the report.

    Parameters
    ----------
    result : GradeResult
    course : path or None
        The course folder with ``feedback/<student>/<lesson>/<lesson>.html``.
    folder : path
        The folder of the report.

    Returns
    -------
    str
        A relative address; empty if there is no such page.
    """
    if course is None or not (_is_name(result.student) and _is_name(result.lesson)):
        return ""
    pages = Path(course).resolve() / "feedback"
    page = pages / result.student / result.lesson / f"{result.lesson}.html"
    try:
        if not page.is_file():
            return ""
        path = os.path.relpath(page, Path(folder).resolve())
    except (OSError, ValueError):  # an invalid file name, or another drive
        return ""
    return quote(os.fsencode(path.replace(os.sep, "/")))


def _is_name(text):
    """Whether a text is a valid name of one folder."""
    return text not in ("", ".", "..") and not set(text) & {"/", "\\", "\0"}
