"""No answer is in the sandbox before its exercise has been judged, in whatever order that is.

What is there depends on which exercises have been judged; so all sets of them are tried, and with
them every order.
"""

import ast
from itertools import combinations
from pathlib import Path

import pytest

from reglab.checks.judging.run import earlier_exercises
from reglab.checks.model import registry
from reglab.course import find_lessons
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.ask_exercise import ask_exercise
from reglab.grading.verdict.bundle import read_bundle
from reglab.sandbox.host.call_graph import CallGraph
from reglab.sandbox.host.hidden import Hidden, references
from reglab.sandbox.host.package import visible_modules
from reglab.sandbox.host.reference_source import ReferenceRefused

ROOT = Path(__file__).parents[2]
LESSONS = [lesson.name for lesson in find_lessons(ROOT)]
HOLLOW = "reglab hides this function"
GRAPH = CallGraph(visible_modules())


@pytest.fixture(scope="module", params=LESSONS)
def hidden(request):
    return Hidden(read_bundle(CourseFolder(ROOT, request.param)).exercises)


def sets(exercises):
    return [set(some) for n in range(len(exercises) + 1) for some in combinations(exercises, n)]


def answers(id):
    """What an exercise asks for or forbids, as far as it is ours: whole files."""
    exercise = registry.exercise(id)
    modules = {module for module, _ in references(exercise)}
    modules |= {target.partition(":")[0] for target in exercise.forbid}
    ours = modules & visible_modules()
    return {entry for module in ours for entry in GRAPH.functions(module)}


def bodies(source):
    """The functions of a text that have a body, methods by their class."""
    for node in ast.parse(source).body:
        # A class of fields alone has no body to hide.
        functions = any(isinstance(n, ast.FunctionDef | ast.Lambda) for n in ast.walk(node))
        if hasattr(node, "name") and functions and HOLLOW not in ast.unparse(node):
            yield node.name


def test_an_answer_is_hidden_until_its_exercise_is_judged(hidden):
    for judged in sets(hidden.exercises):
        left = set(hidden.exercises) - judged
        still = hidden.still(judged)
        for id in left:
            assert answers(id) <= still
            assert GRAPH.callers_of(answers(id)) <= still


def test_a_body_comes_back_only_if_nothing_that_calls_it_is_still_asked_for(hidden):
    for judged in sets(hidden.exercises):
        asked = set().union(*(answers(id) for id in set(hidden.exercises) - judged))
        for entry in hidden.entries - hidden.still(judged):
            assert not GRAPH.callers_of([entry]) & asked


def test_the_texts_that_are_sent_hold_no_other_bodies(hidden):
    for judged in sets(hidden.exercises):
        for id in set(hidden.exercises) - judged:
            still = hidden.still({*judged, id})
            for module, source in hidden.over_after(id, judged).items():
                assert not {(module, name) for name in bodies(source)} & still


def test_all_that_was_hidden_is_given_back_in_the_end(hidden):
    assert hidden.still(hidden.exercises) == frozenset()


class Recorder:
    """A submission's process that has no answers, and keeps what it was sent."""

    used = 0.0  # seconds

    def __init__(self):
        self.sent = []

    def ask(self, question, seconds, blob=b""):
        self.sent.append(question)
        return {"missing": "not there"}, b""


def asked(id, judged, hidden):
    """The text that stands in for earlier answers; None if it is refused."""
    session = Recorder()
    exercise = registry.exercise(id)
    try:
        ask_exercise(session, exercise, 1, 1, passed=set(), judged=judged, hidden=hidden, words=str)
    except ReferenceRefused:
        assert session.sent == []
        return None
    return session.sent[0]["replacements"]


def test_a_stand_in_is_sent_only_for_what_has_been_judged(hidden):
    for judged in sets(hidden.exercises):
        for id in set(hidden.exercises) - judged:
            used = {earlier.id for earlier in earlier_exercises(registry.exercise(id))}
            text = asked(id, judged, hidden)
            assert (text is None) == (not used & set(hidden.exercises) <= judged)
            if text:
                defined = set(bodies(text))
                for other in set(hidden.exercises) - judged:
                    assert not defined & {name for _, name in references(registry.exercise(other))}


def test_in_the_released_order_nothing_is_refused(hidden):
    for index, id in enumerate(hidden.exercises):
        assert asked(id, set(hidden.exercises[:index]), hidden) is not None
