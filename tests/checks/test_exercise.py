"""A careless author is told at once."""

import pytest

from reglab.checks.model import PASSED, Exercise
from reglab.checks.probing.answers import Answers


@pytest.mark.parametrize("points", [-1, 1.0, True, "2", None])
def test_points_are_whole_numbers(points):
    with pytest.raises(ValueError, match="points must be a whole number >= 0"):
        Exercise("toy.f", title="f", points=points)


@pytest.mark.parametrize("option", ["names", "arguments", "uses", "forbid"])
def test_text_where_a_tuple_is_meant(option):
    with pytest.raises(ValueError, match=f"{option} must be a tuple, got text"):
        Exercise("toy.f", title="f", points=1, **{option: "lasso.soft_threshold"})


def test_the_graded_name_is_the_last_part_of_the_id():
    assert Exercise("toy.f", title="f", points=1).names == ("f",)
    assert Exercise("toy.bn", title="f", points=1, names=["a", "b"]).names == ("a", "b")


def test_a_mistake_may_be_in_several_answers():
    exercise = Exercise("toy.f", title="f", points=1, names=("f", "g"), reference={"f": 1, "g": 2})
    exercise.mistake("both", "h", {"f": abs, "g": len})
    assert exercise.mistakes[0].answers == {"f": abs, "g": len}
    with pytest.raises(ValueError, match=r"expected one of \('f', 'g'\), got 'h'"):
        exercise.mistake("another", "h", {"f": abs, "h": len})


def test_properties_are_declared_once_and_after_known_ones(make):
    exercise = make()

    def half(data, out):
        return PASSED

    with pytest.raises(ValueError, match="declared twice"):
        exercise.property("", draw=None)(half)
    with pytest.raises(ValueError, match="not an earlier property"):
        exercise.property("", name="other", draw=None, after="missing", judge=half)
    with pytest.raises(ValueError, match="expected a name"):
        exercise.property("", draw=None, judge=lambda data, out: PASSED)


def test_a_property_has_to_call_something():
    exercise = Exercise("toy.f", title="f", points=1)
    with pytest.raises(ValueError, match="expected a call, or arguments of the exercise"):
        exercise.property("", draw=None)


def test_without_a_call_the_answer_is_called_with_the_exercises_arguments(make):
    exercise = make(arguments=("x", "n"))
    exercise.property("p", name="p", draw=None, judge=lambda data, out: PASSED)
    call = exercise.properties["p"].call
    assert call(Answers({"f": lambda a, b: (a, b)}), {"n": 2, "x": 1}) == {"f": (1, 2)}


def test_a_misconception_stands_for_one_of_several_names():
    exercise = Exercise("toy.bn", title="bn", points=1, names=("forward", "backward"))
    exercise.reference = {"forward": abs, "backward": len}
    exercise.mistake("m", "h", print, answer="backward")
    exercise.mistake("n", "h", print)
    first, second = exercise.mistakes
    assert first.answers == {"forward": abs, "backward": print}
    assert second.answers == {"forward": print, "backward": len}


def test_judges_are_decorated_without_changing_them(make):
    def judge(data, out):
        return PASSED

    exercise = make()
    assert exercise.property("p", draw=None)(judge) is judge
    assert exercise.properties["judge"].title == "p"
    assert exercise.properties["judge"].judge is judge


def test_two_mistakes_have_two_names(make):
    exercise = make()
    exercise.mistake("m", "h", abs)
    with pytest.raises(ValueError, match="'m' is declared twice"):
        exercise.mistake("m", "other", len)


def test_a_misconception_must_fit_its_exercise(make):
    with pytest.raises(ValueError, match="'other' is not a property"):
        make().mistake("m", "h", signature=("other", bool))
    with pytest.raises(ValueError, match="expected one of"):
        make().mistake("m", "h", answer="g")


def test_aspects_divide_the_points(make):
    exercise = make(aspects={"values": 3.0, "ends": 1.0}, aspect="values")
    for name, aspect in (("second", "values"), ("third", "ends")):
        exercise.property("p", name=name, draw=None, aspect=aspect, judge=lambda data, out: PASSED)
    shares = exercise.shares()
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["inputs_unchanged"] == pytest.approx(0.1)
    assert shares["half"] == shares["second"] == pytest.approx(0.9 * 3 / 4 / 2)
    assert shares["third"] == pytest.approx(0.9 / 4)


def test_without_aspects_all_properties_count_the_same(make):
    assert make().shares() == {"half": 0.5, "inputs_unchanged": 0.5}


def test_aspects_are_declared_and_used(make):
    with pytest.raises(ValueError, match="weights of aspects must be above 0"):
        make(aspects={"values": 0})
    with pytest.raises(ValueError, match=r"aspect must be one of \['values'\], got 'ends'"):
        make(aspects={"values": 1}, aspect="ends")
    with pytest.raises(ValueError, match=r"aspect must be one of \['values'\], got ''"):
        make(aspects={"values": 1})
    with pytest.raises(ValueError, match=r"aspect must be one of \[\], got 'values'"):
        make(aspect="values")


def test_a_mistake_is_of_a_known_kind(make):
    with pytest.raises(ValueError, match=r"kind must be one of .*, got 'typo'"):
        make().mistake("m", "h", abs, kind="typo")
