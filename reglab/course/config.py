"""The directories of the course, in one place for the builder and for nbgrader's commands."""

from reglab.course.lessons import RELEASE_FOLDER, SOURCE_FOLDER

# Base names. nbgrader copies everything that lies beside a notebook, and would release
# the source with its solutions; nor should a submitted numpy.py reach the grading folder.
IGNORED = [
    "*.py",
    "*.pyc",
    "__pycache__",
    ".ipynb_checkpoints",
    ".DS_Store",
    "feedback",
]


def configure(c):
    """Write the course's directories into a traitlets configuration.

    Parameters
    ----------
    c : traitlets.config.Config
        Changed in place; everything else in it stays.
    """
    c.CourseDirectory.source_directory = SOURCE_FOLDER
    c.CourseDirectory.release_directory = RELEASE_FOLDER
    # nbgrader's default is "solution"; that folder next to "solutions" would only confuse.
    c.CourseDirectory.solution_directory = "graded_solutions"
    c.CourseDirectory.ignore = list(IGNORED)
