"""A course folder: what was submitted for a lesson, and nbgrader's record of it."""

import filecmp
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from reglab.course import CourseError, Lesson, find_lessons, find_root
from reglab.course.config import IGNORED
from reglab.course.files import replace_folder
from reglab.grading.errors import GradingError
from reglab.grading.records.autograde import gradebook_url, register
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.gradebook import open_gradebook
from reglab.grading.records.roster import SUBMITTED, roster

__all__ = ["CourseFolder", "known_lessons", "open_course"]

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
        Holds ``submitted/<student>/<lesson>/<lesson>.ipynb`` and all that grading makes.
    lesson : str
    """

    root: Path
    lesson: str

    @property
    def source(self):
        """The notebook with solutions and hidden tests."""
        return Lesson(self.lesson, self.root).notebook

    @property
    def release(self):
        """The notebook as students were given it."""
        return Lesson(self.lesson, self.root).release / f"{self.lesson}.ipynb"

    @property
    def log(self):
        """Where nbgrader's messages go."""
        return self.root / "grading.log"

    def students(self):
        """Everybody who handed in something, if not for this lesson then for another, in order."""
        return list(roster(self.root))

    def submitted(self, student):
        """The notebook that a student handed in."""
        return self.root / SUBMITTED / student / self.lesson / f"{self.lesson}.ipynb"

    def autograded(self, student):
        """The same, after its cells were run."""
        return self.root / "autograded" / student / self.lesson / f"{self.lesson}.ipynb"

    def feedback(self, student):
        """The page that a student gets back."""
        return self.root / "feedback" / student / self.lesson / f"{self.lesson}.html"


def open_course(lesson, course_dir, *, root=None):
    """Make a course folder ready for grading a lesson.

    The lesson's notebook is copied from the checkout and made known to
    nbgrader, unless this has been done and nothing has changed since. So are the
    students.

    Parameters
    ----------
    lesson : str
        A name (``03_lasso``) or a number (``03``).
    course_dir : path
    root : path, optional
        The checkout; by default the nearest one at or above the working
        directory, and without one the course folder's own copy of the lesson.

    Returns
    -------
    CourseFolder

    Raises
    ------
    GradingError
        If there are no submissions or no lesson, or nbgrader refuses the lesson.
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
        names = ", ".join(item.name for item in known) or "none, there are no lessons here"
        raise GradingError(f"unknown lesson {lesson!r}: expected one of {names}")
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
    # Names that cannot be shown are refused when they are graded, see `locate`; a database may
    # not even hold them.
    with open_gradebook(url) as book:
        book.enrol(filter(str.isprintable, course.students()))
    return course


def known_lessons(course_dir, root=None):
    """The lessons of the checkout; without a checkout, the course folder's own copies.

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
        return find_lessons(course_dir)


def _register(course, source, url):
    """Let nbgrader know the lesson's cells and points; its own release is made on the way."""
    known = _is_known(course, url)  # asked first: a gradebook that cannot be opened says why
    fresh = course.source.is_file() and filecmp.cmp(source.notebook, course.source, shallow=False)
    if fresh and course.release.is_file() and known:
        return
    with tempfile.TemporaryDirectory() as kept:
        folders = [course.source.parent, course.release.parent]
        for index, folder in enumerate(folders):
            if folder.is_dir():
                shutil.copytree(folder, Path(kept) / str(index))
        # So that a run that is killed here leaves no old release beside a new source.
        shutil.rmtree(course.release.parent, ignore_errors=True)
        if source.root != course.root:
            ignored = shutil.ignore_patterns(*IGNORED)
            shutil.copytree(source.folder, course.source.parent, ignore=ignored, dirs_exist_ok=True)
        reason = register(course.root, course.lesson, course.log, url)
        if reason:
            # What was graded before stays, and a refused lesson is not taken for a known one.
            for index, folder in enumerate(folders):
                if (Path(kept) / str(index)).is_dir():
                    replace_folder(Path(kept) / str(index), folder)
                else:
                    shutil.rmtree(folder, ignore_errors=True)
            raise GradingError(f"{course.lesson}: nbgrader cannot use this lesson here: {reason}")


def _is_known(course, url):
    with open_gradebook(url) as book:
        return book.knows(course.lesson)
