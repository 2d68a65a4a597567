"""Of an exercise's file only the calls travel, and a file that hides them stops the grader."""

import ast

import pytest

from reglab.checks.model import registry
from reglab.sandbox.host.exercise_file import NotCut
from reglab.sandbox.host.probing_part import probing_sources

EXERCISE = '''
"""A docstring that says how it is done."""
import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import PASSED, Array, Exercise, failed
from reglab.exercises.planted import inputs
from reglab.exercises.planted.inputs import FACTOR, scaled as times

SECRET = "the reference is x / 2"
STEP = 3


def right(x):
    return x / 2


def _shape(data):
    return data["x"].shape


HALF = Exercise(
    "planted.half",
    title="90.1 half",
    points=2,
    arguments=("x",),
    returns=Array(_shape),
    forbid=("reglab.linear.lasso:lasso_cd",),
    reference=right,
)


def _case(rng):
    return {"x": right(rng.normal(size=3))}


@HALF.property("it is half", draw=_case)
def halves(data, out):
    return PASSED if np.allclose(out["half"], right(data["x"])) else failed(SECRET)


class Kept:
    """A spy."""

    def __init__(self, x):
        self.x = x * STEP


def _calls(answers, data):
    from reglab.exercises.planted.inputs import inner

    STEP = 2  # a local variable
    return {"half": answers.half(times(Kept(data["x"]).x, inner(FACTOR)) / STEP)}


@HALF.property("it scales", draw=_case, call=_calls, after="halves")
def scales(data, out):
    return PASSED


HALF.property(
    inputs.TITLE,
    name="again",
    draw=_case,
    call=inputs.twice(lambda answers, x: answers.half(x)),
    judge=agrees(HALF, "Divide by 2.", _shape),
)
HALF.mistake("whole", "Divide.", lambda x: x)
'''
INPUTS = """
import numpy as np

FACTOR = 2.0
TITLE = "it does it again"
UNUSED = "an answer"


def scaled(x, factor):
    return x * factor * _unit()


def _unit():
    return 1.0


def inner(x):
    return x


def twice(call):
    return lambda answers, data: {"half": call(answers, data["x"])}


def drawn(rng):
    return "an answer"
"""


def cut(plant, exercise=EXERCISE):
    plant(half=exercise, inputs=INPUTS)
    texts = probing_sources(["planted"])
    return {name.rpartition(".")[2]: t for name, t in texts.items() if ".planted." in name}


def test_only_what_the_calls_need_is_there(plant):
    texts = cut(plant)
    assert set(texts) == {"half", "inputs"}
    bound = {n.name for t in texts.values() for n in ast.parse(t).body if hasattr(n, "name")}
    assert bound == {"Kept", "_calls", "scaled", "_unit", "inner", "twice"}
    whole = "\n".join(texts.values())
    for secret in ("reference", "right", "draw", "judg", "agrees", "SECRET", "Divide", "mistake",
                   "UNUSED", "an answer", "says how", "_shape", "returns"):  # fmt: skip
        assert secret not in whole
    assert "STEP = 3" in texts["half"]  # the class needs it
    assert "numpy" not in whole


def test_what_is_there_declares_the_same_calls(plant):
    texts = cut(plant)
    whole = registry.exercise("planted.half")
    plant(**texts)
    part = registry.exercise("planted.half")
    assert (part.id, part.title, part.names) == (whole.id, whole.title, whole.names)
    assert part.forbid == whole.forbid  # calls of them are seen where the answer runs
    assert list(part.properties) == list(whole.properties) == ["halves", "scales", "again"]
    for name, prop in part.properties.items():
        assert prop.title == whole.properties[name].title
        assert prop.judge is prop.draw is None
    assert part.reference == {}
    assert part.mistakes == []


LOOP = """
for name in ("one", "two"):
    HALF.property(name, name=name, draw=_case, judge=halves)
"""
COMPUTED = """
NAME = "com" + "puted"
HALF.property("computed", name=NAME, draw=_case, judge=halves)
"""
BY_ALIAS = """
declare = HALF.property
declare("by alias", name="by_alias", draw=_case, judge=halves)
"""
CALLS_A_JUDGE = """
HALF.property("judges", name="judges", draw=_case, judge=halves,
              call=lambda answers, data: halves(data, answers))
"""
NEEDS_JUDGING = """
HALF.property("agrees", name="agree", draw=_case, judge=halves,
              call=lambda answers, data: agrees(answers))
"""
NOT_AT_THE_TOP = """
if STEP:
    def maybe(answers, data):
        return {}
HALF.property("maybe", name="maybe", draw=_case, judge=halves, call=maybe)
"""


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (LOOP, "planted.half: expected its properties"),
        (COMPUTED, "planted.half: expected its properties"),
        (BY_ALIAS, "planted.half: expected its properties"),
        (CALLS_A_JUDGE, "a call needs halves, which declares part of an exercise"),
        (NEEDS_JUDGING, "a call needs reglab.checks.judging.stock.agrees, which judges"),
    ],
)
def test_calls_that_can_not_be_told_from_the_rest_stop_the_grader(plant, more, says):
    with pytest.raises(NotCut, match=says):
        cut(plant, EXERCISE + more)


def test_what_is_bound_inside_a_branch_is_not_taken(plant):
    """The import then fails in the sandbox, which is better than a branch with all that it has."""
    text = cut(plant, EXERCISE + NOT_AT_THE_TOP)["half"]
    assert "def maybe" not in text


@pytest.mark.parametrize("lesson", registry.lessons())
def test_every_lesson_of_the_course_can_be_cut(lesson):
    assert f"reglab.exercises.{lesson}" in probing_sources([lesson])
