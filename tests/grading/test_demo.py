"""The demo class: written from the real lesson, and every mistake gets its own hint."""

import re
from pathlib import Path

import nbformat
import pytest

from reglab.checks.core.run import run_exercise
from reglab.course import CourseError
from reglab.course.demo import CLASS, make_class

ROOT = Path(__file__).parents[2]
EXERCISES = ("soft_threshold", "lambda_max", "kkt_violation", "lasso_cd", "lasso_path")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    assert make_class("03", folder, root=ROOT) == list(CLASS)
    return folder


def reports(demo, student):
    """The reports of all exercises on a submission's answers, and its prediction."""
    path = demo / "submitted" / student / "03_lasso" / "03_lasso.ipynb"
    namespace = {}
    for cell in nbformat.read(path, as_version=4).cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("solution") and cell.cell_type == "code":
            exec(compile(f"import numpy as np\n{cell.source}", cell.id, "exec"), namespace)
    found = {name: run_exercise(f"lasso.{name}", namespace, 7) for name in EXERCISES}
    return found, namespace.get("path_prediction")


def test_there_are_enough_students_with_plain_names(demo):
    assert len(CLASS) >= 10
    assert sorted(CLASS) == list(CLASS)
    assert all(re.fullmatch(r"\d\d-[a-z-]+", student) for student in CLASS)


@pytest.mark.parametrize("student", ["01-perfect", "02-written-differently"])
def test_correct_answers_are_correct(demo, student):
    found, prediction = reports(demo, student)
    assert all(report.passed for report in found.values()), found
    assert prediction == "b"


@pytest.mark.parametrize(
    ("student", "wrong", "known"),
    [
        (student, exercise, change[1])
        for student, changes in CLASS.items()
        for exercise, change in changes.items()
        if isinstance(change, tuple) and change[0] == "bank"
    ],
)
def test_a_known_mistake_is_the_only_one_and_is_recognized(demo, student, wrong, known):
    found, _ = reports(demo, student)
    assert [name for name, report in found.items() if not report.passed] == [wrong]
    assert known in {result.misconception for result in found[wrong].results}


@pytest.mark.parametrize(
    ("student", "wrong", "says"),
    [
        ("09-two-mistakes", "lambda_max", "what does each column ask of lam"),
        ("11-calls-the-reference", "lasso_cd", "this answer calls"),
        ("12-exception", "kkt_violation", "NameError"),
        ("13-changes-its-input", "lambda_max", "in place"),
    ],
)
def test_other_mistakes_say_what_they_are(demo, student, wrong, says):
    found, _ = reports(demo, student)
    assert [name for name, report in found.items() if not report.passed] == [wrong]
    assert says in found[wrong].first_hint
    assert not {result.misconception for result in found[wrong].results} - {""}


def test_a_wrong_answer_does_not_cost_the_ones_that_use_it(demo):
    found, _ = reports(demo, "03-hard-threshold")
    assert found["lasso_cd"].passed
    assert any("soft_threshold does not pass" in note for note in found["lasso_cd"].notes)


def test_a_blank_submission_is_the_release(demo):
    released = ROOT / "notebooks" / "03_lasso" / "03_lasso.ipynb"
    blank = demo / "submitted" / "10-blank" / "03_lasso" / "03_lasso.ipynb"
    assert nbformat.read(blank, 4) == nbformat.read(released, 4)


def test_another_lesson_is_one_line(checkout, tmp_path):
    with pytest.raises(CourseError, match="expected 03_lasso, the lesson with a demo class"):
        make_class("03", tmp_path, root=checkout)
