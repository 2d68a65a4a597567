"""What student code sees of reglab: no judge, no bank, and no reference that it is asked for."""

import ast
import inspect
from functools import cache
from pathlib import Path

import pytest

from reglab.checks.model import Exercise, registry
from reglab.course import find_lessons
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.bundle import read_bundle
from reglab.sandbox.host.package_copy import make_copy

ROOT = Path(__file__).parents[2]
LESSONS = [lesson.name for lesson in find_lessons(ROOT)]


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, tmp_path_factory):
    """The ids of a lesson's exercises, and its view."""
    ids = read_bundle(CourseFolder(ROOT, request.param)).exercises
    folder = tmp_path_factory.mktemp("view")
    make_copy(ids, folder)
    return [id for id in ids if isinstance(registry.items_of(home(id))[id], Exercise)], folder


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
    words = ("judg", "mistake", "predictions", "accepted", "authoring", "solution", "test")
    for path in found - {"reglab/checks/model/predictions.py"}:
        for word in (*words, "grading", "course", "cli"):
            assert word not in path, path
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


def strings(text):
    """All literal texts in Python code."""
    nodes = ast.walk(ast.parse(text))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_of_an_exercise_only_the_calls_are_there(lesson):
    """What draws may know an answer; hints and mistakes tell one."""
    ids, folder = lesson
    texts = [path.read_text("utf-8") for path in (folder / "reglab/exercises").rglob("*.py")]
    said = set().union(*map(strings, texts))
    named = {node.arg for t in texts for node in ast.walk(ast.parse(t)) if hasattr(node, "arg")}
    called = {node.func.attr for text in texts for node in ast.walk(ast.parse(text))
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}  # fmt: skip
    assert not named & {"draw", "judge", "reference", "returns", "after"}
    assert not called & {"mistake", "answer", "belief"}
    for id in ids:
        exercise = registry.exercise(id)
        assert not said & {known.hint for known in exercise.mistakes}
        for prop in exercise.properties.values():
            for secret in (prop.judge, prop.draw):
                lines = inspect.getsource(secret).splitlines()[1:]
                longest = uniform_lines(max(lines, key=len, default=""))
                if len(longest) > 40:
                    assert not any(longest in text for text in texts), (id, prop.name)


def uniform_lines(line):
    return line.strip().rstrip(",")
