"""Broken and hostile submissions beside an honest one, from their files to the gradebook."""

from datetime import datetime

import nbformat
import pytest

from reglab.grading import grade_class
from reglab.grading.intake.locate import LARGEST
from reglab.grading.records.course import CourseFolder

LESSON = "03_small"
SEED = 5
pytestmark = pytest.mark.slow

RIGHT = "def soft_threshold(z, t):\n    return z - np.clip(z, -t, t)\n"
FLOOD = f'{RIGHT}\nfor i in range(2_000_000):\n    print("left in by mistake " * 5)'
KILLED = "import os\nimport signal\n\nos.kill(os.getpid(), signal.SIGTERM)\nos._exit(1)"


@pytest.fixture(scope="module")
def graded(checkout, filled, hand_in, tmp_path_factory):
    """The course's folder, and a function that gives a student's result."""
    folder = tmp_path_factory.mktemp("course")
    hand_in(folder, "a-honest", filled())
    hand_in(folder, "c-flood", filled(soft_threshold=FLOOD))
    hand_in(folder, "d-killed", filled(lambda_max=KILLED))
    hand_in(folder, "e-bad-time", "\ufeff" + nbformat.writes(filled()))
    (folder / f"submitted/e-bad-time/{LESSON}/timestamp.txt").write_bytes(b"\xff\x00" * 1_000_000)
    hand_in(folder, "f-good-time", filled())
    (folder / f"submitted/f-good-time/{LESSON}/timestamp.txt").write_text("2020-01-31 12:00:00 UTC")
    hand_in(folder, "g-link", "")
    place = folder / f"submitted/g-link/{LESSON}/{LESSON}.ipynb"
    place.unlink()
    place.symlink_to(folder / f"submitted/a-honest/{LESSON}/{LESSON}.ipynb")
    hand_in(folder, "h-huge", "")
    with open(folder / f"submitted/h-huge/{LESSON}/{LESSON}.ipynb", "wb") as file:
        file.truncate(4 * LARGEST)
    hand_in(folder, "i-future", '{"nbformat": 5, "cells": []}')
    results = {r.student: r for r in grade_class(["03"], folder, root=checkout, seed=SEED)}
    return folder, results.get


@pytest.fixture(scope="module")
def gradebook(graded):
    """Give a function: nbgrader's own record of a student's submission."""
    from nbgrader.api import Gradebook

    folder, _ = graded

    def record(student):
        with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
            submission = book.find_submission(LESSON, student)
            return submission.score, submission.timestamp

    return record


def autograded(folder, student):
    return CourseFolder(folder, LESSON).autograded(student)


def test_an_honest_submission_gets_full_marks(graded, gradebook):
    _, grade = graded
    result = grade("a-honest")
    assert (result.score, result.max_score, str(result.status)) == (4, 4, "graded")
    assert result.flags == ()
    assert gradebook("a-honest") == (4, None)


def test_a_flood_is_stopped_and_costs_no_point_and_no_disk(graded):
    folder, grade = graded
    result = grade("c-flood")
    assert (result.score, result.max_score, str(result.status)) == (4, 4, "stopped")
    assert result.reason == (
        "03-soft-threshold: printed more than 5 MB. Remove the calls of print."
    )
    assert autograded(folder, "c-flood").stat().st_size < 100_000
    page = CourseFolder(folder, LESSON).feedback("c-flood")
    assert page.stat().st_size < 1_000_000
    assert "printed more than 5 MB" in page.read_text("utf-8")


def test_a_process_that_ends_costs_only_its_own_exercise(graded):
    _, grade = graded
    result = grade("d-killed")
    assert (result.score, result.max_score, str(result.status)) == (3, 4, "stopped")
    ended = "its process ended early (a crash, or a call of exit)."
    assert f"03-lambda-max: {ended}" in result.flags


def test_a_bad_time_and_a_byte_order_mark_cost_nothing(graded, gradebook):
    _, grade = graded
    result = grade("e-bad-time")
    assert (result.score, str(result.status)) == (4, "graded")
    assert "timestamp.txt must be a time such as" in result.reason
    assert gradebook("e-bad-time") == (4, None)


def test_a_good_time_is_in_the_gradebook(gradebook):
    assert gradebook("f-good-time") == (4, datetime(2020, 1, 31, 12))


@pytest.mark.parametrize(
    ("student", "says"),
    [
        ("g-link", "must be a file or folder, got a link"),
        ("h-huge", "the notebook has 100 MB, more than 25 MB"),
        ("i-future", "notebook format must be 4 or older, got 5"),
    ],
)
def test_what_cannot_be_graded_says_why_on_a_page(graded, student, says):
    folder, grade = graded
    result = grade(student)
    assert (result.score, str(result.status)) == (None, "failed")
    assert says in result.reason
    assert says in CourseFolder(folder, LESSON).feedback(student).read_text("utf-8")


def test_a_broken_resubmission_takes_the_earlier_points_back(graded, gradebook, checkout):
    folder, _ = graded
    assert gradebook("f-good-time")[0] == 4
    assert autograded(folder, "f-good-time").exists()
    CourseFolder(folder, LESSON).submitted("f-good-time").write_text("{")
    course = CourseFolder(folder, LESSON)
    results = {r.student: r for r in grade_class(["03"], folder, root=checkout)}
    assert str(results["f-good-time"].status) == "failed"
    assert gradebook("f-good-time")[0] == 0
    assert not autograded(folder, "f-good-time").exists()
    assert "broken JSON" in course.feedback("f-good-time").read_text("utf-8")


def test_nothing_is_left_lying_about(graded):
    folder, _ = graded
    assert list(folder.glob(".grading-*")) == []
