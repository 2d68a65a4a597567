"""nbgrader's release step and its configuration, in this process and without its noise."""

import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path

from reglab.course.config import configure as configure_folders
from reglab.course.quiet import quiet
from reglab.grading.records.log import Log

__all__ = ["COURSE", "GRADEBOOK", "gradebook_url", "register"]

GRADEBOOK = "gradebook.db"
# nbgrader's name for a course without one, of which its gradebook has a row. An assignment that
# refers to no row is kept by SQLite and refused by PostgreSQL.
COURSE = "default_course"


def gradebook_url(root, course_file):
    """The database of a course folder: its own file, or what the course file says."""
    if not course_file.gradebook:
        return f"sqlite:///{root / GRADEBOOK}"
    # The driver by name: which one a bare URL stands for differs between SQLAlchemy 2.0 and 2.1.
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", course_file.gradebook)


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
        config.CourseDirectory.course_id = COURSE
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
