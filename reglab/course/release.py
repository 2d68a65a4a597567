"""The release of a lesson, made by nbgrader.

`generate_assignment` removes an old release before it makes the new one, and leaves none
if that fails. It therefore runs on copies, in a temporary course.
"""

import logging
import shutil
from pathlib import Path

from reglab.course.config import IGNORED, configure
from reglab.course.errors import CourseError
from reglab.course.lessons import Lesson
from reglab.course.quiet import quiet


def make_release(lesson: Lesson, notebook: bytes, workspace: Path) -> Path:
    """Let nbgrader make the release of a lesson.

    Parameters
    ----------
    lesson : Lesson
        Files beside its source, such as pictures, are released too, except other
        notebooks and what `reglab.course.config.IGNORED` lists.
    notebook : bytes
        Its notebook with solutions.
    workspace : path
        An empty folder on the local disk, where the release is made.

    Returns
    -------
    path
        The folder with the release, inside `workspace`.

    Raises
    ------
    CourseError
        If nbgrader refuses the notebook; the text gives its reason.
    """
    copy = Lesson(lesson.name, workspace)
    ignored = shutil.ignore_patterns(*IGNORED, "*.ipynb")
    shutil.copytree(lesson.folder, copy.folder, ignore=ignored)
    copy.notebook.write_bytes(notebook)
    log = _Errors()
    with quiet():
        from nbgrader.converters import GenerateAssignment
        from nbgrader.coursedir import CourseDirectory
        from traitlets.config import Config

        config = Config()
        configure(config)
        config.CourseDirectory.root = str(workspace.resolve())
        config.CourseDirectory.assignment_id = lesson.name
        config.GenerateAssignment.no_database = True
        # nbgrader's --no-db sets both; either one alone still opens a database.
        config.SaveCells.enabled = False
        course = CourseDirectory(config=config, log=log.logger)
        try:
            GenerateAssignment(coursedir=course, config=config, log=log.logger).start()
        except Exception as error:  # nbgrader raises its own, nbconvert's and traitlets' errors
            reason = log.reason or f"{type(error).__name__}: {error}"
            raise CourseError(f"{lesson.label(lesson.text)}: nbgrader says {reason}") from error
    return copy.release


class _Errors(logging.Handler):
    """Keeps nbgrader's log, because its exceptions say only "see the log"."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.reason = None
        self.logger = logging.Logger("reglab.course.release")  # no parent: nothing is printed
        self.logger.addHandler(self)

    def emit(self, record):
        message = record.getMessage().strip()
        if message.startswith("Traceback"):
            self.reason = message.rpartition("\n")[2]
