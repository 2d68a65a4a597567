"""Results are recorded once and read back as they were, whatever else lies in the file."""

import json

import pytest

from reglab.grading import GradeResult, GradingError, Status, read_results
from reglab.grading.records.store import (
    RESULTS_FILE,
    read_file,
    salvage_results,
    save_results,
)
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


DAMAGED = [
    "",
    "{",
    "[]",
    "null",
    '{"version": 99, "results": []}',
    '{"version": 3, "results": []}',  # without its checksum
    '{"version": "3", "results": []}',
    '{"version": 2, "results": [{"student": "ann"}]}',
    '{"version": 2, "results": [{"student": "ann", "status": "asleep", "exercises": []}]}',
    '{"version": 2, "results": 7}',
    '{"version": 2, "results": ["ann"]}',
    '{"version": 2, "results": ' + "[" * 50_000,
]


@pytest.mark.parametrize("text", DAMAGED, ids=lambda text: text[:40])
def test_a_file_that_is_none_of_ours_is_one_line_and_never_overwritten(tmp_path, text):
    path = tmp_path / RESULTS_FILE
    path.write_text(text)
    for call in (
        lambda: read_results(tmp_path),
        lambda: read_results(tmp_path, missing_ok=True),
        lambda: save_results(tmp_path, [result("ann")]),
    ):
        with pytest.raises(GradingError, match=f"{RESULTS_FILE} .*nothing was changed: ") as error:
            call()
        assert "\n" not in str(error.value)
    assert path.read_text() == text
    assert [found.name for found in tmp_path.iterdir()] == [RESULTS_FILE]


def test_a_newer_file_asks_for_a_newer_reglab(tmp_path):
    (tmp_path / RESULTS_FILE).write_text('{"version": 4, "results": []}')
    with pytest.raises(GradingError, match=r"has version 4, .*: update reglab"):
        read_results(tmp_path)


def test_the_last_good_copy_is_kept(tmp_path):
    for score in (1.0, 2.0, 3.0):
        save_results(tmp_path, [result("ann", score=score)])
    assert read_results(tmp_path) == [result("ann", score=3.0)]
    assert read_file(tmp_path / "results.json.before") == [result("ann", score=2.0)]


def test_a_deleted_file_is_noticed(tmp_path):
    save_results(tmp_path, [result("ann")])
    (tmp_path / RESULTS_FILE).unlink()
    with pytest.raises(GradingError, match=r"is missing, but results\.json\.before is here"):
        save_results(tmp_path, [result("bo")])


def found_in(folder):
    """The results, or what is said about them."""
    try:
        return read_results(folder)
    except GradingError as error:
        return str(error)


def test_every_flipped_bit_is_noticed_or_without_effect(tmp_path):
    save_results(tmp_path, [result("ann"), result("bo")])
    path = tmp_path / RESULTS_FILE
    whole, known = path.read_bytes(), read_results(tmp_path)
    for place in range(len(whole)):
        for bit in (0, 1, 4, 7):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
            found = found_in(tmp_path)
            if isinstance(found, list):
                assert found == known
            else:
                assert str(path) in found
                # The other result is not lost with it.
                assert [item for item in salvage_results(path) if item in known]


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
    with pytest.raises(GradingError, match=r"results\.json is damaged") as error:
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
    assert json.loads((tmp_path / RESULTS_FILE).read_text("utf-8"))["version"] == 3
