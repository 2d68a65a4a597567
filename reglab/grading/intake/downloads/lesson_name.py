"""Find the lesson of a notebook from its name or, if that was changed, from its cells."""

import json
import re
from collections.abc import Iterable

__all__ = ["lesson_of_cells", "told_lesson"]

# Suffixes that browsers, Canvas and Jupyter add to a used name: "-1", " (1)", "-Copy1".
_SUFFIX = re.compile(r"(?:-(?P<a>\d{1,3})|\s*\((?P<b>\d{1,3})\)|-Copy(?P<c>\d{0,3}))$")


def told_lesson(name: str, lessons: Iterable[str]) -> tuple[str | None, int]:
    """Return the lesson in a file's name.

    Parameters
    ----------
    name : str
    lessons : iterable of str

    Returns
    -------
    lesson : str or None
    number : int
        The number that was added to the name; 0 if none was.

    Examples
    --------
    >>> told_lesson("03_lasso-1.ipynb", ["03_lasso"]), told_lesson("hw.ipynb", ["03_lasso"])
    (('03_lasso', 1), (None, 0))
    """
    stem = re.sub(r"\.ipynb$", "", name, flags=re.IGNORECASE)
    known = {lesson.casefold(): lesson for lesson in lessons}
    number = 0
    for _ in range(3):
        if stem.casefold() in known:
            return known[stem.casefold()], number
        match = _SUFFIX.search(stem)
        if not match:
            break
        number = int(next(filter(None, match.groups()), 0))
        stem = stem[: match.start()]
    return None, 0


def lesson_of_cells(content: bytes, lessons: Iterable[str]) -> str | None:
    """Return the lesson that a notebook's graded cells belong to.

    Parameters
    ----------
    content : bytes
    lessons : iterable of str

    Returns
    -------
    str or None
        None unless there is exactly one.
    """
    try:
        cells = json.loads(content)["cells"]
        ids = [str(cell["metadata"]["nbgrader"]["grade_id"]) for cell in cells if _named(cell)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    numbers = {id.partition("-")[0] for id in ids}
    found = [lesson for lesson in lessons if lesson.partition("_")[0] in numbers]
    return found[0] if len(found) == 1 else None


def _named(cell):
    return "grade_id" in cell.get("metadata", {}).get("nbgrader", {})
