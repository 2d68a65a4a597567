"""A small lesson with real exercises, and ways to fill it in and to grade it."""

from pathlib import Path

import nbformat
import pytest

from reglab.course import build
from reglab.grading import grade_notebook
from reglab.grading.intake.take_in import Submission
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.grade_notebook import Settings
from reglab.sandbox.guest.limits import Limits

LESSON = "03_small"
TEXT = """\
# %% nbgrader={"grade_id": "03-setup", "locked": true}
import numpy as np

from reglab.checks import check, predict

# %% nbgrader={"grade_id": "03-predict-choice", "solution": true}
choice = None
### BEGIN SOLUTION
choice = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "03-predict", "grade": true}
predict("lasso.support_grows", choice)

# %% nbgrader={"grade_id": "03-soft-threshold", "solution": true}
def soft_threshold(z, t):
    ### BEGIN SOLUTION
    return z - np.clip(z, -t, t)
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-soft-threshold-check", "grade": true}
check("lasso.soft_threshold")

# %% nbgrader={"grade_id": "03-soft-threshold-hidden", "grade": true}
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("lasso.soft_threshold")
### END HIDDEN TESTS

# %% tags=["experiment"]
print("a long experiment")

# %% nbgrader={"grade_id": "03-lambda-max", "solution": true}
def lambda_max(X, y):
    ### BEGIN SOLUTION
    return np.max(np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))) / len(y)
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-lambda-max-check", "grade": true}
check("lasso.lambda_max")

# %% nbgrader={"grade_id": "03-lambda-max-hidden", "grade": true}
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("lasso.lambda_max")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "03-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# Because of the kink.
# ### END SOLUTION
"""

RIGHT = {
    "03-predict-choice": 'choice = "b"',
    "03-soft-threshold": "def soft_threshold(z, t):\n    return z - np.clip(z, -t, t)",
    "03-lambda-max": (
        "def lambda_max(X, y):\n"
        "    return np.abs((X - X.mean(axis=0)).T @ (y - y.mean())).max() / len(y)"
    ),
    "03-why": "The absolute value has a kink at 0.",
}


@pytest.fixture(scope="session")
def checkout(tmp_path_factory):
    """A checkout with the small lesson, built once; tests only read it."""
    root = tmp_path_factory.mktemp("checkout")
    folder = root / "solutions" / LESSON
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.py").write_text(TEXT)
    (root / "nbgrader_config.py").write_text("")
    build(root=root)
    return root


@pytest.fixture(scope="session")
def release(checkout):
    """Give a function that reads the released notebook afresh."""
    path = checkout / "notebooks" / LESSON / f"{LESSON}.ipynb"
    return lambda: nbformat.read(path, as_version=4)


@pytest.fixture(scope="session")
def filled(release):
    """Give a function that fills answers in: the right ones, but for those given."""

    def fill(**answers):
        notebook = release()
        texts = {**RIGHT, **{f"03-{key.replace('_', '-')}": text for key, text in answers.items()}}
        for cell in notebook.cells:
            cell.source = texts.get(cell.id, cell.source)
        return notebook

    return fill


@pytest.fixture(scope="session")
def hand_in():
    """Give a function that writes a submission: a notebook, or any text."""

    def write(course, student, notebook, name=f"{LESSON}.ipynb"):
        folder = Path(course) / "submitted" / student / LESSON
        folder.mkdir(parents=True)
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        (folder / name).write_text(text, encoding="utf-8")

    return write


@pytest.fixture(scope="session")
def cell_of():
    """Give a function that finds the cell of an id."""

    def find(notebook, name):
        (found,) = [cell for cell in notebook.cells if cell.id == name]
        return found

    return find


@pytest.fixture(scope="session")
def bundle(checkout):
    """The small lesson as graders need it."""
    return read_bundle(CourseFolder(checkout, LESSON))


@pytest.fixture(scope="session")
def mark(bundle):
    """Give a function that grades a notebook in the sandbox; it writes nothing anywhere.

    Other options than `files` are `Limits`.
    """

    def grade(notebook, files=None, **limits):
        content = nbformat.writes(notebook).encode()
        submission = Submission("ann", LESSON, content, files or {})
        return grade_notebook(submission, bundle, Settings(5, Limits(**limits)))

    return grade
