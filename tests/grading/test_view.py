"""What student code sees of reglab: no judge, no bank, and no reference that it is asked for."""

import ast
import inspect
from functools import cache
from pathlib import Path

import pytest

from reglab.checks.core import Exercise, registry
from reglab.course import find_lessons
from reglab.grading.bundle import read_bundle
from reglab.grading.course import CourseFolder
from reglab.grading.package import PACKAGE, module_path
from reglab.grading.view import make_view

ROOT = Path(__file__).parents[2]
LESSONS = [lesson.name for lesson in find_lessons(ROOT)]


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, tmp_path_factory):
    """The ids of a lesson's exercises, and its view."""
    ids = read_bundle(CourseFolder(ROOT, request.param)).exercises
    folder = tmp_path_factory.mktemp("view")
    make_view(ids, folder)
    return [id for id in ids if isinstance(registry.probes_of(home(id))[id], Exercise)], folder


def home(id):
    return id.partition(".")[0]


@cache
def uniform(source):
    """Python code without comments and in one way of writing."""
    return ast.unparse(ast.parse(source))


def statements(answer):
    """The lines of a function or of a class's methods, but for docstrings and heads."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(inspect.unwrap(answer))))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            first = 0 if ast.get_docstring(node) is None else 1
            for statement in node.body[first:]:
                if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
                    yield from (line.strip() for line in ast.unparse(statement).splitlines())


def test_only_what_may_be_seen_is_there(lesson):
    _, folder = lesson
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")}
    for path in found:
        for word in ("judge", "bank", "accepted", "solution", "test", "grading", "course", "cli"):
            assert word not in path, path
    core = {path.split("/")[3] for path in found if path.startswith("reglab/checks/core/")}
    assert not core & {"judging.py", "diagnose.py", "run.py", "verify.py"}
    assert not list(folder.rglob("*.ipynb"))


def test_no_reference_is_left_in_any_file(lesson):
    ids, folder = lesson
    texts = [uniform(path.read_text("utf-8")) for path in folder.rglob("*.py")]
    for id in ids:
        for name, reference in registry.exercise(id).reference.items():
            secret = max(statements(reference), key=len)
            if len(secret) > 25:  # shorter ones stand in other functions, too
                homes = [text for text in texts if secret in text]
                assert homes == [], f"{id}, {name}: {secret}"


def test_compiled_files_hold_no_more_than_the_sources(lesson):
    """A copy compiled before it was made hollow would give the answer away."""
    _, folder = lesson
    sources = {path.stem for path in folder.rglob("*.py")}
    compiled = list(folder.rglob("*.pyc"))
    assert compiled
    assert {path.name.partition(".")[0] for path in compiled} <= sources
    for path in compiled:
        assert path.parent.name == "__pycache__"
        source = path.parents[1] / (path.name.partition(".")[0] + ".py")
        gone = b"reglab hides this function" in path.read_bytes()
        assert gone == ("reglab hides this function" in source.read_text("utf-8"))


def test_what_draws_the_inputs_is_not_there(lesson):
    """It may know an answer: where the lasso becomes zero, say."""
    ids, folder = lesson
    draws = {prop.draw for id in ids for prop in registry.exercise(id).properties.values()}
    for draw in draws:
        path = folder / "reglab" / module_path(draw.__module__).relative_to(PACKAGE)
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name == draw.__name__:
                assert "reglab hides this function" in ast.unparse(node), draw
        assert "draw=lambda" not in text
