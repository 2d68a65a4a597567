"""grades.csv: every name survives, and no field starts a formula."""

import csv

import pytest

from reglab.grading import GradeResult, Status, write_csv
from reglab.grading.results import ExerciseResult

# Full-width, small, raised and lowered signs, and signs behind what nobody sees.
FORMULAS = [
    *"=+-@\t\r\n＝＋－＠﹦﹢﹣﹫⁼₌−",
    *(f"{blank}=" for blank in " \x00\x1c\u00a0\u00ad\u200b\u202e\u3000\u3164\ufe0f\ufeff"),
    *("\u3000＝", " \u200b＝"),
]


def written(results, tmp_path):
    write_csv(results, tmp_path / "grades.csv")
    with open(tmp_path / "grades.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def result(student, **values):
    return GradeResult(student, "03_lasso", values.pop("status", Status.GRADED), **values)


def test_commas_quotes_and_newlines_survive(tmp_path):
    names = ["comma, inside", 'quote " inside', "line\nbreak", "Zoë"]
    rows = written([result(name, score=1.0, max_score=2.0) for name in names], tmp_path)
    assert [row["student"] for row in rows] == names
    assert {row["score"] for row in rows} == {"1"}


@pytest.mark.parametrize("start", FORMULAS)
def test_no_text_starts_a_formula(start, tmp_path):
    text = f'{start}HYPERLINK("http://example.org")'
    item = ExerciseResult(text, text, 0.0, 1.0, hint="x")
    made = result(text, status=Status.FAILED, reason=text, exercises=(item,))
    (row,) = written([made], tmp_path)
    assert row["student"] == row["reason"] == f"'{text}"
    assert not any(str(field).startswith(start) for pair in row.items() for field in pair)


def test_no_part_starts_a_formula_where_a_spreadsheet_splits_at_semicolons(tmp_path):
    (row,) = written([result("ann; =1+1;x", reason="ok\n=2+2", score=1.0, max_score=1.0)], tmp_path)
    assert row["student"] == "ann;' =1+1;x"
    assert row["reason"] == "ok\n'=2+2"


@pytest.mark.parametrize("name", ["Zoë", "\u200bann", " ann", "a=b", "Łukasz; Ann", "3-1", "'ann"])
def test_a_harmless_name_is_not_changed(name, tmp_path):
    (row,) = written([result(name, score=1.0, max_score=1.0)], tmp_path)
    assert row["student"] == name


def test_a_missing_score_is_empty_and_a_cell_has_its_column(tmp_path):
    item = ExerciseResult("lasso.lambda_max", "03-lambda-max-hidden", 1 / 3, 1.0)
    graded = result("a", score=1 / 3, max_score=1.0, by_hand=3.0, exercises=(item,))
    rows = written([result("b", status=Status.MISSING), graded], tmp_path)
    assert [row["score"] for row in rows] == ["", "0.33"]
    assert [row["03-lambda-max-hidden"] for row in rows] == ["", "0.33"]
    assert rows[1]["by_hand"] == "3"


def test_a_row_says_whether_there_was_a_sandbox(tmp_path):
    rows = written([result("a"), result("b", sandboxed=False)], tmp_path)
    assert [row["sandboxed"] for row in rows] == ["yes", "no"]
