"""Find the lessons that a class has handed in."""

from os import PathLike

from reglab.grading.errors import GradingError
from reglab.grading.records.course import known_lessons, unknown_lessons
from reglab.grading.records.graded import read_cells
from reglab.grading.records.roster import roster

__all__ = ["handed_in"]


def handed_in(course_dir: str | PathLike, *, root: str | PathLike | None = None) -> list[str]:
    """Return the lessons with points that at least one student has handed in, in order.

    A lesson without points, such as the introduction, is graded only if the instructor
    names it.

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
        If there is none.
    """
    found: set[str] = set().union(*roster(course_dir).values())
    known = known_lessons(course_dir, root)
    lessons = [lesson for lesson in known if lesson.name in found]
    if found and not lessons:
        raise GradingError(f"{course_dir}: {unknown_lessons(sorted(found), known)}")
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
    """Whether a lesson has points; assume so if its notebook is not built."""
    if not notebook.is_file():
        return True
    cells = read_cells(notebook, "run `reglab build`, or restore it from a backup") or ()
    return any(cell["metadata"].get("nbgrader", {}).get("points") for cell in cells)
