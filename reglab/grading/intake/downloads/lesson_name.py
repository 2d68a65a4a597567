"""Which lesson a notebook is of: by its name, and if that was changed, by its cells."""

import json
import re

__all__ = ["lesson_of_cells", "told_lesson"]

# What browsers, Canvas and Jupyter add to a name that is taken: "-1", " (1)", "-Copy1".
_SUFFIX = re.compile(r"(?:-(?P<a>\d{1,3})|\s*\((?P<b>\d{1,3})\)|-Copy(?P<c>\d{0,3}))$")


def told_lesson(name, lessons):
    """The lesson in a file's name.

    Parameters
    ----------
    name : str
    lessons : iterable of str

    Returns
    -------
    lesson : str or None
    number : int
        That was added to the name; 0 if none was.

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


def lesson_of_cells(content, lessons):
    """The lesson that a notebook's graded cells belong to.

    Parameters
    ----------
    content : bytes
    lessons : iterable of str

    Returns
    -------
    str or None
        None unless it is exactly one.
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
