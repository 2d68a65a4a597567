"""nbgrader's own converters and gradebook, in this process and without its noise."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

from reglab.course.config import configure as configure_folders
from reglab.course.quiet import quiet
from reglab.grading.log import Log

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

    def enrol(self, students):
        """Let the gradebook know some students, before several processes need to at once."""
        with self._session("*", "") as (config, _, _), _gradebook(config) as book:
            for student in students:
                book.update_or_create_student(student)

    def autograde(self, lesson, student, seed, submitted):
        """Run ``nbgrader autograde`` for one student.

        Parameters
        ----------
        lesson, student : str
        seed : int
            What the graded checks draw their data from.
        submitted : str
            The folder in the course that holds ``<student>/<lesson>/<lesson>.ipynb``.

        Returns
        -------
        str
            The reason why it failed, or an empty text.
        """
        environment = {"REGLAB_SEED": str(seed)}
        with self._session(student, lesson, environment) as (config, course, log):
            from nbgrader.converters import Autograde

            converter = Autograde(coursedir=course, config=config, log=log.logger)
            course.submitted_directory = submitted
            _take(converter, submitted, student, lesson)
            return _run(converter, log)

    def feedback(self, lesson, student, notice=""):
        """Run ``nbgrader generate_feedback`` for one student.

        Parameters
        ----------
        lesson, student : str
        notice : str
            Stands at the top of the page.

        Returns
        -------
        str
            The reason why it failed, or an empty text.
        """
        with self._session(student, lesson) as (config, course, log):
            from nbgrader.converters import GenerateFeedback

            config.ForStudents.notice = notice
            converter = GenerateFeedback(coursedir=course, config=config, log=log.logger)
            _take(converter, course.autograded_directory, student, lesson)
            return _run(converter, log)

    def withdraw(self, lesson, student):
        """Take back what an earlier submission was given; a human's marks stay.

        Its graded notebook goes, and in the gradebook its points, so that these do not
        stand for a later submission that could not be graded.
        """
        with self._session(student, lesson) as (config, course, _), _gradebook(config) as book:
            from nbgrader.api import MissingEntry
            from nbgrader.utils import rmtree

            folder = course.format_path(course.autograded_directory, student, lesson)
            if os.path.isdir(folder):
                rmtree(folder)
            try:
                submission = book.find_submission(lesson, student)
            except MissingEntry:
                return
            for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
                grade.auto_score, grade.needs_manual_grade = None, True
            book.db.commit()

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
            Log(self._log) as log,
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


def _take(converter, folder, student, lesson):
    """Give a converter its one notebook.

    nbgrader reads names as patterns, and would not find "ann [late]".
    """
    folder = converter.coursedir.format_path(folder, student, lesson)
    notebooks = {folder: [os.path.join(folder, f"{lesson}.ipynb")]}
    converter.init_notebooks = lambda: converter.assignments.update(notebooks)


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
