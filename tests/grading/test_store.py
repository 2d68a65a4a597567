"""Results are recorded once and read back as they were, whatever else lies in the file."""

import json

import pytest

from reglab.grading import GradeResult, GradingError, Status, read_results
from reglab.grading.records.store import RESULTS_FILE, save_results
from reglab.grading.results import ExerciseResult


def result(student, lesson="03_lasso", score=1.0):
    exercises = (ExerciseResult("lasso.lasso_cd", "03-lasso-cd-hidden", score, 5.0, "Hint", {}),)
    return GradeResult(
        student, lesson, Status.GRADED, score, 5.0, 3.0, exercises=exercises, flags=("look",)
    )


def test_results_come_back_as_they_were(tmp_path):
    failed = GradeResult("bo", "03_lasso", Status.FAILED, reason="broken JSON at line 3")
    save_results(tmp_path, [result("cy"), failed])
    assert read_results(tmp_path) == [failed, result("cy")]


def test_another_lesson_is_added_and_a_regrade_replaces(tmp_path):
    save_results(tmp_path, [result("ann"), result("bo")])
    save_results(tmp_path, [result("ann", "02_ridge")])
    save_results(tmp_path, [result("bo", score=4.5)])
    found = [(r.student, r.lesson, r.score) for r in read_results(tmp_path)]
    assert found == [("ann", "02_ridge", 1.0), ("ann", "03_lasso", 1.0), ("bo", "03_lasso", 4.5)]


def test_nothing_graded_yet_is_one_line(tmp_path):
    with pytest.raises(GradingError, match="found none; run `reglab grade` first"):
        read_results(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 99, "results": []}',
        '{"version": 1, "results": []}',  # of an older reglab
        '{"version": 2, "results": [{"student": "ann"}]}',
        '{"version": 2, "results": [{"student": "ann", "status": "asleep", "exercises": []}]}',
        '{"version": 2, "results": 7}',
        '{"version": 2, "results": ["ann"]}',
        '{"version": 2, "results": ' + "[" * 50_000,
    ],
)
def test_a_file_that_is_none_of_ours_is_one_line_and_never_in_the_way(tmp_path, text):
    path = tmp_path / RESULTS_FILE
    path.write_text(text)
    with pytest.raises(GradingError, match=r"expected results of version 2, got \w+") as error:
        read_results(tmp_path)
    assert "\n" not in str(error.value)
    save_results(tmp_path, [result("ann")])
    assert read_results(tmp_path) == [result("ann")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("student", 7),
        ("status", "asleep"),
        ("score", "4"),
        ("score", float("nan")),
        ("score", 10**400),
        ("max_score", None),
        ("by_hand", None),
        ("reason", ["no"]),
        ("exercises", [{"exercise": "lasso.lasso_cd"}]),
        ("exercises", "many"),
        ("flags", None),
        ("key", 5),
        ("sandboxed", "yes"),
        ("colour", "red"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_field_of_another_kind_is_one_line(tmp_path, field, value):
    data = {**result("ann").to_dict(), field: value}
    (tmp_path / RESULTS_FILE).write_text(json.dumps({"version": 2, "results": [data]}))
    with pytest.raises(GradingError, match="expected results of version 2") as error:
        read_results(tmp_path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("field", "value"), [("score", "4"), ("hint", None), ("report", []), ("max_score", None)]
)
def test_so_is_one_of_an_exercise(field, value):
    data = result("ann").to_dict()
    data["exercises"][0][field] = value
    with pytest.raises(TypeError, match=f"{field} must be "):
        GradeResult.from_dict(data)


def test_names_that_no_file_could_hold_do_not_stop_it(tmp_path):
    odd = result('a\udcff, "b"\n<script>')
    save_results(tmp_path, [odd])
    assert read_results(tmp_path) == [odd]
    assert json.loads((tmp_path / RESULTS_FILE).read_text("utf-8"))["version"] == 2
