"""Answers that are values, such as a text that was pasted, and not functions."""

import numpy as np
import pytest

from reglab.checks.authoring.accepted import trivial_answers
from reglab.checks.judging.floors import Floors
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import PASSED, Array, Exercise, Number, Text, failed, in_pieces
from reglab.checks.model.encoding import MAX_TEXT
from reglab.checks.model.schema import SchemaError, alike
from reglab.checks.probing.answers import Missing, find

RIGHT = "red, green and blue"


def right():
    return RIGHT


@pytest.fixture
def colours():
    """An exercise that asks for a text with three words."""
    exercise = Exercise("toy.colours", "toy", 2, reference=right, value=True)
    for word in ("red", "green", "blue"):
        exercise.property(
            f"it has {word}",
            name=word,
            call=lambda answers, data: {"colours": in_pieces(answers.colours())},
            returns={"colours": Text()},
            judge=lambda data, out, word=word: (
                PASSED if word in out["colours"] else failed(f"Add {word}.")
            ),
        )
    exercise.mistake("no blue", "Blue is missing.", lambda: "red, green", kind="slip")
    return exercise


def earned(exercise, value, **options):
    return run_exercise(exercise, {"colours": value}, 3, **options).fraction


def test_a_value_is_looked_up_and_a_function_that_returns_it_will_do(colours):
    assert earned(colours, RIGHT) == 1
    assert earned(colours, right) == 1
    assert earned(colours, "x" * 10_000 + RIGHT) == 1


def test_nothing_can_be_changed_in_place_so_only_the_properties_count(colours):
    report = run_exercise(colours, {"colours": "red"}, 3)
    assert [result.name for result in report.results] == ["red", "green", "blue"]
    assert report.fraction == pytest.approx(1 / 3)
    assert sum(colours.shares().values()) == pytest.approx(1)


def test_aspects_share_all_points():
    exercise = Exercise("toy.c", "toy", 2, aspects={"one": 1, "two": 3}, value=True)
    for aspect in exercise.aspects:
        exercise.property("p", name=aspect, aspect=aspect, call=print, judge=print)
    assert exercise.shares() == {"one": 0.25, "two": 0.75}


def test_a_partly_right_value_is_not_worthless_though_it_is_always_the_same(colours):
    assert earned(colours, "green and red", floors=Floors()) == pytest.approx(2 / 3)
    assert earned(colours, "red, green", floors=Floors()) == 0.7


@pytest.mark.parametrize("value", [None, "", 3, 0.0, {}, [], ["red", 3], b"red", np.zeros(2)])
def test_values_of_another_kind_earn_nothing(colours, value):
    report = run_exercise(colours, {"colours": value}, 3, floors=Floors())
    assert report.fraction == 0


def test_trivial_answers_earn_nothing(colours):
    for kind, answers in trivial_answers(colours).items():
        assert run_exercise(colours, answers, 3).fraction == 0, kind


def test_a_known_mistake_is_recognized(colours):
    report = run_exercise(colours, {"colours": "red, green"}, 3)
    assert report.results[-1].misconception == "no blue"


def test_a_name_that_is_missing_is_one_line(colours):
    report = run_exercise(colours, {}, 3)
    assert report.problem == "colours is not defined: run its cell first (did it end in an error?)."


def test_only_values_need_not_be_callable():
    assert find(("f",), {"f": 1.5}, values=True)["f"]() == 1.5
    assert find(("f",), {"f": len}, values=True) == {"f": len}
    with pytest.raises(Missing, match="f must be a function, got float"):
        find(("f",), {"f": 1.5})
    with pytest.raises(Missing, match="f is not defined"):
        find(("f",), {}, values=True)


# The schema of texts.


@pytest.mark.parametrize("length", [0, 1, MAX_TEXT, MAX_TEXT + 1, 5 * MAX_TEXT])
def test_pieces_are_short_and_joined_again(length):
    text = "".join(map(str, range(length)))[:length]
    pieces = in_pieces(text)
    assert max(map(len, pieces)) <= MAX_TEXT
    assert Text().validate(pieces, {}, "t") == text


def test_only_texts_are_cut():
    assert in_pieces(None) is None
    assert in_pieces(["a"]) == ["a"]


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (None, "None"),
        (3, "int 3"),
        ([], "a list of length 0"),
        (["a", 3], "a list of length 2"),
        (("a",), "a tuple of length 1"),
        (np.zeros(2), r"an array of shape \(2,\)"),
    ],
)
def test_what_is_no_text_is_refused(value, got):
    with pytest.raises(SchemaError, match=f"^t: expected a text, got {got}$"):
        Text().validate(value, {}, "t")


def test_texts_are_alike_if_they_are_equal():
    assert alike(Text(), ["ab", "c"], "abc")
    assert not alike(Text(), ["ab"], ["abc"])
    assert not alike(Text(), None, None)
    assert not alike(Text(), [np.zeros(2)], [np.zeros(2)])
    assert not alike(Number(), "a", 1.0)
    assert not alike(Array(lambda data: ()), "a", "b")
