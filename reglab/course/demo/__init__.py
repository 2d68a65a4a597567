"""A demo class: submissions whose mistakes are known, to see grading at work."""

from pathlib import Path

from reglab.course.demo.answers import Desk
from reglab.course.demo.students import BROKEN, STUDENTS, WHY
from reglab.course.errors import CourseError
from reglab.course.lessons import find_lessons, find_root

__all__ = ["BROKEN", "STUDENTS", "make_class"]

# One of the class has an endless loop, and nobody wants to watch a demo wait for a minute.
_COURSE_FILE = """\
# What an instructor decides about this course; docs/grading.md has all of it.

[limits]
cell_seconds = 10
exercise_seconds = 10
"""


def make_class(out, lessons=None, *, root=None):
    """Write a course folder with a demo class's submissions.

    Parameters
    ----------
    out : path
        The course folder; gets ``submitted/<student>/<lesson>/<lesson>.ipynb`` and a
        ``course.toml``.
    lessons : iterable of str, optional
        Names or numbers; by default 01 to 03, all that have a demo class.
    root : path, optional
        The checkout; by default the nearest one at or above the working directory.

    Returns
    -------
    list of (str, str)
        Student and lesson of each submission, in order.

    Raises
    ------
    CourseError
        If there is no demo class for a lesson, or it has not been built.
    """
    root = find_root() if root is None else Path(root).resolve()
    found = find_lessons(root, list(WHY) if lessons is None else lessons)
    handed_in = []
    for lesson in found:
        desk = Desk(_built(lesson), WHY[lesson.name])
        for student, changes in STUDENTS.items():
            if changes.get(lesson.name, {}) is not None:
                _hand_in(out, student, lesson, desk.fill(changes.get(lesson.name, {})))
                handed_in.append((student, lesson.name))
        for student, lessons_of in BROKEN.items():
            changes, spoil = lessons_of[lesson.name]
            _hand_in(out, student, lesson, desk.fill(changes), spoil)
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
