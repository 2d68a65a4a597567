"""The lessons of a course, and where their files are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reglab._lesson_folders import chosen_course
from reglab.course.errors import CourseError

SOURCE_FOLDER = "solutions"
RELEASE_FOLDER = "notebooks"

_NAME = re.compile(r"(?P<number>\d\d)_[a-z0-9]+(_[a-z0-9]+)*")


@dataclass(frozen=True)
class Lesson:
    """One lesson of the course at `root`, named like ``03_lasso``.

    Examples
    --------
    >>> lesson = Lesson("03_lasso", Path("course"))
    >>> lesson.number, lesson.release.as_posix()
    ('03', 'course/notebooks/03_lasso')
    """

    name: str
    root: Path

    @property
    def number(self) -> str:
        """The two digits that every grade_id of the lesson starts with."""
        return self.name[:2]

    @property
    def folder(self) -> Path:
        """The folder of the source."""
        return self.root / SOURCE_FOLDER / self.name

    @property
    def text(self) -> Path:
        """The source, in py:percent format."""
        return self.folder / f"{self.name}.py"

    @property
    def notebook(self) -> Path:
        """The generated notebook with solutions."""
        return self.folder / f"{self.name}.ipynb"

    @property
    def release(self) -> Path:
        """The generated folder that students get."""
        return self.root / RELEASE_FOLDER / self.name

    def label(self, path: Path) -> str:
        """`path` as findings show it: relative to the course, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def find_root(start: str | Path | None = None) -> Path:
    """Return the nearest folder at or above `start` that is a course.

    Parameters
    ----------
    start : path, optional
        Where to start; by default the course of ``reglab --lessons``, or else the working
        directory.

    Raises
    ------
    CourseError
        If none of these folders holds both ``solutions/`` and ``nbgrader_config.py``.
    """
    start = Path(start or chosen_course() or ".").resolve()
    for folder in (start, *start.parents):
        if (folder / SOURCE_FOLDER).is_dir() and (folder / "nbgrader_config.py").is_file():
            return folder
    raise CourseError(
        f"{start}: expected a course here or above (a folder with {SOURCE_FOLDER}/ and "
        "nbgrader_config.py), found none"
    )


def find_lessons(root: str | Path, wanted: Iterable[str] | None = None) -> list[Lesson]:
    """Return the lessons of the course at `root`, in order.

    Parameters
    ----------
    root : path
        The folder that holds ``solutions/``.
    wanted : iterable of str, optional
        Names (``03_lasso``) or numbers (``03``); every lesson by default.

    Raises
    ------
    CourseError
        If a lesson is unknown, or a folder in ``solutions/`` is not named like a lesson:
        nbgrader would take it for an assignment.
    """
    root = Path(root)
    names = sorted(
        entry.name
        for entry in (root / SOURCE_FOLDER).glob("*")
        if entry.is_dir() and not entry.name.startswith((".", "_"))
    )
    bad = [name for name in names if not _NAME.fullmatch(name)]
    if bad:
        raise CourseError(
            *(f"{SOURCE_FOLDER}/{n}: expected a folder name such as 03_lasso" for n in bad)
        )
    if wanted is None:
        return [Lesson(name, root) for name in names]
    wanted = list(wanted)
    for key in wanted:
        if not any(key in (name, name[:2]) for name in names):
            known = ", ".join(names) or "none, there are no lessons yet"
            raise CourseError(f"unknown lesson {key!r}: expected one of {known}")
    return [Lesson(name, root) for name in names if name in wanted or name[:2] in wanted]
