"""A class of hostile and broken notebooks: each gets what it earned, and nobody else loses."""

import pytest

from reglab.checks.model import registry
from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.report import write_report
from tests.grading.redteam.hostile_class import (
    CASES,
    CHOSEN,
    FULL,
    HONEST,
    LESSON,
    grade_hostile_class,
    student_of,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graded(checkout, filled, tmp_path_factory):
    return grade_hostile_class(tmp_path_factory.mktemp("course"), checkout, filled)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_submission_gets_what_it_earned(graded, name):
    graded.assert_earned(name)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_submission_finds_nothing(graded, name):
    graded.assert_found_nothing(name)


@pytest.mark.parametrize("name", CASES)
def test_what_is_shown_of_it_can_do_nothing(graded, name):
    result = graded.results[student_of(name)]
    page = graded.page(student_of(name)) if result.student.isprintable() else ""
    assert len(page) < 1_000_000
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    shown = "".join([result.reason, *result.flags, *(item.hint for item in result.exercises)])
    assert len(shown) < 20_000
    assert "\x1b" not in page + shown


@pytest.mark.parametrize("student", HONEST)
def test_an_honest_submission_beside_them_gets_its_marks(graded, student):
    graded.assert_honest(student)


def test_the_gradebook_holds_what_was_found(graded):
    with open_gradebook(f"sqlite:///{graded.folder}/gradebook.db"):
        pass
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{graded.folder}/gradebook.db") as book:
        for student, result in graded.results.items():
            if result.score is not None:
                assert book.find_submission(LESSON, student).score == result.score, student


def test_the_report_of_the_class_can_do_nothing(graded, tmp_path):
    page = write_report(list(graded.results.values()), tmp_path, course=graded.folder)
    assert "<script>alert" not in page.read_text("utf-8")
    assert "<img src=x" not in page.read_text("utf-8")


def test_there_are_enough_of_them():
    assert len(CASES) >= 60 or CHOSEN
    assert all(case.__doc__ and case.EXPECTED for case in CASES.values())
    assert registry.points("lasso.soft_threshold") == FULL["soft"]


def test_nothing_of_theirs_is_left_in_the_course_folder(graded):
    names = {path.name for path in graded.folder.rglob("*") if "submitted" not in path.parts}
    assert not names & {"core", "filler", "large", "numpy.py", "sitecustomize.py"}
