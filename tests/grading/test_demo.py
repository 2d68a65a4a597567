"""The demo class: written from the real lessons, and every mistake gets its own hint."""

import re
from pathlib import Path

import nbformat
import pytest

from reglab.checks.judging.run import run_exercise
from reglab.checks.model import Exercise, registry
from reglab.course import CourseError, find_lessons
from reglab.course.demo import BROKEN, STUDENTS, make_class
from reglab.course.demo.answers import Desk, Mistake
from reglab.course.demo.students import WHY

ROOT = Path(__file__).parents[2]
SOUND = [(student, lesson) for student in STUDENTS for lesson in WHY]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    make_class(folder, root=ROOT)
    return folder


def changes_of(student, lesson):
    return STUDENTS[student].get(lesson, {})


def reports(demo, student, lesson):
    """The reports of all exercises on a submission's answers."""
    path = demo / "submitted" / student / lesson / f"{lesson}.ipynb"
    namespace = {}
    for cell in nbformat.read(path, as_version=4).cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("solution") and cell.cell_type == "code":
            exec(compile(f"import numpy as np\n{cell.source}", cell.id, "exec"), namespace)
    items = registry.items_of(lesson[3:])
    found = [id for id, item in items.items() if isinstance(item, Exercise)]
    return {id.partition(".")[2]: run_exercise(id, namespace, 7) for id in found}


def not_passed(found):
    return [name for name, report in found.items() if not report.passed]


def test_there_are_enough_submissions_with_plain_names(demo):
    handed_in = list(demo.glob("submitted/*/*"))
    assert len(handed_in) >= 20
    assert {path.name for path in handed_in} == set(WHY)
    names = [*STUDENTS, *BROKEN]
    assert sorted(names) == names
    assert all(re.fullmatch(r"\d\d-[a-z-]+", student) for student in names)


@pytest.mark.parametrize("lesson", WHY)
@pytest.mark.parametrize("student", ["01-perfect", "02-written-differently"])
def test_correct_answers_are_correct(demo, student, lesson):
    assert not_passed(reports(demo, student, lesson)) == []


@pytest.mark.parametrize(
    ("student", "lesson", "wrong", "known"),
    [
        (student, lesson, exercise, change.name)
        for student, lesson in SOUND
        for exercise, change in (changes_of(student, lesson) or {}).items()
        if isinstance(change, Mistake)
    ],
)
def test_a_known_mistake_is_the_only_one_and_is_recognized(demo, student, lesson, wrong, known):
    found = reports(demo, student, lesson)
    assert not_passed(found) == [wrong]
    assert known in {result.misconception for result in found[wrong].results}


@pytest.mark.parametrize(
    ("student", "wrong", "says"),
    [
        ("09-two-mistakes", "lambda_max", "how large must lam be for each column"),
        ("11-calls-the-reference", "lasso_cd", "this answer calls"),
        ("12-exception", "kkt_violation", "NameError"),
        ("13-changes-its-input", "lambda_max", "in place"),
    ],
)
def test_other_mistakes_say_what_they_are(demo, student, wrong, says):
    found = reports(demo, student, "03_lasso")
    assert not_passed(found) == [wrong]
    assert says in found[wrong].first_hint
    assert not {result.misconception for result in found[wrong].results} - {""}


def test_a_wrong_answer_does_not_cost_the_ones_that_use_it(demo):
    found = reports(demo, "03-hard-threshold", "03_lasso")
    assert found["lasso_cd"].passed
    assert any("soft_threshold does not pass" in note for note in found["lasso_cd"].notes)


@pytest.mark.parametrize("lesson", WHY)
def test_a_blank_submission_is_the_release(demo, lesson):
    released = ROOT / "notebooks" / lesson / f"{lesson}.ipynb"
    blank = demo / "submitted" / "10-blank" / lesson / f"{lesson}.ipynb"
    assert nbformat.read(blank, 4) == nbformat.read(released, 4)


def test_a_slip_in_the_table_of_students_is_named():
    (lesson,) = find_lessons(ROOT, ["03"])
    with pytest.raises(KeyError, match=r"answer must be one of .*lasso_cd.*, got lasso_dc"):
        Desk(lesson, "why").fill({"lasso_dc": None})


def test_a_lesson_without_a_class_is_one_line(checkout, tmp_path):
    with pytest.raises(CourseError, match=r"expected one of .*03_lasso, the lessons with a demo"):
        make_class(tmp_path, ["03"], root=checkout)
