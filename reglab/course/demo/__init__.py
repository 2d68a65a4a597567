"""A demo class: submissions with known mistakes, to try grading with."""

from collections.abc import Iterable
from pathlib import Path

from reglab.course.demo.answers import Desk
from reglab.course.demo.students import BROKEN, STUDENTS, WHY
from reglab.course.errors import CourseError
from reglab.course.lessons import find_lessons, find_root

__all__ = ["BROKEN", "STUDENTS", "make_class"]

# One submission has an endless loop; the demo should not wait a minute for it.
_COURSE_FILE = """\
# The settings of this course; docs/grading.md lists all of them.

[limits]
cell_seconds = 10
exercise_seconds = 10
"""


def make_class(
    out: str | Path, lessons: Iterable[str] | None = None, *, root: str | Path | None = None
) -> list[tuple[str, str]]:
    """Write a course folder with the submissions of a demo class.

    Parameters
    ----------
    out : path
        The course folder, for ``submitted/<student>/<lesson>/<lesson>.ipynb`` and
        ``course.toml``.
    lessons : iterable of str, optional
        Names or numbers; by default 01 to 03, which have a demo class.
    root : path, optional
        The checkout; by default the nearest one at or above the working directory.

    Returns
    -------
    list of (str, str)
        Student and lesson of each submission, in order.

    Raises
    ------
    CourseError
        If a lesson has no demo class or has not been built.
    """
    root = find_root() if root is None else Path(root).resolve()
    found = find_lessons(root, list(WHY) if lessons is None else lessons)
    handed_in: list[tuple[str, str]] = []
    for lesson in found:
        desk = Desk(_built(lesson), WHY[lesson.name])
        for student, changes in STUDENTS.items():
            answers = changes.get(lesson.name, {})
            if answers is not None:
                _hand_in(out, student, lesson, desk.fill(answers))
                handed_in.append((student, lesson.name))
        for student, files in BROKEN.items():
            answers, spoil = files[lesson.name]
            _hand_in(out, student, lesson, desk.fill(answers), spoil)
            handed_in.append((student, lesson.name))
    Path(out, "course.toml").write_text(_COURSE_FILE, encoding="utf-8")
    return sorted(handed_in)


def _built(lesson):
    if lesson.name not in WHY:
        raise CourseError(
            f"expected one of {', '.join(WHY)}, the lessons with a demo class, got {lesson.name}"
        )
    for path in (lesson.notebook, lesson.release / f"{lesson.name}.ipynb"):
        if not path.is_file():
            raise CourseError(
                f"{lesson.label(path)}: expected the built lesson, found none; "
                f"run `reglab build {lesson.name}` first"
            )
    return lesson


def _hand_in(out, student, lesson, notebook, spoil=None):
    from reglab.course.demo.broken import write

    path = Path(out) / "submitted" / student / lesson.name / f"{lesson.name}.ipynb"
    (spoil or write)(notebook, path)
