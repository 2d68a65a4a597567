"""A mark can be reproduced, and a change is shown before it is written."""

import json
import shutil
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from reglab.cli import app
from reglab.grading import GradingError, grade_class
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.seed import SEED_FILE
from reglab.grading.records.store import read_results, save_results
from reglab.grading.results import ExerciseResult, GradeResult, Status
from reglab.grading.runs import preview
from reglab.grading.runs.differences import differences
from reglab.grading.runs.preview import changes, preview_class
from reglab.grading.runs.replay import replay

LESSON = "03_small"
WRONG = "def soft_threshold(z, t):\n    return z * (abs(z) > t)"


def result(score=1.0, *, student="ann", status=Status.GRADED, by_hand=None, overruled=None):
    items = (
        ExerciseResult(
            "lasso.lambda_max",
            "03-lambda-max-hidden",
            score if overruled is None else overruled,
            1.0,
            report={"fraction": score},
        ),
        ExerciseResult("03-why", "03-why", by_hand, 3.0),
    )
    return GradeResult(student, "03_lasso", status, score, 1.0, 3.0, exercises=items)


def test_differences_name_each_exercise_and_each_status():
    after = result(0.5, status=Status.STOPPED)
    assert differences(result(), after) == ["graded -> stopped", "lambda_max 1/1 -> 0.5/1"]
    assert differences(result(), result()) == []


def test_points_that_a_human_gave_are_no_difference():
    assert differences(result(by_hand=2.0), result()) == []
    assert differences(result(overruled=0.5), result()) == []
    assert differences(result(overruled=0.5), result(0.25)) == ["lambda_max 1/1 -> 0.25/1"]


def test_changes_count_the_new_and_the_unchanged(tmp_path):
    save_results(tmp_path, [result(), result(student="bob")])
    now = [result(0.25), result(student="bob"), result(student="cem")]
    text = changes(now, tmp_path)
    assert text.startswith("ann, 03_lasso: lambda_max 1/1 -> 0.25/1\n")
    assert "1 of 3 would change, 1 would be new, 1 would stay. Nothing was written." in text


@pytest.fixture(scope="module")
def graded(checkout, filled, hand_in, tmp_path_factory):
    folder = tmp_path_factory.mktemp("graded")
    hand_in(folder, "right", filled())
    hand_in(folder, "wrong", filled(soft_threshold=WRONG))
    grade_class([LESSON], folder, root=checkout)
    return folder


@pytest.fixture
def course(graded, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(graded, folder)
    return folder


def contents(folder):
    return {path: path.is_file() and path.read_bytes() for path in folder.rglob("*")}


@pytest.mark.slow
def test_a_mark_is_reproduced_with_the_recorded_seed_and_nothing_is_written(course, checkout):
    # Whatever a run makes anew, a replay does not.
    (course / "gradebook.db").unlink()
    shutil.rmtree(course / ".mistakes")
    before = contents(course)
    found = replay("03", "wrong", course, root=checkout)
    assert found.differences == found.causes == []
    assert found.again.score == found.recorded.score < found.recorded.max_score
    assert found.again.exercises == found.recorded.exercises
    assert contents(course) == before


@pytest.mark.slow
def test_a_replay_without_the_recorded_seed_makes_no_other(course, checkout):
    (course / SEED_FILE).unlink()
    before = contents(course)
    with pytest.raises(GradingError, match="expected the seed that 03_small was graded with"):
        replay(LESSON, "wrong", course, root=checkout)
    assert contents(course) == before


@pytest.mark.slow
def test_points_of_a_human_stand_in_a_replay_and_are_said(course, checkout):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        for cell, points in {"03-soft-threshold-hidden": 1.5, "03-why": 2.0}.items():
            book.find_grade(cell, LESSON, LESSON, "wrong").manual_score = points
        book.db.commit()
    grade_class([LESSON], course, root=checkout)
    found = replay(LESSON, "wrong", course, root=checkout)
    assert found.differences == []
    assert found.again.score == found.recorded.score == 2.0 + 1.5 + 2.0
    (cause,) = found.causes
    assert cause.startswith("soft_threshold: the record has 1.5 points, the checks gave 0.8;")
    assert changes(preview_class([LESSON], course, root=checkout), course).startswith("0 of 2 ")


@pytest.mark.slow
def test_a_replay_says_what_has_changed_since(course, checkout, filled, hand_in):
    shutil.rmtree(course / "submitted" / "wrong")
    hand_in(course, "wrong", filled())
    found = replay(LESSON, "wrong", course, root=checkout)
    assert found.causes == ["the submission is not the one that was graded"]
    assert any(line.startswith("soft_threshold ") for line in found.differences)


@pytest.mark.slow
def test_a_replay_needs_a_recorded_result(course, checkout):
    with pytest.raises(GradingError, match="expected a recorded result of 'nobody'"):
        replay(LESSON, "nobody", course, root=checkout)


@pytest.mark.slow
def test_a_preview_writes_nothing_and_names_who_would_change(course, checkout, filled, hand_in):
    shutil.rmtree(course / "submitted" / "right")
    hand_in(course, "right", filled(soft_threshold=WRONG))
    hand_in(course, "new", filled())
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    results = preview_class([LESSON], course, root=checkout)
    text = changes(results, course)
    assert text.splitlines()[0].startswith("right, 03_small: soft_threshold 2/2 -> ")
    assert "1 of 3 would change, 1 would be new, 1 would stay." in text
    after = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    assert after == before
    assert {r.student: r.score for r in read_results(course)} == {"right": 4.0, "wrong": 2.8}


@pytest.mark.slow
def test_on_the_command_line(course, checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    command = ["grade", LESSON, "--course", str(course), "--replay", "wrong"]
    run = CliRunner().invoke(app, command)
    assert run.exit_code == 0
    assert "the same points as recorded" in run.output
    # A mark that somebody wrote into the file is not what the submission earns.
    assert json.loads((course / SEED_FILE).read_text())
    recorded = [result.to_dict() for result in read_results(course)]
    for item in recorded:
        for exercise in item["exercises"]:
            if item["student"] == "wrong" and exercise["cell"].endswith("hidden"):
                exercise["score"] = exercise["max_score"]
                if exercise["report"]:
                    exercise["report"]["fraction"] = 1.0
    save_results(course, [GradeResult.from_dict(item) for item in recorded])
    run = CliRunner().invoke(app, command)
    assert run.exit_code == 1
    assert "not what was recorded" in run.output


def test_a_replay_needs_a_lesson(tmp_path):
    run = CliRunner().invoke(app, ["grade", "--all", "--course", str(tmp_path), "--replay", "a"])
    assert run.exit_code != 0
    assert "expected a lesson with --replay" in str(run.exception)


def test_the_difference_of_a_status_alone_is_said():
    assert differences(result(), replace(result(), status=Status.EMPTY)) == ["graded -> empty"]


SAME = 'points = {"lasso.lambda_max" = 2, "a \\" b" = 0.5}\nlimits = {memory_mb = 3000}\n'


@pytest.mark.parametrize(
    "said",
    [
        '"gradebook" = "sqlite:////real.db"\n' + SAME,
        'gradebook = """\nsqlite:////real.db"""\n' + SAME,
        SAME + "[due]\n03_small = 2026-11-01T23:59:00+02:00\n'ä' = 2026-11-01T23:59:00\n",
        "",
    ],
)
def test_the_copy_says_what_the_course_file_says_but_the_gradebook(tmp_path, monkeypatch, said):
    (tmp_path / "course.toml").write_text(said, encoding="utf-8")
    seen = []
    monkeypatch.setattr(
        preview, "grade_class", lambda lessons, folder, **_: seen.append(read_course_file(folder))
    )
    preview_class(None, tmp_path)
    assert seen == [replace(read_course_file(tmp_path), gradebook="")]


@pytest.mark.slow
def test_a_preview_of_a_changed_lesson_leaves_the_recorded_one(course, checkout, tmp_path):
    """A lesson is made known to the gradebook before it is graded: here to a copy of it."""
    other = tmp_path / "checkout"
    shutil.copytree(checkout, other)
    source = other / "solutions" / LESSON / f"{LESSON}.ipynb"
    source.write_text(source.read_text().replace('"points": 3', '"points": 5'))
    (course / "course.toml").write_text('gradebook = "postgresql://nobody@127.0.0.1:1/none"\n')
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    results = preview_class([LESSON], course, root=other)
    assert {result.by_hand for result in results} == {5.0}
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


def test_what_cannot_be_previewed_is_said_of_the_real_folder(tmp_path):
    with pytest.raises(GradingError, match=f"^{tmp_path}: expected submissions"):
        preview_class(None, tmp_path)
