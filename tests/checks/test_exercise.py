"""A careless author is told at once."""

import pytest

from reglab.checks.core import Exercise, Number


@pytest.mark.parametrize("points", [-1, 1.0, True, "2", None])
def test_points_are_whole_numbers(points):
    with pytest.raises(ValueError, match="whole number of points, 0 or more"):
        Exercise("toy.f", title="f", points=points)


@pytest.mark.parametrize("option", ["names", "uses", "forbid"])
def test_text_where_a_tuple_is_meant(option):
    with pytest.raises(ValueError, match=f"expected a tuple for {option}"):
        Exercise("toy.f", title="f", points=1, **{option: "lasso.soft_threshold"})


def test_the_graded_name_is_the_last_part_of_the_id():
    assert Exercise("toy.f", title="f", points=1).names == ("f",)
    assert Exercise("toy.bn", title="f", points=1, names=["a", "b"]).names == ("a", "b")


def test_properties_are_declared_once_and_after_known_ones(make):
    exercise = make()

    def half(answers, data):
        return {}

    with pytest.raises(ValueError, match="declared twice"):
        exercise.property("", draw=None, returns={})(half)
    half.__name__ = "other"
    with pytest.raises(ValueError, match="no earlier property"):
        exercise.property("", draw=None, returns={}, after="missing")(half)
    with pytest.raises(KeyError):
        exercise.judge("missing")(None)


def test_a_misconception_stands_for_one_of_several_names():
    exercise = Exercise("toy.bn", title="bn", points=1, names=("forward", "backward"))
    exercise.reference = {"forward": abs, "backward": len}
    exercise.misconception("m", hint="h", answer="backward")(print)
    exercise.misconception("n", hint="h")(print)
    first, second = exercise.misconceptions
    assert first.answers == {"forward": abs, "backward": print}
    assert second.answers == {"forward": print, "backward": len}


def test_probes_decorate_without_changing_them(make):
    def probe(answers, data):
        return {}

    exercise = make()
    assert exercise.property("p", draw=None, returns={"f": Number()})(probe) is probe
    assert exercise.properties["probe"].title == "p"


def test_a_misconception_must_fit_its_exercise(make):
    with pytest.raises(ValueError, match="'other' is no property"):
        make().misconception("m", hint="h", signature=("other", bool))
    with pytest.raises(ValueError, match="expected one of"):
        make().misconception("m", hint="h", answer="g")
