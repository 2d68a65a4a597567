"""Answers of different students that are nearly the same: found if copied, not if only short."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from reglab.checks.authoring.accepted import load_accepted
from reglab.grading import GradeResult, GradingError, Status
from reglab.grading.report import write_report
from reglab.grading.report.alike import KINDS, alike_answers
from reglab.grading.report.sources import find_alike
from reglab.grading.results import ExerciseResult
from reglab.grading.verdict.similarity import cell_shape

SOLUTIONS = Path(__file__).parents[2] / "solutions"
CODE = """\
def lasso_cd(X, y, lam, tol=1e-6, max_iter=1000):
    n, p = X.shape
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    a = (Xc**2).sum(axis=0) / n
    w, r = np.zeros(p), yc.copy()
    for k in range(1, max_iter + 1):
        for j in np.flatnonzero(a):
            old = w[j]
            w[j] = soft_threshold(Xc[:, j] @ r / n + a[j] * old, lam) / a[j]
            r -= Xc[:, j] * (w[j] - old)
        if kkt_violation(Xc, yc, w, 0.0, lam) <= tol:
            break
    return w, y.mean() - X.mean(axis=0) @ w, k
"""
OTHER = """\
def lasso_cd(X, y, lam, tol=1e-6, max_iter=1000):
    G, q = np.cov(X.T, bias=True), np.cov(X.T, y, bias=True)[-1, :-1]
    beta, sweeps = np.zeros_like(q), 0
    while sweeps < max_iter:
        before, sweeps = beta.copy(), sweeps + 1
        for column, (row, target) in enumerate(zip(G, q)):
            if row[column] > 0:
                rest = target - row @ beta + row[column] * beta[column]
                beta[column] = np.sign(rest) * max(abs(rest) - lam, 0) / row[column]
        if np.linalg.norm(before - beta, ord=np.inf) < tol:
            return beta, np.average(y) - np.average(X, axis=0).dot(beta), sweeps
    raise ValueError("no convergence")
"""
SHORT = "def soft_threshold(z, t):\n    return np.sign(z) * np.maximum(np.abs(z) - t, 0)"
WHY = (
    "The absolute value has a kink at zero, so that its slopes there are all numbers between "
    "minus one and one. A small correlation fits among them and leaves the weight at zero, while "
    "the square has one slope only, and pulls less and less."
)


def disguised(source):
    for old, new in (("Xc", "A"), ("yc", "target"), (r"\br\b", "rest"), ("old", "was")):
        source = re.sub(old, new, source)
    return source.replace("    n, p", "    # all my own work\n\n    n, p")


def groups(answers, kind="code", given=""):
    runs = KINDS[kind].runs(given)
    forms = {student: KINDS[kind].form(text, runs) for student, text in answers.items()}
    forms = {student: form for student, form in forms.items() if form is not None}
    return [(group.students, group.how) for group in alike_answers("03_lasso", {"03": forms})]


def test_copies_are_found_whatever_their_names_and_comments():
    assert groups({"bob": CODE, "ann": CODE, "cem": OTHER}) == [(("ann", "bob"), "the same text")]
    found = groups({"ann": CODE, "bob": disguised(CODE)})
    assert found == [(("ann", "bob"), "the same except names or comments")]


def test_a_copy_with_additions_and_lines_moved_is_found():
    changed = disguised(CODE).replace("    w, rest =", "    print('mine')\n    w, rest =")
    ((students, how),) = groups({"ann": CODE, "bob": changed, "cem": OTHER})
    assert students == ("ann", "bob")
    assert re.fullmatch(r"at least (8|9)\d % of the shorter answer", how)


def test_short_answers_and_what_the_notebook_gives_are_no_evidence():
    assert groups({"ann": SHORT, "bob": SHORT}) == []
    assert groups({"ann": CODE, "bob": CODE}, given=CODE) == []
    assert groups({"ann": CODE + SHORT, "bob": CODE + "x = 1"}, given=disguised(CODE)) == []
    assert groups({"ann": "The kink at 0.", "bob": "The kink at 0."}, "markdown") == []


def test_text_is_compared_by_its_words():
    found = groups({"ann": WHY, "bob": WHY.upper().replace(",", ";")}, "markdown")
    assert found == [(("ann", "bob"), "the same except names or comments")]
    other = " ".join(reversed(WHY.split()))
    assert groups({"ann": WHY, "bob": other}, "markdown") == []
    assert groups({"ann": WHY, "bob": WHY}, "markdown", given=WHY) == []


@pytest.mark.parametrize("lesson", sorted(p.parent.name for p in SOLUTIONS.glob("*/accepted.py")))
def test_answers_written_independently_are_not_alike(lesson):
    import inspect

    for items in load_accepted(SOLUTIONS / lesson / "accepted.py").values():
        texts = ["\n".join(map(inspect.getsource, item.values())) for item in items]
        for one, other in combinations(texts, 2):
            assert groups({"ann": one, "bob": other}) == []


@pytest.mark.parametrize(
    "source", ["x = " + "+".join(["1"] * 3000), "x = " + "(" * 5000, "x = 0x" + "f" * 9000, "\x00"]
)
def test_code_of_any_shape_is_read(source):
    cell_shape(source)
    assert groups({"ann": source, "bob": source}) in ([], [(("ann", "bob"), "the same text")])


@pytest.fixture
def course(tmp_path):
    """A graded course: two copies, one of its own, one file that is no notebook."""

    def write(folder, source):
        why = {"grade_id": "03-why", "solution": True}
        cd = {"grade_id": "03-lasso-cd", "solution": True}
        cells = [
            {"cell_type": "code", "metadata": {"nbgrader": cd}, "source": source.splitlines(True)},
            {"cell_type": "markdown", "metadata": {"nbgrader": why}, "source": ""},
            {"cell_type": "code", "metadata": {}, "source": "x = 1"},
        ]
        path = tmp_path / folder / "03_lasso" / "03_lasso.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")

    write("notebooks", "def lasso_cd(X, y, lam):\n    raise NotImplementedError")
    sources = {"ann": CODE, "bob": disguised(CODE), "<b>cem": OTHER}
    for student, source in sources.items():
        write(f"autograded/{student}", source)
    broken = tmp_path / "autograded" / "dan" / "03_lasso" / "03_lasso.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("[1, 2")
    report = {"title": "3.4 lasso_cd", "results": []}
    item = ExerciseResult("lasso.lasso_cd", "03-lasso-cd-hidden", 1.0, 5.0, report=report)
    results = [
        GradeResult(s, "03_lasso", Status.GRADED, 1.0, 5.0, exercises=(item,))
        for s in (*sources, "dan", "eve", "../ann")
    ]
    return tmp_path, results


def test_a_damaged_notebook_is_reported_and_not_left_out(course):
    folder, results = course
    damaged = folder / "autograded/dan/03_lasso/03_lasso.ipynb"
    with pytest.raises(GradingError, match=f"{damaged} is damaged .*: move it away") as error:
        write_report(results, folder / "report", course=folder)
    assert "\n" not in str(error.value)


def test_the_report_names_exercise_and_students_and_changes_no_mark(course):
    folder, results = course
    (folder / "autograded/dan/03_lasso/03_lasso.ipynb").unlink()
    (found,) = find_alike(results, folder)
    assert (found.cell, found.students) == ("03-lasso-cd", ("ann", "bob"))
    text = write_report(results, folder / "report", course=folder).read_text("utf-8")
    text = " ".join(re.sub("<[^>]*>", " ", text[text.index('id="flags"') :]).split())
    assert "3.4 lasso_cd 03_lasso 2 students the same except names or comments ann bob" in text
    assert "There are no flags." in text


def test_without_a_course_folder_the_report_says_that_nothing_was_compared(course):
    folder, results = course
    assert find_alike(results, None) == []
    text = write_report(results, folder / "report").read_text("utf-8")
    assert "Answers were not compared" in text
