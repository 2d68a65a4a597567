"""nbgrader's own converters and gradebook, in this process and without its noise."""

import logging
import os
import sys
from contextlib import contextmanager
from pathlib import Path

from reglab.course.config import configure as configure_folders
from reglab.course.quiet import quiet

__all__ = ["Nbgrader"]


class Nbgrader:
    """nbgrader in one course folder. Making one imports nothing; the first call does.

    Parameters
    ----------
    root : path
        The course folder.
    log : path
        Where nbgrader's messages go.
    """

    def __init__(self, root, log):
        self._root, self._log = root, log

    def knows(self, lesson):
        """Whether the gradebook holds a lesson."""
        with self._session("*", lesson) as (config, _, _), _gradebook(config) as book:
            return any(n.name == lesson for a in book.assignments for n in a.notebooks)

    def register(self, lesson):
        """Run ``nbgrader generate_assignment``; the reason why it failed, or an empty text."""
        with self._session("*", lesson) as (config, course, log):
            from nbgrader.converters import GenerateAssignment

            return _run(GenerateAssignment(coursedir=course, config=config, log=log.logger), log)

    def autograde(self, lesson, student, seed):
        """Run ``nbgrader autograde`` for one student.

        Parameters
        ----------
        lesson, student : str
        seed : int
            What the graded checks draw their data from.

        Returns
        -------
        str
            The reason why it failed, or an empty text.
        """
        environment = {"REGLAB_SEED": str(seed)}
        with self._session(student, lesson, environment) as (config, course, log):
            from nbgrader.converters import Autograde

            converter = Autograde(coursedir=course, config=config, log=log.logger)
            folder = course.format_path(course.submitted_directory, student, lesson)
            # nbgrader reads names as patterns, and would not find "ann [late]".
            converter.init_notebooks = lambda: converter.assignments.update(
                {folder: [os.path.join(folder, f"{lesson}.ipynb")]}
            )
            return _run(converter, log)

    def marks(self, lesson, student):
        """Points that a human gave: ``{grade_id: points}``."""
        with self._session(student, lesson) as (config, _, _), _gradebook(config) as book:
            from nbgrader.api import MissingEntry

            try:
                submission = book.find_submission(lesson, student)
            except MissingEntry:
                return {}
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            return {g.name: g.manual_score for g in grades if g.manual_score is not None}

    @contextmanager
    def _session(self, student, lesson, environment=None):
        # `alembic` is called by name when the gradebook is made; nbgrader leaves its own
        # variables behind when a submission fails.
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        with (
            quiet(),
            _environment({"PATH": programs, **(environment or {})}),
            _Log(self._log) as log,
        ):
            from nbgrader.coursedir import CourseDirectory
            from traitlets.config import Config

            from reglab.grading.settings import configure

            config = Config()
            configure_folders(config)
            configure(config)
            config.CourseDirectory.root = str(self._root)
            config.CourseDirectory.assignment_id = lesson
            config.CourseDirectory.student_id = student
            config.BaseConverter.force = True
            yield config, CourseDirectory(config=config, log=log.logger), log


def _run(converter, log):
    folder = os.getcwd()
    try:
        converter.start()
    except Exception as error:  # nbgrader's, nbconvert's and the database's errors
        return log.reason or f"{type(error).__name__}: {error}"
    finally:
        os.chdir(folder)
    return ""


@contextmanager
def _gradebook(config):
    from nbgrader.api import Gradebook

    path = os.path.join(config.CourseDirectory.root, "gradebook.db")
    with Gradebook(f"sqlite:///{path}") as book:
        yield book


@contextmanager
def _environment(changes):
    before = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


class _Log(logging.Handler):
    """nbgrader's messages: all of them into a file, the first exception kept as the reason."""

    def __init__(self, path):
        super().__init__(logging.ERROR)
        self.reason = ""
        self._file = logging.FileHandler(path, encoding="utf-8", delay=True)
        self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self.logger = logging.Logger("nbgrader", logging.INFO)

    def emit(self, record):
        # The error itself is the last line of the stack of frames that nbgrader logs.
        if not self.reason and "Traceback (most recent call last)" in record.getMessage():
            self.reason = record.getMessage().strip().splitlines()[-1].strip()

    def __enter__(self):
        self.logger.addHandler(self)
        self.logger.addHandler(self._file)
        return self

    def __exit__(self, *exc):
        self._file.close()
