"""The gradebook: points go in, and what a human did there is never touched."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from reglab.grading import GradeResult, GradingError, Status, grade_class
from reglab.grading.records.course import CourseFolder, open_course
from reglab.grading.records.database import hidden
from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.records.store import read_results
from reglab.grading.results import ExerciseResult
from reglab.grading.verdict.late import GONE, LINKED
from reglab.grading.verdict.marks import summed

LESSON = "03_small"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def registered(checkout, filled, hand_in, tmp_path_factory):
    """A course folder whose gradebook knows the lesson and one student."""
    folder = tmp_path_factory.mktemp("registered")
    hand_in(folder, "ann", filled())
    open_course(LESSON, folder, root=checkout)
    return folder


@pytest.fixture
def folder(registered, tmp_path):
    shutil.copytree(registered, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def book(folder):
    with open_gradebook(f"sqlite:///{folder}/gradebook.db") as opened:
        yield opened


@pytest.fixture
def grade_of(folder):
    """Give a function that reads or changes a grade with nbgrader's own means."""
    from nbgrader.api import Gradebook

    def look(cell, student="ann", manual=None):
        with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
            grade = gradebook.find_grade(cell, LESSON, LESSON, student)
            if manual is not None:
                grade.manual_score, grade.needs_manual_grade = manual, False
                gradebook.db.commit()
            return grade.auto_score, grade.manual_score, grade.needs_manual_grade, grade.score

    return look


def result(soft=2.0, student="ann"):
    items = [
        ExerciseResult("lasso.support_grows", "03-predict", 1.0, 1.0),
        ExerciseResult("lasso.soft_threshold", "03-soft-threshold-hidden", soft, 2.0),
        ExerciseResult("lasso.lambda_max", "03-lambda-max-hidden", 1.0, 1.0),
        ExerciseResult("03-why", "03-why", None, 3.0),
    ]
    return summed(GradeResult(student, LESSON, Status.GRADED), items)


def test_points_are_recorded_with_their_time_and_what_is_open(book, grade_of, folder):
    assert book.record(result(), datetime(2026, 11, 1, 12)) == {}
    assert grade_of("03-soft-threshold-hidden") == (2, None, False, 2)
    assert grade_of("03-why") == (None, None, True, 0)
    assert grade_of("03-lambda-max-check") == (0, None, False, 0)
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        submission = gradebook.find_submission(LESSON, "ann")
        assert (submission.score, submission.timestamp) == (4, datetime(2026, 11, 1, 12))


def test_recording_twice_is_recording_once(book, grade_of):
    book.record(result())
    book.record(result(soft=0.5))
    assert grade_of("03-soft-threshold-hidden")[0] == 0.5


def test_points_of_a_human_are_kept_and_given_back(book, grade_of):
    book.record(result())
    grade_of("03-why", manual=2.5)
    grade_of("03-soft-threshold-hidden", manual=1.0)
    marks = book.record(result(soft=0.0))
    assert marks == {"03-why": 2.5, "03-soft-threshold-hidden": 1.0}
    assert grade_of("03-why")[1] == 2.5
    assert grade_of("03-soft-threshold-hidden")[1:] == (1.0, True, 1.0)


def test_a_withdrawn_submission_keeps_what_a_human_gave(book, grade_of):
    book.record(result())
    grade_of("03-why", manual=2.5)
    book.withdraw(LESSON, "ann")
    assert grade_of("03-soft-threshold-hidden")[0] is None
    assert grade_of("03-why") == (None, 2.5, True, 2.5)
    book.withdraw(LESSON, "nobody")


def test_points_can_be_worth_something_else(book, folder):
    from nbgrader.api import Gradebook

    book.set_points(LESSON, {"03-lambda-max-hidden": 5.0})
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        assert gradebook.find_assignment(LESSON).max_score == 1 + 2 + 5 + 3


def test_a_submission_without_a_time_has_not_that_of_the_one_before(book, folder):
    from nbgrader.api import Gradebook

    book.record(result(), datetime(2026, 11, 1, 12))
    book.record(result(), None)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        assert gradebook.find_submission(LESSON, "ann").timestamp is None


def test_of_a_name_that_cannot_be_encoded_there_is_nothing(book):
    book.withdraw(LESSON, "\udcff")
    assert book.comments(LESSON, "\udcff") == {}


def test_an_unknown_student_is_enrolled_once(book):
    for _ in range(2):
        book.enrol(["bo", "ann"])
    book.record(result(student="bo"))


def test_comments_of_a_human_are_read(book, folder):
    from nbgrader.api import Gradebook

    book.record(result(), unanswered=["03-why"])
    assert book.comments(LESSON, "ann") == {}
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        comment = gradebook.find_comment("03-why", LESSON, LESSON, "ann")
        assert comment.auto_comment == "No response."
        comment.manual_comment = "Think of the kink."
        gradebook.db.commit()
    with open_gradebook(f"sqlite:///{folder}/gradebook.db") as again:
        assert again.comments(LESSON, "ann") == {"03-why": "Think of the kink."}
        assert again.comments(LESSON, "nobody") == {}


def test_a_gradebook_that_is_none_is_one_line_without_its_password(tmp_path):
    (tmp_path / "gradebook.db").write_text("something else")
    with (
        pytest.raises(GradingError, match="cannot open the gradebook at ") as error,
        open_gradebook(f"sqlite:///{tmp_path}/gradebook.db"),
    ):
        pass
    assert "\n" not in str(error.value)
    url = "postgresql://ann:secret@localhost:5432/course"
    assert hidden(url) == "postgresql://ann:***@localhost:5432/course"


def test_a_changed_submission_asks_its_grader_to_look_again(
    folder, checkout, grade_of, filled, hand_in
):
    (before,) = grade_class([LESSON], folder, root=checkout)
    assert before.by_hand == 3
    grade_of("03-why", manual=2.5)
    (same,) = grade_class([LESSON], folder, root=checkout)
    assert (same.score, same.by_hand) == (6.5, 0)
    assert grade_of("03-why")[2] is False
    shutil.rmtree(folder / "submitted" / "ann")
    hand_in(folder, "ann", filled(why="Another reason.", lambda_max=""))
    (changed,) = grade_class([LESSON], folder, root=checkout)
    assert (changed.score, changed.by_hand) == (5.5, 0)
    assert grade_of("03-why")[1:3] == (2.5, True)
    assert any(flag.startswith("resubmitted: ") for flag in changed.flags)
    assert "5.5" in CourseFolder(folder, LESSON).feedback("ann").read_text("utf-8")


def test_a_regrade_of_what_was_handed_in_asks_no_human_to_look_again(
    folder, checkout, grade_of, monkeypatch
):
    grade_class([LESSON], folder, root=checkout)
    grade_of("03-why", manual=2.5)
    grade_of("03-soft-threshold-hidden", manual=1.5)
    grade_class([LESSON], folder, root=checkout)
    # As after a change of the checks; what was handed in is what it was.
    monkeypatch.setattr(
        "reglab.grading.verdict.grade_notebook.environment_key", lambda: "changed" * 5
    )
    (again,) = grade_class([LESSON], folder, root=checkout)
    assert again.key != ""
    assert again.score == 1 + 1.5 + 1 + 2.5
    assert grade_of("03-why")[1:3] == (2.5, False)
    assert grade_of("03-soft-threshold-hidden") == (2.0, 1.5, False, 1.5)
    # What a cell is worth has changed as well: there, and there only.
    (folder / "course.toml").write_text('[points]\n"lasso.soft_threshold" = 4\n')
    monkeypatch.setattr(
        "reglab.grading.verdict.grade_notebook.environment_key", lambda: "again" * 5
    )
    grade_class([LESSON], folder, root=checkout)
    assert grade_of("03-why")[1:3] == (2.5, False)
    assert grade_of("03-soft-threshold-hidden") == (4.0, 1.5, True, 1.5)


def test_files_that_were_put_away_take_no_points_back(
    folder, checkout, grade_of, filled, hand_in, tmp_path
):
    hand_in(folder, "bob", filled())
    (folder / "submitted" / "ann" / "02_other").mkdir()
    before, _ = grade_class([LESSON], folder, root=checkout)
    grade_of("03-why", manual=2.5)
    place, page = folder / "submitted" / "ann" / LESSON, CourseFolder(folder, LESSON)
    shutil.move(place, tmp_path / "away")
    for _ in range(2):
        kept, _ = grade_class([LESSON], folder, root=checkout)
        assert (kept.status, kept.score, kept.key) == ("graded", 6.5, before.key)
        assert kept.flags == (GONE,)
        assert read_results(folder)[0] == kept
        text = page.feedback("ann").read_text("utf-8")
        assert "6.5" in text
        assert "The absolute value has a kink at 0." in text
    (folder / "course.toml").write_text('[points]\n"lasso.soft_threshold" = 4\n')
    kept, _ = grade_class([LESSON], folder, root=checkout)
    assert kept.score == 8.5
    assert grade_of("03-soft-threshold-hidden")[0] == 4.0
    shutil.move(tmp_path / "away", place)
    back, _ = grade_class([LESSON], folder, root=checkout)
    assert (back.score, back.flags, back.reason) == (8.5, before.flags, before.reason)


def test_a_backup_with_hard_links_takes_no_points_back(folder, checkout, grade_of, tmp_path):
    (before,) = grade_class([LESSON], folder, root=checkout)
    shutil.copytree(folder / "submitted", tmp_path / "backup", copy_function=os.link)
    (kept,) = grade_class([LESSON], folder, root=checkout)
    assert (kept.status, kept.score, kept.key) == ("graded", before.score, before.key)
    assert kept.flags[0] == kept.reason == LINKED
    assert grade_of("03-soft-threshold-hidden")[0] == 2.0
    shutil.rmtree(tmp_path / "backup")
    (back,) = grade_class([LESSON], folder, root=checkout)
    assert (back.score, back.flags, back.reason) == (before.score, before.flags, before.reason)


def test_tables_of_another_nbgrader_are_one_line(folder):
    path = folder / "gradebook.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '50a4d84c131a'")
    before = path.read_bytes()
    with (
        pytest.raises(GradingError, match=r"have version 50a4d84c131a, .*nbgrader db upgrade"),
        open_gradebook(f"sqlite:///{path}"),
    ):
        pass
    assert path.read_bytes() == before
