"""Run nbgrader's release step in this process, with its output redirected to a log."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from reglab.course.config import configure as configure_folders
from reglab.course.quiet import quiet
from reglab.grading.records.log import Log, unlogged

if TYPE_CHECKING:
    from reglab.grading.records.course_file import CourseFile

__all__ = ["COURSE", "GRADEBOOK", "gradebook_url", "register"]

GRADEBOOK = "gradebook.db"
# nbgrader's default name of a course, for which its gradebook has a row. PostgreSQL refuses an
# assignment of a course without a row; SQLite does not.
COURSE = "default_course"


def gradebook_url(root: Path, course_file: "CourseFile") -> str:
    """Return the URL of the gradebook: from the course file, or ``gradebook.db``."""
    if not course_file.gradebook:
        return f"sqlite:///{root / GRADEBOOK}"
    # Name the driver, since the default differs between SQLAlchemy 2.0 and 2.1.
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", course_file.gradebook)


def register(root: Path, lesson: str, log: Path, url: str) -> str:
    """Run ``nbgrader generate_assignment`` in a course folder.

    Parameters
    ----------
    root : Path
    lesson : str
    log : Path
        The file for nbgrader's messages.
    url : str
        The gradebook's.

    Returns
    -------
    str
        Why it failed; empty if it did not.
    """
    with quiet(), unlogged(), Log(log) as messages:
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
        except Exception as error:  # of nbgrader, nbconvert or the database
            return messages.reason or f"{type(error).__name__}: {error}"
        finally:
            os.chdir(folder)
        return ""
