"""Honest submissions get what plain nbgrader would give, which runs the checks among them."""

import os
import shutil
from pathlib import Path

import nbformat
import pytest

from reglab.course.config import configure
from reglab.course.demo import make_class
from reglab.course.quiet import quiet
from reglab.grading import grade_class
from reglab.grading.records.course import open_course

ROOT = Path(__file__).parents[2]
LESSON = "03_lasso"
SEED = 5
# Right, a known mistake, an unknown one, a refused answer, and one that earns a share.
SOME = (
    "02-written-differently",
    "03-hard-threshold",
    "09-two-mistakes",
    "11-calls-the-reference",
    "13-changes-its-input",
)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Some of the demo class, without what takes long and earns nothing."""
    folder = tmp_path_factory.mktemp("demo")
    make_class(folder, ["03"], root=ROOT)
    for student in os.listdir(folder / "submitted"):
        if student not in SOME:
            shutil.rmtree(folder / "submitted" / student)
    for path in folder.glob(f"submitted/*/{LESSON}/{LESSON}.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if "experiment" in cell.metadata.get("tags", []):
                cell.source = ""
        nbformat.write(notebook, path)
    return folder


def scores(folder):
    """Points of the graded cells by student, as a gradebook has them."""
    from nbgrader.api import Gradebook

    with quiet(), Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in book.assignment_submissions(LESSON)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def plainly_graded(folder):
    """What nbgrader finds with its own steps: cells run in a kernel, graded ones among them."""
    with quiet():
        from nbgrader.converters import Autograde
        from nbgrader.coursedir import CourseDirectory
        from traitlets.config import Config

        config = Config()
        configure(config)
        config.CourseDirectory.root = str(folder)
        config.CourseDirectory.db_url = f"sqlite:///{folder}/gradebook.db"
        config.CourseDirectory.assignment_id = LESSON
        config.ExecutePreprocessor.timeout = 120
        directory = CourseDirectory(config=config)
        here = os.getcwd()
        try:
            Autograde(coursedir=directory, config=config).start()
        finally:
            os.chdir(here)
    return scores(folder)


def test_the_demo_class_gets_the_same_points(course, tmp_path, monkeypatch):
    open_course(LESSON, course, root=ROOT)
    plain = tmp_path / "plain"
    shutil.copytree(course, plain)
    results = grade_class([LESSON], course, root=ROOT, seed=SEED)
    ours = scores(course)
    monkeypatch.setenv("REGLAB_SEED", str(SEED))
    expected = plainly_graded(plain)
    assert len(results) == len(SOME)
    assert any(0 < score < 3 for score in expected.values() if score)
    assert {key: (ours[key], score) for key, score in expected.items() if ours[key] != score} == {}
    assert ours.keys() == expected.keys()
