"""Find the student of a notebook from the names in a download.

=====================  ==============================================================
Moodle                 ``Ann Lee_1234567_assignsubmission_file_/03_lasso.ipynb``
Canvas                 ``leeann_LATE_12345_67890_03_lasso-1.ipynb``
nbgrader, Blackboard   ``03_lasso_ann_attempt_2026-11-01-12-30-00_03_lasso.ipynb``
plain                  ``ann/03_lasso.ipynb``, ``ann/03_lasso/03_lasso.ipynb``
=====================  ==============================================================
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from reglab.grading.intake.downloads.lesson_name import told_lesson

__all__ = ["EXPECTED", "Name", "recognize"]

EXPECTED = (
    "notebooks as Moodle (Ann Lee_1234567_assignsubmission_file_/03_lasso.ipynb), "
    "Canvas (leeann_12345_67890_03_lasso.ipynb) or nbgrader's zip_collect name them, "
    "or <student>/<lesson>.ipynb"
)
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_file(?:_(?P<rest>.*))?")
_CANVAS = re.compile(r"(?P<name>.+?)_(?P<late>LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)")
_ATTEMPT = re.compile(r"(?P<before>.+)_attempt_(?P<time>[0-9\-]+)(?:_(?P<rest>.+))?")
# nbgrader's own example of `FileNameCollectorPlugin.named_regexp`.
_NBGRADER = re.compile(r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)")
# Folders of a course, which are no student's.
_FOLDERS = {"submitted", "notebooks", "solutions", "source", "release", "autograded", "feedback"}


@dataclass(frozen=True)
class Name:
    """What the names in a path contain.

    Attributes
    ----------
    student : str
        The name of a folder in ``submitted/``.
    lesson : str or None
        None if the file's name contains no lesson.
    source : str
        The other system's name for this student or file, for the receipt.
    order : tuple of int
        Of two notebooks with the same source, the one with the larger order is later.
    time : datetime.datetime or None
        The time in the name.
    at : int
        Index of the part of the path that names the student.
    """

    student: str
    lesson: str | None
    source: str = ""
    order: tuple[int, ...] = (0,)
    time: datetime | None = None
    at: int = field(default=0, repr=False)


def recognize(parts: tuple[str, ...], lessons: Iterable[str]) -> Name | None:
    """Read the path of a notebook.

    Parameters
    ----------
    parts : tuple of str
    lessons : iterable of str

    Returns
    -------
    Name or None
        None if the path does not name the student.

    Examples
    --------
    >>> recognize(("leeann_LATE_12345_67890_03_lasso-1.ipynb",), ["03_lasso"])
    Name(student='leeann_12345', lesson='03_lasso', source='canvas 67890 late', \
order=(67890, 1), time=None)
    """
    lessons = tuple(lessons)
    for index, part in enumerate(parts):
        for known in (_moodle, _attempt, _canvas):
            found = known(part, parts[index + 1 :], lessons)
            if found is not None:
                return replace(found, at=index) if _is_name(found.student) else None
    folders = [part.removesuffix(".zip") for part in parts[:-1]]
    lesson, number = told_lesson(parts[-1], lessons)
    if folders and told_lesson(folders[-1], lessons)[0]:
        folders.pop()
    if not folders or told_lesson(folders[-1], lessons)[0] or folders[-1] in _FOLDERS:
        return None
    student = _student(folders[-1])
    at = len(folders) - 1
    return Name(student, lesson, order=(0, number), at=at) if _is_name(student) else None


def _moodle(part, below, lessons):
    match = _MOODLE.fullmatch(part)
    if not match:
        return None
    # Moodle's number differs between assignments, so use the name; with anonymous marking
    # there is no name.
    anonymous = match["name"] == "Participant"
    student = f"Participant_{match['id']}" if anonymous else _student(match["name"])
    lesson, number = told_lesson(below[-1] if below else match["rest"] or "", lessons)
    return Name(student, lesson, f"moodle {match['id']}", (0, number))


def _canvas(part, below, lessons):
    match = _CANVAS.fullmatch(part)
    # Canvas makes no folders: the instructor named submissions_2026_11_lasso.
    if not match or (below and not part.lower().endswith(".zip")):
        return None
    lesson, number = told_lesson(below[-1] if below else match["rest"], lessons)
    late = " late" if match["late"] else ""
    student = _student(f"{match['name']}_{match['user']}")
    return Name(student, lesson, f"canvas {match['file']}{late}", (int(match["file"]), number))


def _attempt(part, below, lessons):
    match = _ATTEMPT.fullmatch(part)
    if not match:
        return None
    before, student = match["before"], ""
    for lesson in lessons:
        if before.startswith(f"{lesson}_"):
            student = before.removeprefix(f"{lesson}_")
        elif before.endswith(f"_{lesson}"):
            student = before.removesuffix(f"_{lesson}")
    if not student:
        known = _NBGRADER.match(part)
        student = known["student_id"] if known else before
    lesson, number = told_lesson(below[-1] if below else match["rest"] or "", lessons)
    return Name(_student(student), lesson, order=(0, number), time=_time(match["time"]))


def _time(text):
    digits = text.split("-")
    try:
        return datetime(*map(int, digits)) if len(digits) >= 3 else None
    except (ValueError, TypeError):
        return None


def _student(name):
    return unicodedata.normalize("NFC", name).strip()


def _is_name(student):
    """Whether a folder may have this name."""
    plain = student.isprintable() and not set(student) & set("/\\")
    return bool(student) and plain and not student.startswith((".", "__")) and len(student) <= 100
