"""Points in course.toml: everything says the new ones, and no student code runs for it."""

import csv
import json
import re
from dataclasses import replace

import nbformat
import pytest

from reglab.grading import GradingError, grade_class, read_results, write_csv, write_report
from reglab.grading.records.course_file import read_course_file
from reglab.grading.verdict import grade_notebook as work
from reglab.grading.verdict.weights import check_names

LESSON = "03_small"
HALF_RIGHT = "def soft_threshold(z, t):\n    z -= np.clip(z, -t, t)\n    return z"


def say(course, text):
    (course / "course.toml").write_text(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[points]\n"lasso.soft_treshold" = 4', "unknown exercise 'lasso.soft_treshold': did you"),
        ('[points]\n"dropout.mask" = 4', "unknown exercise 'dropout.mask'"),
        # A visible check is worth nothing, and would never get its points.
        ('[points]\n"03-soft-threshold-check" = 4', "unknown exercise '03-soft-threshold-check'"),
        (
            "[due]\n03_smal = 2026-11-01T12:00:00Z",
            "unknown lesson '03_smal': did you mean 03_small",
        ),
        ("[due]\n99_none = 2026-11-01T12:00:00Z", "expected one of 03_small"),
    ],
)
def test_an_unknown_name_is_one_clear_line(checkout, tmp_path, text, expected):
    say(tmp_path, text)
    with pytest.raises(GradingError, match=re.escape(expected)) as caught:
        check_names(read_course_file(tmp_path), tmp_path, root=checkout)
    assert "\n" not in str(caught.value)
    assert "course.toml" in str(caught.value)


def test_exercises_predictions_and_cells_can_be_named(checkout, tmp_path):
    names = ["lasso.soft_threshold", "lasso.support_grows", "03-why", "03-lambda-max-hidden"]
    say(tmp_path, "[points]\n" + "\n".join(f'"{name}" = 4' for name in names))
    check_names(read_course_file(tmp_path), tmp_path, root=checkout)


@pytest.fixture(scope="module")
def course(checkout, filled, hand_in, tmp_path_factory):
    """A class of two, graded; a human has marked one of them."""
    course = tmp_path_factory.mktemp("points")
    hand_in(course, "ann", filled())
    hand_in(course, "bob", filled(soft_threshold=HALF_RIGHT))
    grade_class([LESSON], course, root=checkout)
    gradebook = open_book(course)
    grade = gradebook.find_grade("03-why", LESSON, LESSON, "ann")
    grade.manual_score, grade.needs_manual_grade = 2.0, False
    gradebook.db.commit()
    gradebook.close()
    return course


def open_book(course):
    from nbgrader.api import Gradebook

    return Gradebook(f"sqlite:///{course}/gradebook.db")


def grades(course, student):
    gradebook = open_book(course)
    found = {
        grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
        for notebook in gradebook.find_submission(LESSON, student).notebooks
        for grade in notebook.grades
    }
    gradebook.close()
    return found


@pytest.fixture
def graded_again(course, checkout, monkeypatch):
    """Give a function that grades with other points, and lets no student code run."""

    def refuse(*_):
        raise AssertionError("a submission was graded again")

    def grade(text):
        say(course, text)
        monkeypatch.setattr(work, "examine", refuse)
        monkeypatch.setattr("reglab.grading.runs.grade_class.grade_notebook", refuse)
        return {result.student: result for result in grade_class([LESSON], course, root=checkout)}

    return grade


slow = pytest.mark.slow


@slow
def test_nothing_changes_where_nothing_was_said(course, graded_again):
    before = grades(course, "ann")
    found = graded_again("")
    after = grades(course, "ann")
    # The mark of a human is his, not the checks'; and nobody is asked to look again.
    assert before == after
    assert before["03-why"] == (None, 2.0, False)
    assert found["ann"].score == found["ann"].max_score - 1
    assert found["bob"].by_hand == 3


@slow
def test_what_a_human_takes_back_is_gone(course, graded_again):
    gradebook = open_book(course)
    grade = gradebook.find_grade("03-soft-threshold-hidden", LESSON, LESSON, "ann")
    machine, grade.manual_score = grade.auto_score, 0.5
    gradebook.db.commit()
    score = graded_again("")["ann"].exercises[1].score
    grade.manual_score = None
    gradebook.db.commit()
    gradebook.close()
    assert score == 0.5
    assert graded_again("")["ann"].exercises[1].score == machine


@slow
def test_everything_says_the_new_points(course, graded_again, tmp_path):
    before = {result.student: result for result in read_results(course)}
    said = '"lasso.soft_threshold" = 10\n"lasso.support_grows" = 0\n"03-why" = 6\n'
    found = graded_again(f"[points]\n{said}")
    share = {student: r.exercises[1].report["fraction"] for student, r in before.items()}
    assert share["ann"] == 1
    assert 0 < share["bob"] < 1
    for student, result in found.items():
        prediction, soft, lambda_max, why = result.exercises
        assert (prediction.score, prediction.max_score) == (0, 0)
        assert soft.score == pytest.approx(10 * share[student], abs=0.01)
        assert soft.report["earned"] == soft.score
        assert lambda_max == before[student].exercises[2]
        assert (why.score, why.max_score) == ({"ann": 2.0}.get(student), 6)
    assert [replace(result, flags=()) for result in read_results(course)] == [
        replace(result, flags=()) for result in found.values()
    ]
    same_gradebook(course, found)
    same_notebooks(course, found)
    same_pages(course, found, tmp_path)
    # Half of three points is not half of six: the human is asked again.
    assert grades(course, "ann")["03-why"] == (None, 2.0, True)


def same_gradebook(course, found):
    gradebook = open_book(course)
    for student, result in found.items():
        submission = gradebook.find_submission(LESSON, student)
        assert submission.score == result.score
        assert submission.max_score == result.max_score + result.by_hand
    gradebook.close()


def same_notebooks(course, found):
    for student, result in found.items():
        path = course / "autograded" / student / LESSON / f"{LESSON}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
        for item in result.exercises[:3]:
            (shown,) = [o for o in cells[item.cell].outputs if o.output_type == "execute_result"]
            assert float(shown.data["text/plain"]) == item.score
            assert cells[item.cell].metadata.nbgrader.points == item.max_score


def same_pages(course, found, folder):
    write_csv(list(found.values()), folder / "grades.csv")
    with open(folder / "grades.csv", newline="", encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    report = write_report(list(found.values()), folder / "report", course=course)
    text = report.read_text(encoding="utf-8")
    for student, result in found.items():
        assert float(rows[student]["03-soft-threshold-hidden"]) == result.exercises[1].score
        assert float(rows[student]["max_score"]) == result.max_score
        page = (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text("utf-8")
        points = f"{result.score:g} of {result.max_score:g} points"
        assert points in re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))
        assert f"{result.score:g}" in text
    assert json.loads((course / "results.json").read_text())["results"]


@slow
def test_the_old_points_come_back(course, graded_again):
    graded_again('[points]\n"lasso.soft_threshold" = 0\n"lasso.lambda_max" = 7')
    found = graded_again("")
    assert found["ann"].score == found["ann"].max_score - 1
    assert found["bob"].exercises[1].score > 0
    same_gradebook(course, found)


@slow
def test_a_new_due_date_is_said_without_grading_again(course, graded_again):
    (course / "submitted" / "bob" / LESSON / "timestamp.txt").write_text("2026-11-02 10:00:00 UTC")
    found = graded_again(f"[due]\n{LESSON} = 2026-11-01T10:00:00Z")
    assert any(flag.startswith("late: by 1 day") for flag in found["bob"].flags)
    assert any(flag.startswith("late or not is unknown") for flag in found["ann"].flags)
    found = graded_again(f"[due]\n{LESSON} = 2026-11-03T10:00:00Z")
    assert not any(flag.startswith("late: ") for flag in found["bob"].flags)
