"""Which lessons a class has handed in."""

import json

from reglab.grading.errors import GradingError
from reglab.grading.records.course import known_lessons
from reglab.grading.records.roster import roster

__all__ = ["handed_in"]


def handed_in(course_dir, *, root=None):
    """The lessons with points that somebody has handed in, in order.

    A lesson without points, such as the first, which only shows how the others work,
    is graded if it is asked for by name.

    Parameters
    ----------
    course_dir : path
    root : path, optional
        The checkout, see `open_course`.

    Returns
    -------
    list of str

    Raises
    ------
    GradingError
        If there are none.
    """
    found = set().union(*roster(course_dir).values())
    lessons = [lesson for lesson in known_lessons(course_dir, root) if lesson.name in found]
    names = [lesson.name for lesson in lessons if _has_points(lesson.notebook)]
    if not names:
        others = ", ".join(lesson.name for lesson in lessons)
        came = f"found only {others}, which has no points: name it to grade it"
        raise GradingError(
            f"{course_dir}: expected submissions in submitted/<student>/<lesson>/<lesson>.ipynb, "
            f"{came if others else 'found none'}"
        )
    return names


def _has_points(notebook):
    """Whether a lesson carries points; one that is not built is not known to have none."""
    if not notebook.is_file():
        return True
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return any(cell["metadata"].get("nbgrader", {}).get("points") for cell in cells)
