"""nbgrader's release step and its configuration, in this process and without its noise."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

from reglab.course.config import configure as configure_folders
from reglab.course.quiet import quiet
from reglab.grading.log import Log

__all__ = ["GRADEBOOK", "gradebook_url", "register"]

GRADEBOOK = "gradebook.db"


def gradebook_url(root, course_file):
    """The database of a course folder: its own file, or what the course file says."""
    return course_file.gradebook or f"sqlite:///{root / GRADEBOOK}"


def register(root, lesson, log, url):
    """Run ``nbgrader generate_assignment`` in a course folder.

    Parameters
    ----------
    root : Path
    lesson : str
    log : Path
        Where nbgrader's messages go.
    url : str
        The gradebook.

    Returns
    -------
    str
        The reason why it failed, or an empty text.
    """
    with programs_on_path(), quiet(), Log(log) as messages:
        from nbgrader.converters import GenerateAssignment
        from nbgrader.coursedir import CourseDirectory
        from traitlets.config import Config

        config = Config()
        configure_folders(config)
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.db_url = url
        config.CourseDirectory.assignment_id = lesson
        config.BaseConverter.force = True
        course = CourseDirectory(config=config, log=messages.logger)
        folder = os.getcwd()
        try:
            GenerateAssignment(coursedir=course, config=config, log=messages.logger).start()
        except Exception as error:  # nbgrader's, nbconvert's and the database's errors
            return messages.reason or f"{type(error).__name__}: {error}"
        finally:
            os.chdir(folder)
        return ""


@contextmanager
def programs_on_path():
    """Let nbgrader find ``alembic``, which it calls by name when it makes a gradebook."""
    before = dict(os.environ)
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before.get("PATH", "")])
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)
