"""Where the exercises of lessons are: in this package, in other packages, and in course folders.

`reglab.exercises` takes its ``__path__`` from here, so that the exercises of every course are
imported, cut for the sandbox and graded in one way.
"""

import os
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from reglab.errors import UserError

__all__ = ["VARIABLE", "chosen_course", "lesson_folders", "use_course"]

# Folders of courses, as in PATH. Processes that grade inherit it from the command.
VARIABLE = "REGLAB_LESSONS"
GROUP = "reglab.exercises"
EXERCISES = "exercises"
# Beside it, one of these makes a folder a course; students have the second one only.
LESSONS = ("solutions", "notebooks")


def lesson_folders() -> list[str]:
    """Folders with lessons outside of this package, each once.

    Those of installed packages come first (entry point ``reglab.exercises``), then those of the
    courses in the environment variable ``REGLAB_LESSONS``, then those of the course that the
    working directory is in.

    Returns
    -------
    list of str
        Absolute paths. Each holds a package for every lesson.

    Raises
    ------
    UserError
        If a course of ``REGLAB_LESSONS`` has no exercises, or an installed package cannot be
        found.
    """
    courses = [_exercises_of(course) for course in _chosen_courses()]
    return list(dict.fromkeys(map(str, [*_of_packages(), *courses, *_around(Path.cwd())])))


def use_course(folder: Path) -> None:
    """Use the exercises of a course, in this process and in those that it starts.

    Parameters
    ----------
    folder : Path
        Holds ``exercises/``. Its folder ``solutions/``, if there is one, is where authors'
        commands work.

    Raises
    ------
    UserError
        If it has no exercises.
    """
    home = str(_exercises_of(folder))
    courses = dict.fromkeys(map(str, [folder.resolve(), *_chosen_courses()]))
    os.environ[VARIABLE] = os.pathsep.join(courses)
    loaded = sys.modules.get("reglab.exercises")
    if loaded is not None and home not in loaded.__path__:
        loaded.__path__.append(home)


def chosen_course() -> Path | None:
    """The first course of ``REGLAB_LESSONS``; None if the variable is empty."""
    return next(iter(_chosen_courses()), None)


def _chosen_courses():
    return [Path(path) for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]


def _exercises_of(course):
    home = course.resolve() / EXERCISES
    if not home.is_dir():
        raise UserError(f"expected a course with a folder {EXERCISES}/, got {course}")
    return home


def _around(folder):
    """The exercises of the course that a notebook, or a command, is started in."""
    for parent in (folder, *folder.parents):
        beside = any((parent / name).is_dir() for name in LESSONS)
        if beside and (parent / EXERCISES).is_dir():
            yield parent / EXERCISES
            return


def _of_packages():
    for entry in metadata.entry_points(group=GROUP):
        spec = find_spec(entry.value)
        if spec is None or spec.submodule_search_locations is None:
            raise UserError(
                f"expected an installed package {entry.value}, as the entry point {entry.name!r} "
                f"of {GROUP} says; found none"
            )
        yield from map(os.path.abspath, spec.submodule_search_locations)
