"""What stands in for a wrong earlier answer runs by itself and gives nothing else away."""

import ast
import types
from pathlib import Path

import pytest

from reglab.checks.judging.run import earlier_exercises
from reglab.checks.model import Exercise, registry
from reglab.course import find_lessons
from reglab.sandbox.host.hidden import Hidden
from reglab.sandbox.host.reference_source import ReferenceRefused, reference_source

ROOT = Path(__file__).parents[2]


def exercises():
    for lesson in find_lessons(ROOT):
        items = registry.items_of(lesson.name[3:])
        yield from (id for id, item in items.items() if isinstance(item, Exercise))


USING = [id for id in exercises() if registry.exercise(id).uses]


def replacements(id):
    exercise, functions = registry.exercise(id), {}
    for earlier in earlier_exercises(exercise):
        functions.update(earlier.reference)
    return functions, reference_source(functions, Hidden(exercises()).entries)


def test_some_exercises_use_others():
    assert len(USING) >= 5


@pytest.mark.parametrize("id", USING)
def test_the_text_defines_the_earlier_answers_and_runs_alone(id):
    functions, source = replacements(id)
    module = types.ModuleType("replacements")
    exec(compile(source, "<stand-ins>", "exec"), module.__dict__)
    assert sorted(module.__replacements__) == sorted(functions)
    assert all(callable(getattr(module, name)) for name in functions)


@pytest.mark.parametrize("id", USING)
def test_the_text_holds_nothing_that_the_exercise_asks_for(id):
    _, source = replacements(id)
    defined = {
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    exercise = registry.exercise(id)
    own = {function.__name__ for function in exercise.reference.values()} | set(exercise.names)
    assert defined & own == set()


@pytest.mark.parametrize("id", USING)
def test_the_text_imports_nothing_that_is_hidden(id):
    _, source = replacements(id)
    hidden = set(Hidden(exercises()).entries)
    asked = {n.module for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ImportFrom)}
    assert asked & hidden == set()


def test_nothing_stands_in_for_nothing():
    assert reference_source({}, frozenset()) == ""


def test_a_text_that_would_hold_what_is_still_to_be_judged_is_refused():
    function = registry.exercise("lasso.kkt_violation").reference["kkt_violation"]
    hidden = Hidden(["lasso.kkt_violation"]).entries
    needed = ("reglab.linear.optimality", "weight_violation")
    assert needed[1] in reference_source({"kkt_violation": function}, hidden)
    with pytest.raises(ReferenceRefused, match=r"weight_violation, which is still to be judged"):
        reference_source({"kkt_violation": function}, hidden, frozenset([needed]))
