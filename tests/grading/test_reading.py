"""Points are believed only when a report of ours stands beside them."""

import nbformat
import pytest

from reglab.grading.reading import LONGEST, REPORT_MIME, read_cells


@pytest.fixture
def graded():
    """Give a function: one graded cell of 2 points with the given outputs, read."""

    def read(*outputs, source='grade("lasso.soft_threshold")'):
        metadata = {"grade": True, "solution": False, "grade_id": "03-a-hidden", "points": 2}
        cell = nbformat.v4.new_code_cell(source, metadata={"nbgrader": metadata})
        cell.outputs = [nbformat.v4.new_output(kind, **fields) for kind, fields in outputs]
        (item,) = read_cells(nbformat.v4.new_notebook(cells=[cell]))
        return item

    return read


def report(earned=2.0, **changes):
    data = {"exercise": "lasso.soft_threshold", "earned": earned, "first_hint": "", "problem": ""}
    return "display_data", {"data": {REPORT_MIME: {**data, **changes}}}


def result(text):
    return "execute_result", {"data": {"text/plain": text}, "execution_count": 1}


def test_points_that_the_report_confirms_are_a_mark(graded):
    item = graded(report(1.5, first_hint="Look."), result("1.5"))
    assert (item.score, item.hint, item.trouble) == (1.5, "Look.", "")


def test_full_marks_without_a_report_are_trouble(graded):
    item = graded()
    assert item.score == 2
    assert "left no report" in item.trouble


def test_points_that_differ_from_the_report_are_trouble(graded):
    """A thread of the student's wrote to stderr: nbgrader gives 0, whatever was earned."""
    item = graded(report(2.0), ("stream", {"name": "stderr", "text": "late"}), result("2.0"))
    assert item.score == 0
    assert "nbgrader gives 0 points, the check 2.0" in item.trouble


def test_a_report_of_another_exercise_confirms_nothing(graded):
    assert graded(report(exercise="lasso.lambda_max"), result("2.0")).trouble


def test_a_report_that_nests_without_end_is_none_of_ours(graded):
    deep = []
    for _ in range(100):
        deep = [deep]
    assert "left no report" in graded(report(results=deep), result("2.0")).trouble


def test_a_hint_is_no_book(graded):
    assert len(graded(report(1.5, first_hint="x" * 10**6), result("1.5")).hint) == LONGEST


def test_a_fault_of_ours_is_for_a_human(graded):
    assert "the course failed" in graded(report(needs_review=True), result("2.0")).trouble


@pytest.mark.parametrize("name", ["CellTimeoutError", "KeyboardInterrupt"])
def test_a_loop_without_end_is_named(graded, name):
    error = ("error", {"ename": name, "evalue": "", "traceback": []})
    assert "loop that never ends" in graded(error).hint


def test_a_check_that_was_interrupted_says_where(graded):
    line = "3.1 soft_threshold: stopped at: it is odd. Does a loop never end?"
    error = ("error", {"ename": "CheckStopped", "evalue": line, "traceback": []})
    assert graded(error).hint == line
