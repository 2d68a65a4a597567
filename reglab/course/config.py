"""The directories of the course, for the builder and for nbgrader's commands."""

from typing import TYPE_CHECKING

from reglab.course.lessons import RELEASE_FOLDER, SOURCE_FOLDER

if TYPE_CHECKING:
    from traitlets.config import Config

# Base names. nbgrader copies everything beside a notebook, and would release the source
# with its solutions. It would also copy a submitted numpy.py to the grading folder.
IGNORED = [
    "*.py",
    "*.pyc",
    "__pycache__",
    ".ipynb_checkpoints",
    ".DS_Store",
    "feedback",
]


def configure(c: "Config") -> None:
    """Set the course's directories in a traitlets configuration.

    Parameters
    ----------
    c : traitlets.config.Config
        Changed in place; its other settings stay.
    """
    c.CourseDirectory.source_directory = SOURCE_FOLDER
    c.CourseDirectory.release_directory = RELEASE_FOLDER
    # nbgrader's default is "solution", which is easily confused with "solutions".
    c.CourseDirectory.solution_directory = "graded_solutions"
    c.CourseDirectory.ignore = list(IGNORED)
