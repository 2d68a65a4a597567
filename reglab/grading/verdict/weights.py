"""Check the names in a course file: lessons, exercises, and cells with points."""

from difflib import get_close_matches
from os import PathLike
from typing import TYPE_CHECKING

from reglab.grading.errors import GradingError
from reglab.grading.intake.repair import grade_id
from reglab.grading.records.course import known_lessons
from reglab.grading.records.course_file import COURSE_FILE, CourseFile
from reglab.grading.verdict.plan import plan

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["check_names", "weighable"]

LISTED = 6


def weighable(notebook: "NotebookNode") -> dict[str, str]:
    """Return the graded cells of a lesson whose points can be changed.

    A visible check has no points, which cannot be changed.

    Parameters
    ----------
    notebook : NotebookNode
        With the source of its graded cells.

    Returns
    -------
    dict of str
        The cell's grade_id, by grade_id and by exercise or prediction.
    """
    steps = {step.name: step for step in plan(notebook) if step.exercise}
    found = {}
    for cell in notebook.cells:
        nbgrader, name = cell.metadata.get("nbgrader", {}), grade_id(cell)
        by_hand = nbgrader.get("solution") or nbgrader.get("points", 0) > 0
        if name is not None and nbgrader.get("grade") and (name in steps or by_hand):
            found[name] = name
            if name in steps:
                found[steps[name].exercise] = name
    return found


def check_names(
    said: CourseFile, course_dir: str | PathLike, *, root: str | PathLike | None = None
) -> None:
    """Check that all lessons and exercises named in a course file exist.

    Parameters
    ----------
    said : CourseFile
    course_dir : path
    root : path, optional
        The checkout, see `reglab.grading.records.course.open_course`.

    Raises
    ------
    GradingError
        If a lesson or an exercise is unknown.
    """
    if not said.points and not said.due:
        return
    lessons = known_lessons(course_dir, root)
    path = f"{course_dir}/{COURSE_FILE}"
    names = [lesson.name for lesson in lessons]
    for name in said.due:
        _expect(name, names, f"{path}: due: unknown lesson")
    if said.points:
        known = [name for lesson in lessons for name in _names(lesson)]
        for name in said.points:
            _expect(name, known, f"{path}: points: unknown exercise")


def _names(lesson):
    """The names in a lesson whose points can be changed; none if it is not built."""
    import nbformat

    try:
        notebook = nbformat.reads(lesson.notebook.read_text(encoding="utf-8"), as_version=4)
    except (OSError, ValueError):
        return []
    return list(weighable(notebook))


def _expect(name, known, what):
    if name in known:
        return
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    if near:
        raise GradingError(f"{what} {name!r}: did you mean {' or '.join(near)}?")
    some = [*known[:LISTED], *(["..."] if len(known) > LISTED else [])]
    listed = ", ".join(some) or "none, because no lesson is built"
    raise GradingError(f"{what} {name!r}: expected one of {listed}")
