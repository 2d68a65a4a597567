"""A class of good, bad and broken submissions, from their files to the gradebook and back."""

import copy
import os
import shutil
import stat

import nbformat
import pytest
from rich.console import Console

from reglab.course import build
from reglab.grading import GradingError, Status, grade_class, print_table, replay, write_csv
from reglab.grading.intake.submission import read_notebook
from reglab.grading.records.course import CourseFolder, open_course
from reglab.grading.records.seed import SEED_FILE

LESSON = "03_small"
pytestmark = pytest.mark.slow

NOISY = """\
import os, sys, warnings

def soft_threshold(z, t):
    os.write(2, b"straight to the descriptor")
    print("printed", file=sys.stderr)
    warnings.warn("loud")
    return z - np.clip(z, -t, t)
"""
IN_PLACE = """\
def lambda_max(X, y):
    X -= X.mean(axis=0)
    return np.abs(X.T @ (y - y.mean())).max() / len(y)
"""
BORROWED = "from reglab.linear import soft_threshold"
LOOK_FOR_SEED = "import os\nprint([name for name in os.environ if 'SEED' in name])"
DEADLY = "import os\n\ndef lambda_max(X, y):\n    os._exit(3)"


def copied_twice(filled, cell_of):
    """The answer and its check were copied to the end, as a backup."""
    notebook = filled()
    for name in ("03-soft-threshold", "03-soft-threshold-check"):
        again = copy.deepcopy(cell_of(notebook, name))
        again.id += "-copy"
        notebook.cells.append(again)
    return notebook


def tampered(filled, cell_of):
    """A check that says "full marks", and tags that keep graded cells from being run."""
    notebook = filled(soft_threshold="def soft_threshold(z, t):\n    return z", lambda_max="")
    cell_of(notebook, "03-soft-threshold-hidden").source = "2.0"
    cell_of(notebook, "03-soft-threshold-hidden").metadata.tags = ["skip-execution"]
    cell_of(notebook, "03-lambda-max-hidden").metadata.tags = ["experiment"]
    return notebook


def without_cells(filled):
    """An answer was deleted together with both of its checks."""
    notebook = filled()
    notebook.cells = [c for c in notebook.cells if not c.id.startswith("03-soft-threshold")]
    return notebook


@pytest.fixture(scope="module")
def course(checkout, filled, hand_in, cell_of, tmp_path_factory):
    """The class, graded once: its folder and the results by student."""
    folder = tmp_path_factory.mktemp("course")
    curious = filled()
    curious.cells.append(nbformat.v4.new_code_cell(LOOK_FOR_SEED, id="mine"))
    hand_in(folder, "a-right", curious)
    hand_in(folder, 'b-noisy, "loud" [red]', filled(soft_threshold=NOISY))
    hand_in(folder, "c-copied", copied_twice(filled, cell_of))
    hand_in(folder, "d-broken", '{"cells": [')
    hand_in(folder, "e-renamed", filled(), name="lesson (1).ipynb")
    hand_in(folder, "f-in-place", filled(lambda_max=IN_PLACE))
    hand_in(folder, "g-borrowed", filled(soft_threshold=BORROWED))
    hand_in(folder, "h-tampered", tampered(filled, cell_of))
    hand_in(folder, "i-deleted", without_cells(filled))
    hand_in(folder, "j-dies", filled(lambda_max=DEADLY))
    hand_in(folder, "k-right-again", filled())
    before, here, seen = dict(os.environ), os.getcwd(), []
    results = grade_class(["03"], folder, root=checkout, progress=lambda *call: seen.append(call))
    assert dict(os.environ) == before
    assert os.getcwd() == here
    assert seen[:2] == [(0, 11, ""), (0, 11, "a-right")]
    assert seen[-1] == (11, 11, "")
    return folder, {result.student[0]: result for result in results}


def test_every_submission_ends_with_its_score_and_status(course):
    _, results = course
    found = {key: (r.score, r.max_score, r.by_hand, str(r.status)) for key, r in results.items()}
    assert found == {
        "a": (4, 4, 3, "graded"),
        "b": (4, 4, 3, "graded"),
        "c": (4, 4, 3, "graded"),
        "d": (None, None, 0, "failed"),
        "e": (None, None, 0, "missing"),
        "f": (3.84, 4, 3, "graded"),
        "g": (2, 4, 3, "calls the reference"),
        "h": (1, 4, 3, "edited checks"),
        "i": (2, 4, 3, "graded"),
        "j": (3, 4, 3, "stopped"),
        "k": (4, 4, 3, "graded"),
    }


def test_reasons_and_hints_say_what_to_do(course):
    _, results = course
    assert "broken JSON at line 1" in results["d"].reason
    assert "03_small/03_small.ipynb, found lesson (1).ipynb" in results["e"].reason
    assert results["f"].first_hint.startswith(
        "lambda_max: Your code changes an array of whole numbers in place"
    )
    assert results["g"].reason.startswith("soft_threshold: this answer calls reglab.linear.prox")
    assert "03-soft-threshold-hidden: this check was changed" in results["h"].reason
    assert "its process ended early" in results["j"].reason
    assert results["a"].first_hint == results["a"].reason == ""
    assert any("03-soft-threshold: the cell was missing" in flag for flag in results["i"].flags)
    assert any("copy of this cell" in flag for flag in results["c"].flags)


def test_scores_are_what_the_reports_say_and_visible_checks_give_none(course, cell_of):
    folder, results = course
    notebook = read_notebook(CourseFolder(folder, LESSON).autograded("f-in-place"))
    assert cell_of(notebook, "03-lambda-max-check").outputs == []
    (value,) = [
        output.data["text/plain"]
        for output in cell_of(notebook, "03-lambda-max-hidden").outputs
        if output.output_type == "execute_result"
    ]
    assert value == "0.84"
    item = next(e for e in results["f"].exercises if e.exercise == "lasso.lambda_max")
    assert item.score == item.report["earned"] == 0.84
    assert item.report["results"][-1]["status"] == "fail"


def test_experiments_are_not_run(course, cell_of):
    folder, _ = course
    notebook = read_notebook(CourseFolder(folder, LESSON).autograded("a-right"))
    (cell,) = [c for c in notebook.cells if "long experiment" in c.source]
    assert cell.outputs == []
    assert cell_of(notebook, "03-lambda-max-hidden").outputs


def test_the_secret_seed_stays_with_the_grader(course, cell_of):
    folder, _ = course
    run = read_notebook(CourseFolder(folder, LESSON).autograded("a-right"))
    assert cell_of(run, "mine").outputs[0].text.strip() == "['PYTHONHASHSEED']"
    assert stat.S_IMODE((folder / SEED_FILE).stat().st_mode) == 0o600


def test_a_mark_can_be_reproduced_with_the_recorded_seed(course, checkout):
    folder, results = course
    found = replay("03", "f-in-place", folder, root=checkout)
    assert (found.differences, found.causes) == ([], [])
    assert found.again.exercises == results["f"].exercises


def test_a_second_run_runs_nobody_s_code_again(course, checkout, monkeypatch):
    folder, results = course

    def refuse(*work, **options):
        raise AssertionError("graded again")

    monkeypatch.setattr("reglab.grading.verdict.grade_notebook.examined", refuse)
    again = grade_class(["03"], folder, root=checkout)
    assert {r.student[0]: r for r in again} == results


def test_points_given_by_hand_count(course, checkout):
    from nbgrader.api import Gradebook

    folder, _ = course
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        book.find_grade("03-why", LESSON, LESSON, "k-right-again").manual_score = 2.5
        book.db.commit()
    results = {r.student: r for r in grade_class(["03"], folder, root=checkout)}
    result = results["k-right-again"]
    assert (result.score, result.max_score, result.by_hand) == (6.5, 7, 0)
    page = CourseFolder(folder, LESSON).feedback("k-right-again").read_text("utf-8")
    assert "6.5" in page


def test_a_changed_lesson_is_registered_anew_or_refused(course, checkout, tmp_path):
    folder, _ = course
    root = tmp_path / "checkout"
    shutil.copytree(checkout, root)
    text = root / "solutions" / LESSON / f"{LESSON}.py"
    before = text.read_text()

    def rebuilt(source):
        text.write_text(source)
        build(root=root)
        return open_course(LESSON, folder, root=root)

    course = rebuilt(before.replace("import numpy as np", "import numpy as np  # arrays"))
    assert "# arrays" in course.release.read_text()
    wanted = {"03-lambda-max": "03-other", "lambda_max": "kkt_violation"}
    for old, new in wanted.items():
        before = before.replace(old, new)
    with pytest.raises(GradingError, match="there are submissions associated with it"):
        rebuilt(before)
    assert "# arrays" in course.source.read_text()
    assert "# arrays" in course.release.read_text()


def test_table_csv_and_log_hold_the_class(course, tmp_path):
    folder, results = course
    console = Console(width=80, soft_wrap=True, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    with console.file:
        print_table(list(results.values()), console)
    text = console.export_text()
    assert 'b-noisy, "loud" [red]' in text
    assert max(map(len, text.splitlines())) <= 80
    write_csv(list(results.values()), tmp_path / "made" / "grades.csv")
    assert '"b-noisy, ""loud"" [red]"' in (tmp_path / "made" / "grades.csv").read_text()
    assert "Converting notebook" in (folder / "grading.log").read_text()


def test_answers_of_the_released_lesson_earn_nothing_and_stop_nothing(
    checkout, release, hand_in, tmp_path
):
    hand_in(tmp_path, "blank", release())
    (result,) = grade_class([LESSON], tmp_path, root=checkout, seed=5)
    assert result.status is Status.EMPTY
    assert result.reason == "every answer is unchanged."
    assert (result.score, result.max_score, result.by_hand) == (0, 7, 0)
    assert result.first_hint.startswith("support_grows: no prediction")
