"""Hostile and broken notebooks, graded in one class with honest ones between them.

Each file in ``cases/`` says what it tries and what it must get:

- ``SPY``: code in a cell of its own, before right answers; ``ATTACK``: the same before wrong ones;
- ``ANSWERS``: what stands in place of the right answers; ``WRONG``: wrong ones;
- ``CHECKS``: what stands in place of the text of all checks;
- ``submission(lesson)``: a notebook, text or bytes, for whatever else there is;
- ``NAME``, ``STUDENT``, ``FILES``, ``LINKS``, ``LINK``: how it is handed in;
- ``EXPECTED``: status, points by exercise (full ones unless told; None where they do not
  matter), what they are out of and what is left to a human, and what must stand in the reason
  or the flags, in a hint, in the output; ``finds``: what it may find, a regular expression.
- ``WITHOUT_INNER_NAMESPACES``: what differs where each submission gets a new sandbox of its own,
  as a change of ``EXPECTED``, and ``BECAUSE``: why, in one sentence. Nothing is left out there.

A cell prints FOUND where it got at what it should not; nothing may print that.
"""

import importlib.util
import json
import os
import re
from functools import partial
from pathlib import Path

import nbformat
import pytest

from reglab.grading import grade_class
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict import sandbox_workers
from reglab.grading.verdict.grade_notebook import grade_notebook
from reglab.sandbox.host.worker import SandboxWorker
from reglab.workers.pool import in_parallel

LESSON = "03_small"
FULL = {"predict": 1.0, "soft": 2.0, "lambda": 1.0}
NAMES = {"support_grows": "predict", "soft_threshold": "soft", "lambda_max": "lambda"}
HONEST = [f"{letter}-honest" for letter in "acefmpsz"]  # so that they stand between the others
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
# Most hostile submissions wait for a limit, so more of them run at a time than there are cores.
JOBS = 4


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


def student_of(name):
    return getattr(CASES[name], "STUDENT", name)


class HostileClass:
    """What came of the class.

    Attributes
    ----------
    folder : Path
        The course folder.
    results : dict of GradeResult
        By student.
    """

    def __init__(self, folder, results, inner_namespaces):
        self.folder, self.results = folder, {result.student: result for result in results}
        self._inner_namespaces = inner_namespaces

    def outputs(self, student):
        """Everything that the graded notebook says, beside its sources."""
        path = CourseFolder(self.folder, LESSON).autograded(student)
        if not path.is_file():
            return ""
        cells = json.loads(path.read_text("utf-8"))["cells"]
        return json.dumps([cell.get("outputs", []) for cell in cells])

    def page(self, student):
        return CourseFolder(self.folder, LESSON).feedback(student).read_text("utf-8")

    def expected(self, name):
        """What a case must get in this class."""
        case = CASES[name]
        if self._inner_namespaces:
            return case.EXPECTED
        return {**case.EXPECTED, **getattr(case, "WITHOUT_INNER_NAMESPACES", {})}

    def assert_earned(self, name):
        """A case has its status, its reason and its points, and no others."""
        result, expected = self.results[student_of(name)], self.expected(name)
        said = "\n".join([result.reason, *result.flags])
        hints = "\n".join(item.hint for item in result.exercises)
        if "status" in expected:
            assert str(result.status) == expected["status"], said
        assert expected.get("says", "") in said
        assert expected.get("hint", "") in hints
        if expected.get("status") in ("failed", "missing"):
            assert result.score is None
            return
        points = {NAMES[i.name]: i.score for i in result.exercises if i.name in NAMES}
        for key, most in FULL.items():
            wanted = expected.get(key, most)
            assert 0 <= points[key] <= most
            if wanted is not None:
                assert points[key] == wanted, (key, points, said, hints)
        assert result.score == pytest.approx(sum(points.values()))
        assert (result.max_score, result.by_hand) == expected.get("out_of", (4, 3))

    def assert_found_nothing(self, name):
        """A case got at nothing that it should not."""
        result, expected = self.results[student_of(name)], self.expected(name)
        outputs = self.outputs(student_of(name))
        assert expected.get("prints", "") in outputs
        everything = outputs + json.dumps(result.to_dict())
        found = re.findall(r"FOUND[^\\]{0,200}", everything)
        assert [one for one in found if not re.fullmatch(expected.get("finds", ""), one)] == []
        assert SECRET not in everything

    def assert_honest(self, student):
        """An honest submission has its marks."""
        result = self.results[student]
        assert (str(result.status), result.score, result.flags) == ("graded", 4, ())


def grade_hostile_class(folder, checkout, filled, *, inner_namespaces=True):
    """Hand in the class, honest submissions before, between and after the hostile ones; grade it.

    Parameters
    ----------
    folder : Path
        An empty course folder.
    checkout, filled
        The fixtures.
    inner_namespaces : bool
        False gives each submission a new sandbox of its own, as where a kernel allows no
        namespaces inside a sandbox.

    Returns
    -------
    HostileClass
    """
    (folder / "course.toml").write_text(LIMITS)
    lesson = _Lesson(filled)
    for student in HONEST:
        _hand_in(folder, student, filled())
    for name, case in CASES.items():
        _hand_in(folder, student_of(name), _submission(case, lesson), case)
    function = grade_notebook if inner_namespaces else _in_a_new_sandbox
    os.environ["REDTEAM_SECRET"] = SECRET
    try:
        results = grade_class([LESSON], folder, root=checkout, runner=partial(_run, function))
    finally:
        del os.environ["REDTEAM_SECRET"]
    return HostileClass(folder, results, inner_namespaces)


def _run(function, _, tasks, *, done, lost):
    """A runner for `grade_class`: worker processes that call another function."""
    in_parallel(function, tasks, JOBS, done=done, lost=lost)


def _in_a_new_sandbox(submission, bundle, settings):
    """`grade_notebook`, in a worker process of its own that starts a sandbox each time."""
    sandbox_workers.SandboxWorker = partial(SandboxWorker, warm=False)
    return grade_notebook(submission, bundle, settings)
