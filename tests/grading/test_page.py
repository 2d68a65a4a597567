"""The page that a student gets back: complete, in words, and nothing on it acts."""

import re
from dataclasses import replace

import nbformat
import pytest

from reglab.grading import GradeResult, Status
from reglab.grading.feedback.page import write_page
from reglab.grading.records.receipts import Receipt
from reglab.grading.results import ExerciseResult

ATTACK = "<script>steal()</script><img src=x onerror=steal()>"


def found(name, status, **values):
    return {"name": name, "title": f"it is {name}", "status": status, **values}


RESULTS = [
    found("odd", "pass"),
    found("smallest", "fail", detail="z = 2: expected 1.5, got 2.0", hint="Keep the sign."),
    found("last", "wait"),
    found("broken", "fault", detail="this check failed on our side"),
]
CHECKED = ExerciseResult(
    "lasso.lambda_max",
    "03-lambda-max-hidden",
    1.0,
    2.0,
    "Keep the sign.",
    {"title": "3.2 lambda_max", "results": RESULTS, "notes": ["a correct one stood in."]},
)
PREDICTED = ExerciseResult("lasso.support_grows", "03-predict", 1.0, 1.0)
BY_HAND = ExerciseResult("03-why", "03-why", None, 3.0)


def graded(*items, **values):
    given = {"score": 2.0, "max_score": 3.0, "by_hand": 3.0, "submitted": "abc123" * 10, **values}
    return GradeResult(
        "ann", "03_small", given.pop("status", Status.GRADED), exercises=items, **given
    )


@pytest.fixture
def page(tmp_path):
    """Give a function: the page's markup, and the text that a reader has of it."""

    def write(result, **values):
        path = tmp_path / "new" / "page.html"
        write_page(result, path, **values)
        markup = path.read_text("utf-8")
        body = re.sub("<style>.*?</style>|<title>.*?</title>", "", markup, flags=re.DOTALL)
        return markup, " ".join(re.sub("<[^>]*>", " ", body).split())

    return write


@pytest.fixture
def notebook(tmp_path):
    """A graded notebook in which one cell ended in an error, and one is text."""
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    error = nbformat.v4.new_output("error", ename="stopped", evalue="no answer in time.")
    cells = [
        text("# Lesson 3. Small\n\n## 3.2 The largest"),
        code("def lambda_max(X, y):\n    return 1 < 2", outputs=[error]),
        code("SECRET = 1"),
        text("## 3.7 Why?"),
        text(f"My own words. {ATTACK}"),
    ]
    for cell, name in ((cells[1], "03-lambda-max"), (cells[4], "03-why")):
        cell.metadata["nbgrader"] = {"grade_id": name, "solution": True}
    cells[2].metadata["nbgrader"] = {"grade_id": "03-lambda-max-hidden", "solution": False}
    path = tmp_path / "graded.ipynb"
    path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    return path


def test_it_says_points_marks_hints_and_notes_in_words(page):
    markup, text = page(graded(CHECKED, PREDICTED, BY_HAND), comments={"03-why": "Say more."})
    assert "2 of 3 points; 3 more will be given by hand" in text
    assert "Status: graded. Every check ran." in text
    assert "3.2 lambda_max 1 of 2" in text
    for line in ("✓ pass : it is odd", "✗ fail : it is smallest", "· waits : it is last"):
        assert line in text
    assert "z = 2: expected 1.5, got 2.0 Hint: Keep the sign." in text
    assert "Note: a correct one stood in." in text
    assert "Prediction: support grows 1 of 1" in text
    assert "By hand: why by hand, out of 3 Your grader says: Say more." in text
    assert "<html lang" in markup
    assert not re.search(r"https?:|<script|\bon\w+=", markup)


def test_answers_and_what_came_of_their_cells_are_on_it(page, notebook):
    markup, text = page(graded(CHECKED, BY_HAND), notebook=notebook)
    assert "<h1>Lesson 3. Small</h1>" in markup
    assert "3.7 Why? by hand" in text
    assert "return 1 &lt; 2" in markup
    assert "My own words." in text
    assert "When this cell ran: stopped: no answer in time." in text
    assert "SECRET" not in text


@pytest.mark.parametrize("status", list(Status))
def test_every_status_says_what_it_means(page, status):
    score = None if status in (Status.MISSING, Status.FAILED) else 1.0
    most = None if score is None else 3.0
    _, text = page(graded(status=status, reason="the reason.", score=score, max_score=most))
    assert re.search(rf"Status: {status}\. \w[^.]+\. ", text)
    assert "the reason." in text
    assert ("What to do:" in text) == (
        status in (Status.STOPPED, Status.EMPTY, Status.MISSING, Status.FAILED)
    )
    assert ("Not graded" in text) == (score is None)


def test_lines_name_the_exercise_and_not_its_cell(page):
    flags = ("03-lambda-max-hidden: no answer in time.", "03-lambda-max, line 2: uses it")
    late = ("late: by 0:10 hours", "resubmitted: this is number 2")
    _, text = page(graded(CHECKED, status=Status.STOPPED, reason=flags[0], flags=(*flags, *late)))
    assert "3.2 lambda_max: no answer in time. 3.2 lambda_max, line 2: uses it late: by" in text
    assert "resubmitted: this is number 2" in text
    assert "03-lambda-max" not in text
    _, text = page(graded(flags=tuple(f"flag {i}" for i in range(500))))
    assert "and 480 more" in text


def test_the_receipt_is_on_it(page):
    receipt = Receipt(
        "ann", "03_small", "abc123" * 10, 5, "2030-01-01 09:00:00", "2030-01-02 10:00:00"
    )
    _, text = page(graded(CHECKED), receipt=receipt)
    assert "Receipt abc123abc123 , handed in 2030-01-01 09:00:00 UTC, taken in 2030-01-02" in text


def test_what_came_from_outside_is_text(page, notebook):
    hostile = ATTACK + "\u202e\x1b[2J\udcff"
    item = replace(
        CHECKED, report={"title": hostile, "results": [found("x", "fail", detail=hostile)]}
    )
    result = graded(item, replace(BY_HAND, cell=hostile), reason=hostile, flags=(hostile,))
    markup, text = page(result, notebook=notebook, comments={hostile: hostile})
    assert not re.search("<(script|img)", markup)
    assert "&lt;script&gt;steal()" in markup
    assert not set(text) & set("\u202e\x1b")


def test_a_prediction_that_was_not_made_says_so(page):
    missing = replace(PREDICTED, score=0.0, hint="no prediction, or none of the options.")
    _, text = page(graded(missing))
    assert "0 of 1 no prediction, or none of the options." in text
    assert "whatever comes out" not in text


def test_a_suspicion_is_not_for_the_student(tmp_path):
    line = "03-lambda-max: nearly identical to the course's own implementation"
    result = graded(
        CHECKED, status=Status.NEEDS_REVIEW, reason=line, flags=(line,), suspicions=(line,)
    )
    write_page(result, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "lambda_max" in page
    assert "nearly identical" not in page
