"""Links from the report to the pages that students get back."""

import os
from pathlib import Path
from urllib.parse import quote

__all__ = ["feedback_link"]


def feedback_link(result, course, folder):
    """The address of a student's feedback page as seen from the report.

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
    except (OSError, ValueError):  # a name that no file can have, or another drive
        return ""
    return quote(os.fsencode(path.replace(os.sep, "/")))


def _is_name(text):
    """Whether a text is the name of one folder and leads nowhere else."""
    return text not in ("", ".", "..") and not set(text) & {"/", "\\", "\0"}
