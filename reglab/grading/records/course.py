"""The course folder: submissions, and what nbgrader needs to know about a lesson."""

import filecmp
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from reglab._files import replace_folder
from reglab.course import CourseError, Lesson, find_lessons, find_root
from reglab.course.config import IGNORED
from reglab.grading.errors import GradingError
from reglab.grading.records.autograde import gradebook_url, register
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.records.roster import SUBMITTED, roster

__all__ = ["CourseFolder", "known_lessons", "open_course", "unknown_lessons"]

CONFIG = '''\
"""For nbgrader's own commands in this folder, such as `nbgrader formgrader`."""

from reglab.course.config import configure
from reglab.grading.settings import configure as configure_grading

c = get_config()  # noqa: F821 (nbgrader provides it)
configure(c)
configure_grading(c)
'''


@dataclass(frozen=True)
class CourseFolder:
    """The files of one lesson in a course folder.

    Attributes
    ----------
    root : Path
        Contains ``submitted/<student>/<lesson>/<lesson>.ipynb`` and all files of grading.
    lesson : str
    """

    root: Path
    lesson: str

    @property
    def source(self) -> Path:
        """The notebook with solutions and hidden tests."""
        return Lesson(self.lesson, self.root).notebook

    @property
    def release(self) -> Path:
        """The released notebook."""
        return Lesson(self.lesson, self.root).release / f"{self.lesson}.ipynb"

    @property
    def log(self) -> Path:
        """The file for nbgrader's messages."""
        return self.root / "grading.log"

    def students(self) -> list[str]:
        """Return all students who handed in this or another lesson, in order."""
        return list(roster(self.root))

    def submitted(self, student: str) -> Path:
        """Return the path of a student's submitted notebook."""
        return self.root / SUBMITTED / student / self.lesson / f"{self.lesson}.ipynb"

    def autograded(self, student: str) -> Path:
        """Return the path of a student's graded notebook."""
        return self.root / "autograded" / student / self.lesson / f"{self.lesson}.ipynb"

    def feedback(self, student: str) -> Path:
        """Return the path of a student's feedback page."""
        return self.root / "feedback" / student / self.lesson / f"{self.lesson}.html"


def open_course(
    lesson: str, course_dir: str | PathLike, *, root: str | PathLike | None = None
) -> CourseFolder:
    """Prepare a course folder for grading a lesson.

    The lesson's notebook is copied from the checkout and registered with nbgrader,
    unless this was done before and the notebook has not changed. The students are
    registered, too.

    Parameters
    ----------
    lesson : str
        A name (``03_lasso``) or a number (``03``).
    course_dir : path
    root : path, optional
        The checkout; by default the nearest one at or above the working
        directory. Without a checkout, the course folder's own copy of the lesson is used.

    Returns
    -------
    CourseFolder

    Raises
    ------
    GradingError
        If there are no submissions, the lesson is unknown, or nbgrader refuses it.
    """
    folder = Path(course_dir).resolve()
    if not (folder / SUBMITTED).is_dir():
        raise GradingError(
            f"{course_dir}: expected submissions in submitted/<student>/<lesson>/<lesson>.ipynb, "
            "found no folder submitted/"
        )
    known = known_lessons(folder, root)
    source = next((item for item in known if lesson in (item.name, item.number)), None)
    if source is None:
        raise GradingError(unknown_lessons([lesson], known))
    course = CourseFolder(folder, source.name)
    if not source.notebook.is_file():
        raise GradingError(
            f"{source.label(source.notebook)}: expected the built lesson, found none; "
            f"run `reglab build {source.name}` first"
        )
    if not any(course.lesson in names for names in roster(folder).values()):
        raise GradingError(
            f"{course_dir}: expected submissions in submitted/<student>/{course.lesson}/, "
            "found none"
        )
    config = folder / "nbgrader_config.py"
    if not config.exists():
        config.write_text(CONFIG, encoding="utf-8")
    url = gradebook_url(folder, read_course_file(folder))
    _register(course, source, url)
    # A database may not be able to store unprintable names. Their submissions are refused when
    # they are graded, see `locate`.
    with open_gradebook(url) as book:
        book.enrol(filter(str.isprintable, course.students()))
    return course


def known_lessons(course_dir: str | PathLike, root: str | PathLike | None = None) -> list[Lesson]:
    """Return the lessons of the checkout or, without one, the course folder's own copies.

    Parameters
    ----------
    course_dir : path
    root : path, optional
        The checkout; by default the nearest one at or above the working directory.

    Returns
    -------
    list of Lesson
    """
    try:
        return find_lessons(find_root() if root is None else Path(root).resolve())
    except CourseError:
        return find_lessons(Path(course_dir))


def unknown_lessons(names: Iterable[str], known: Iterable[Lesson]) -> str:
    """Say in one line that lessons are not known, and what is."""
    wanted = ", ".join(map(repr, list(names)[:5]))  # a class may invent many folder names
    if expected := ", ".join(item.name for item in known):
        return f"unknown lesson {wanted}: expected one of {expected}"
    return (
        f"unknown lesson {wanted}: no course was found here or above (a folder with solutions/ and "
        "nbgrader_config.py); run this command in the folder of the course"
    )


def _register(course, source, url):
    """Register the lesson's cells and points with nbgrader, which also writes its release."""
    known = _is_known(course, url)  # first, since its error says why a gradebook cannot be opened
    fresh = course.source.is_file() and filecmp.cmp(source.notebook, course.source, shallow=False)
    if fresh and course.release.is_file() and known:
        return
    with tempfile.TemporaryDirectory() as kept:
        folders = [course.source.parent, course.release.parent]
        for index, folder in enumerate(folders):
            if folder.is_dir():
                shutil.copytree(folder, Path(kept) / str(index))
        # If the run is killed here, no old release must remain next to a new source.
        shutil.rmtree(course.release.parent, ignore_errors=True)
        if source.root != course.root:
            ignored = shutil.ignore_patterns(*IGNORED)
            shutil.copytree(source.folder, course.source.parent, ignore=ignored, dirs_exist_ok=True)
        reason = register(course.root, course.lesson, course.log, url)
        if reason:
            # Restore the folders, so that earlier grades stay and a refused lesson is not known.
            for index, folder in enumerate(folders):
                if (Path(kept) / str(index)).is_dir():
                    replace_folder(Path(kept) / str(index), folder)
                else:
                    shutil.rmtree(folder, ignore_errors=True)
            raise GradingError(f"{course.lesson}: nbgrader cannot use this lesson here: {reason}")


def _is_known(course, url):
    with open_gradebook(url) as book:
        return book.knows(course.lesson)
