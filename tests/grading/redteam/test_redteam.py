"""Hostile and broken notebooks, graded in one class with honest ones between them.

Each file in ``cases/`` says what it tries and what it must get:

- ``SPY``: code in a cell of its own, before right answers; ``ATTACK``: the same before wrong ones;
- ``ANSWERS``: what stands in place of the right answers; ``WRONG``: wrong ones;
- ``CHECKS``: what stands in place of the text of all checks;
- ``submission(lesson)``: a notebook, text or bytes, for whatever else there is;
- ``NAME``, ``STUDENT``, ``FILES``, ``LINKS``, ``LINK``: how it is handed in;
- ``EXPECTED``: status, points by exercise (full ones unless told; None where they do not
  matter), what they are out of and what is left to a human, and what must stand in the reason
  or the flags, in a hint, in the output.

A cell prints FOUND where it got at what it should not; nothing may print that.
"""

import importlib.util
import json
import os
import re
from pathlib import Path

import nbformat
import pytest

from reglab.checks.model import registry
from reglab.grading import grade_class
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.gradebook import open_gradebook
from reglab.grading.report import write_report

pytestmark = pytest.mark.slow

LESSON = "03_small"
FULL = {"predict": 1.0, "soft": 2.0, "lambda": 1.0}
NAMES = {"support_grows": "predict", "soft_threshold": "soft", "lambda_max": "lambda"}
WRONG = {
    "soft_threshold": "def soft_threshold(z, t):\n    return z",
    "lambda_max": "def lambda_max(X, y):\n    return 0.0",
}
LIMITS = """
[limits]
cell_seconds = 8
exercise_seconds = 6
notebook_seconds = 30
memory_mb = 400
processes = 20
files_mb = 16
"""
SECRET = "a secret of the instructor's"


def _load(path):
    spec = importlib.util.spec_from_file_location(f"redteam_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHOSEN = os.environ.get("REDTEAM", "").split()  # some alone, for whoever writes one
CASES = {
    path.stem: _load(path)
    for path in sorted(Path(__file__).parent.glob("cases/*.py"))
    if not CHOSEN or path.stem in CHOSEN
}


class _Lesson:
    """The small lesson, as the cases use it."""

    def __init__(self, filled):
        self.filled = filled

    def wrong(self, **answers):
        return self.filled(**{**WRONG, **answers})

    def spy(self, source):
        return self.with_first(source)

    def with_first(self, source, **answers):
        notebook = self.filled(**answers)
        self.first(notebook, source)
        return notebook

    def first(self, notebook, source):
        notebook.cells.insert(1, self.code(source))  # behind the imports

    def code(self, source):
        return nbformat.v4.new_code_cell(source)

    def place(self, notebook, name):
        return [cell.get("id") for cell in notebook.cells].index(name)

    def raw(self, notebook):
        return json.dumps(notebook)


def _submission(case, lesson):
    if hasattr(case, "submission"):
        return case.submission(lesson)
    answers = getattr(case, "ANSWERS", {})
    wrong = hasattr(case, "ATTACK") or hasattr(case, "WRONG")
    notebook = (lesson.wrong if wrong else lesson.filled)(**answers)
    source = getattr(case, "ATTACK", getattr(case, "SPY", None))
    if source is not None:
        lesson.first(notebook, source)
    for cell in notebook.cells:
        if hasattr(case, "CHECKS") and cell.id.endswith(("-check", "-hidden")):
            cell.source = case.CHECKS
    return notebook


def _hand_in(course, student, made, case=None):
    folder = course / "submitted" / student / LESSON
    folder.mkdir(parents=True)
    path = folder / getattr(case, "NAME", f"{LESSON}.ipynb")
    if hasattr(case, "LINK"):
        path.symlink_to(case.LINK)
        return
    if isinstance(made, bytes):
        path.write_bytes(made)
    else:
        path.write_text(made if isinstance(made, str) else json.dumps(made), encoding="utf-8")
    for name, content in getattr(case, "FILES", {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for name, target in getattr(case, "LINKS", {}).items():
        (folder / name).symlink_to(target)


def _student(name):
    return getattr(CASES[name], "STUDENT", name)


class _Class:
    """What came of the class."""

    def __init__(self, folder, results):
        self.folder, self.results = folder, {result.student: result for result in results}

    def outputs(self, student):
        """Everything that the graded notebook says, beside its sources."""
        path = CourseFolder(self.folder, LESSON).autograded(student)
        if not path.is_file():
            return ""
        cells = json.loads(path.read_text("utf-8"))["cells"]
        return json.dumps([cell.get("outputs", []) for cell in cells])

    def page(self, student):
        return CourseFolder(self.folder, LESSON).feedback(student).read_text("utf-8")


@pytest.fixture(scope="module")
def graded(checkout, filled, tmp_path_factory):
    """The class: an honest submission before, between and after the hostile ones."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "course.toml").write_text(LIMITS)
    lesson = _Lesson(filled)
    for number in range(8):
        # In the order of the alphabet, so that they stand between the others.
        _hand_in(folder, f"{'acefmpsz'[number]}-honest-{number}", filled())
    _hand_in(folder, "honest-1", filled())
    for name, case in CASES.items():
        _hand_in(folder, _student(name), _submission(case, lesson), case)
    os.environ["REDTEAM_SECRET"] = SECRET
    try:
        results = grade_class([LESSON], folder, root=checkout, jobs=2, sandboxed=True)
    finally:
        del os.environ["REDTEAM_SECRET"]
    return _Class(folder, results)


def _points(result):
    return {NAMES[i.name]: i.score for i in result.exercises if i.name in NAMES}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_submission_gets_what_it_earned(graded, name):
    result, expected = graded.results[_student(name)], CASES[name].EXPECTED
    said = "\n".join([result.reason, *result.flags])
    hints = "\n".join(item.hint for item in result.exercises)
    if "status" in expected:
        assert str(result.status) == expected["status"], said
    assert expected.get("says", "") in said
    assert expected.get("hint", "") in hints
    if expected.get("status") in ("failed", "missing"):
        assert result.score is None
        return
    points = _points(result)
    for key, most in FULL.items():
        wanted = expected.get(key, most)
        assert 0 <= points[key] <= most
        if wanted is not None:
            assert points[key] == wanted, (key, points, said, hints)
    assert result.score == sum(points.values())
    assert (result.max_score, result.by_hand) == expected.get("out_of", (4, 3))


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_submission_finds_nothing(graded, name):
    result, expected = graded.results[_student(name)], CASES[name].EXPECTED
    outputs = graded.outputs(_student(name))
    assert re.findall("FOUND.{0,200}", outputs) == []
    assert expected.get("prints", "") in outputs
    everything = outputs + json.dumps(result.to_dict())
    assert "FOUND" not in everything
    assert SECRET not in everything


@pytest.mark.parametrize("name", CASES)
def test_what_is_shown_of_it_can_do_nothing(graded, name):
    result = graded.results[_student(name)]
    page = graded.page(_student(name)) if result.student.isprintable() else ""
    assert len(page) < 1_000_000
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    shown = "".join([result.reason, *result.flags, *(item.hint for item in result.exercises)])
    assert len(shown) < 20_000
    assert "\x1b" not in page + shown


@pytest.mark.parametrize("number", range(8))
def test_an_honest_submission_beside_them_gets_its_marks(graded, number):
    result = graded.results[f"{'acefmpsz'[number]}-honest-{number}"]
    assert (str(result.status), result.score, result.flags) == ("graded", 4, ())


def test_the_gradebook_holds_what_was_found(graded):
    with open_gradebook(f"sqlite:///{graded.folder}/gradebook.db"):
        pass
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{graded.folder}/gradebook.db") as book:
        for student, result in graded.results.items():
            if result.score is not None:
                assert book.find_submission(LESSON, student).score == result.score, student


def test_the_report_of_the_class_can_do_nothing(graded, tmp_path):
    page = write_report(list(graded.results.values()), tmp_path, course=graded.folder)
    assert "<script>alert" not in page.read_text("utf-8")
    assert "<img src=x" not in page.read_text("utf-8")


def test_there_are_enough_of_them():
    assert len(CASES) >= 60 or CHOSEN
    assert all(case.__doc__ and case.EXPECTED for case in CASES.values())
    assert registry.points("lasso.soft_threshold") == FULL["soft"]


def test_nothing_of_theirs_is_left_in_the_course_folder(graded):
    names = {path.name for path in graded.folder.rglob("*") if "submitted" not in path.parts}
    assert not names & {"core", "filler", "large", "numpy.py", "sitecustomize.py"}
