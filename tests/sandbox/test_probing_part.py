"""Of an exercise's file only the calls travel, and a file that hides them stops the grader."""

import ast

import pytest

from reglab.checks.model import registry
from reglab.sandbox.host import probing_part
from reglab.sandbox.host.exercise_file import NotCut
from reglab.sandbox.host.hidden import Hidden
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


CLASS_OF_BOTH = """
class Both:
    @staticmethod
    def call(answers, data):
        return {"half": answers.half(data["x"])}

    @staticmethod
    def judge(data, out):
        return PASSED
HALF.property("both", name="both", draw=_case, call=Both.call, judge=Both.judge)
"""
TABLE_OF_BOTH = """
BOTH = {"call": lambda answers, data: {}, "judge": lambda data, out: PASSED}
HALF.property("both", name="both", draw=_case, call=BOTH["call"], judge=BOTH["judge"])
"""
CALLS_THE_REFERENCE = """
HALF.property("difference", name="difference", draw=_case, judge=halves,
              call=lambda answers, data: {"half": answers.half(data["x"]) - right(data["x"])})
"""
SEVERAL_AT_ONCE = """
SIZES, EXPECTED = (3, 5), lambda x: x / 2
HALF.property("sized", name="sized", draw=_case, judge=halves,
              call=lambda answers, data: {"half": answers.half(SIZES[0])})
"""
COMPUTED_TITLE = """
HALF.property(f"it is {right(4)}", name="titled", draw=_case, judge=halves)
"""


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (CLASS_OF_BOTH, "a call uses Both, which is for judging"),
        (TABLE_OF_BOTH, "a call uses BOTH, which is for judging"),
        (CALLS_THE_REFERENCE, "a call uses right, which is a reference or is used by one"),
        (SEVERAL_AT_ONCE, "SIZES must have its own assignment"),
        (COMPUTED_TITLE, "the title must be a literal, got a call"),
        (LOOP, "planted.half: properties at the top level"),
        (COMPUTED, "planted.half: properties at the top level"),
        (BY_ALIAS, "planted.half: properties at the top level"),
        (CALLS_A_JUDGE, "a call needs halves, which declares part of an exercise"),
        (NEEDS_JUDGING, "a call needs reglab.checks.judging.stock.agrees, which is for judging"),
    ],
)
def test_calls_that_can_not_be_told_from_the_rest_stop_the_grader(plant, more, says):
    with pytest.raises(NotCut, match=says):
        cut(plant, EXERCISE + more)


def test_what_is_bound_inside_a_branch_is_not_taken(plant):
    """The import then fails in the sandbox, which is better than a branch with all that it has."""
    text = cut(plant, EXERCISE + NOT_AT_THE_TOP)["half"]
    assert "def maybe" not in text


def test_a_part_of_the_checks_that_judges_never_travels(plant, monkeypatch):
    plant(half=EXERCISE, inputs=INPUTS)
    found = probing_part.imports

    def more(module):
        judging = {"reglab.checks.judging.diagnose"} if module == "reglab.checks.model" else set()
        return found(module) | judging

    monkeypatch.setattr(probing_part, "imports", more)
    with pytest.raises(
        NotCut, match=r"reglab.checks.judging.diagnose is for judging and must not be"
    ):
        probing_sources(["planted"])


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        ("lambda x: x / 2", "the reference must have a name at the top level"),
        ("right, forbid=('reglab.linear:lasso_cd',)", "forbid must name a file of the package"),
        (
            "right, forbid=('reglab.linear.lasso.lasso_cd',)",
            "forbid must name a file of the package",
        ),
        (
            "right, forbid=('reglab.linear.lasso:missing',)",
            "forbid must name a function of reglab.linear",
        ),
    ],
)
def test_what_would_hide_nothing_stops_the_grader(plant, reference, says):
    text = EXERCISE.replace('    forbid=("reglab.linear.lasso:lasso_cd",),\n', "")
    plant(half=text.replace("reference=right", f"reference={reference}"), inputs=INPUTS)
    with pytest.raises(NotCut, match=says):
        Hidden(["planted.half"])


def test_what_a_reference_in_an_exercises_file_calls_is_hidden(plant):
    text = EXERCISE.replace("    return x / 2\n", "    return smooth_labels(x, 0.1)\n", 1)
    text = text.replace(
        "import numpy", "from reglab.augment.labels import smooth_labels\nimport numpy"
    )
    plant(half=text, inputs=INPUTS)
    assert ("reglab.augment.labels", "smooth_labels") in Hidden(["planted.half"]).entries


@pytest.mark.parametrize("lesson", registry.lessons())
def test_every_lesson_of_the_course_can_be_cut(lesson):
    assert f"reglab.exercises.{lesson}" in probing_sources([lesson])


MIDDLE = """
from reglab.checks.model import PASSED, Exercise, Number


def _middle(x):
    return sorted(x)[len(x) // 2]


def middle(x):
    return _middle(x)


MIDDLE = Exercise(
    "planted.middle", title="9.1 middle", points=1, arguments=("x",), returns=Number(),
    reference=middle,
)


@MIDDLE.property("it is in the middle", draw=lambda rng: {"x": [1.0, 2.0, 9.0]}CALL)
def in_the_middle(data, out):
    return PASSED
"""
SPREAD = """
IMPORT
from reglab.checks.model import PASSED, Exercise, Number

SPREAD = Exercise(
    "planted.spread", title="9.2 spread", points=1, arguments=("x",), returns=Number(),
    reference=lambda x: max(x) - min(x),
)


@SPREAD.property(
    "it does not depend on the middle", draw=lambda rng: {"x": [1.0, 2.0, 9.0]},
    call=lambda answers, data: {"spread": answers.spread([v - USED(data["x"]) for v in data["x"]])},
)
def shifted(data, out):
    return PASSED
"""
OWN_CALL = ', call=lambda answers, data: {"middle": answers.middle(data["x"]) - _middle(data["x"])}'


@pytest.mark.parametrize(
    ("call", "imported", "used", "name"),
    [
        # The reference of one exercise in the call of another one, in another file.
        ("", "from reglab.exercises.planted.middle import middle", "middle", "middle"),
        ("", "from reglab.exercises.planted import middle", "middle.middle", "middle"),
        # What the reference is made of.
        ("", "from reglab.exercises.planted.middle import _middle", "_middle", "_middle"),
        (OWN_CALL, "", "min", "_middle"),
    ],
)
def test_a_call_can_not_take_a_reference_or_what_it_consists_of(plant, call, imported, used, name):
    files = {
        "middle": MIDDLE.replace("CALL", call),
        "spread": SPREAD.replace("IMPORT", imported).replace("USED", used),
    }
    plant(**files)
    says = f"planted.middle: a call uses {name}, which is a reference or is used by one"
    with pytest.raises(NotCut, match=says):
        probing_sources(["planted"])
    plant(
        middle=MIDDLE.replace("CALL", ""),
        spread=SPREAD.replace("IMPORT", "").replace("USED", "min"),
    )
    assert "def _middle" not in "".join(probing_sources(["planted"]).values())


def test_a_reference_that_is_named_through_its_module_stays_out(plant):
    middle = MIDDLE.replace("CALL", "").replace("reference=middle,", "reference=helpers.centre,")
    plant(
        helpers="def centre(x):\n    return sorted(x)[len(x) // 2]\n",
        middle="from reglab.exercises.planted import helpers\n" + middle,
        spread=SPREAD.replace("IMPORT", "from reglab.exercises.planted import helpers").replace(
            "USED", "helpers.centre"
        ),
    )
    with pytest.raises(NotCut, match=r"planted\.helpers: a call uses centre, which is"):
        probing_sources(["planted"])
