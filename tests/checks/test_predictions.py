"""A prediction is scored for having been made; its answer is shown afterwards."""

import pytest

from reglab.checks import CheckFailed, notebook, predict, reveal
from reglab.checks.model import Prediction
from reglab.checks.model.registry import UnknownExercise


@pytest.fixture
def sign(lesson, monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(notebook, "_predictions", {})
    monkeypatch.setattr(notebook, "_revealed", set())
    made = Prediction("toy.sign", "Which sign?", {"a": "plus", "b": "minus", "c": "none"})
    made.answer("b", "It falls.")
    made.belief("a", "it grows", "Only at first.")
    made.belief("c", "it stays", "Not for long.")
    lesson(made)
    return made


@pytest.mark.parametrize("choice", ["a", "A", " b\n", "c"])
def test_any_valid_option_earns_the_point(sign, choice):
    report = predict("toy.sign", choice)
    assert report.passed
    assert report.earned == 1.0
    assert report.text().startswith(f'You predict "{choice.strip().lower()}": ')


@pytest.mark.parametrize(
    ("choice", "came"),
    [(None, "nothing yet"), (..., "nothing yet"), ("d", "'d'"), ("", "''"), (1, "1"), ([], "[]")],
)
def test_anything_else_earns_nothing(sign, choice, came):
    report = predict("toy.sign", choice)
    assert report.earned == 0.0
    assert report.text() == f'Predict first: expected one of "a", "b", "c", got {came}.'


def test_reveal_refuses_before_a_prediction(sign):
    predict("toy.sign", "d")
    report = reveal("toy.sign")
    assert not report.passed
    assert "minus" not in report.text()


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("a", 'You said "a". Only at first. The right option: minus'),
        ("b", "As you predicted. It falls."),
        ("c", 'You said "c". Not for long. The right option: minus'),
    ],
)
def test_each_wrong_option_gets_its_own_hint(sign, choice, text):
    predict("toy.sign", choice)
    assert reveal("toy.sign").text() == text


def test_a_prediction_is_kept_once_the_answer_is_out(sign):
    predict("toy.sign", "a")
    predict("toy.sign", "c")  # a change of mind before is welcome
    reveal("toy.sign")
    report = predict("toy.sign", "b")
    assert report.earned == 1.0  # it was made
    assert 'stays "c"' in report.text()
    assert reveal("toy.sign").text().startswith('You said "c"')
    assert predict("toy.sign", "c").text() == 'You predict "c": none'


def test_the_three_modes(sign, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    for choice, points in (("a", 1.0), (None, 0.0)):
        earned = predict("toy.sign", choice)
        assert earned == points
        assert type(earned) is float
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert predict("toy.sign", "a") is None
    with pytest.raises(CheckFailed, match="Predict first"):
        predict("toy.sign", None)
    assert 'You predict "a"' in capsys.readouterr().out


def test_a_prediction_for_practice_earns_nothing(lesson, monkeypatch, capsys):
    made = Prediction("toy.practice", "Which?", {"a": "one", "b": "two"}, points=0)
    lesson(made)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    # nbgrader leaves a student ungraded who gets more than 0 in a cell of 0 points.
    assert predict("toy.practice", "a") == 0.0


def test_every_line_has_at_most_80_characters(sign):
    sign.options["a"] = "word " * 60
    assert max(map(len, predict("toy.sign", "a").text().split("\n"))) <= 80


def test_an_unknown_prediction_names_the_known_ones(sign):
    with pytest.raises(UnknownExercise, match=r"toy\.sign"):
        predict("toy.sine", "a")


def test_options_of_an_answer_or_a_belief_must_exist(sign):
    with pytest.raises(ValueError, match="expected one of"):
        sign.answer("z", "")
    with pytest.raises(ValueError, match="expected one of"):
        sign.belief("z", "", "")
