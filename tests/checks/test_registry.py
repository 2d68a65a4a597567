"""An exercise is found by being there, by its id, and only what is asked for is loaded."""

import subprocess
import sys

import pytest

from reglab.checks import names, points
from reglab.checks.model import Prediction, registry
from reglab.checks.model.registry import UnknownExercise

SHRINK = """
from reglab.checks.model import PASSED, Exercise, Number

EXERCISE = Exercise("planted.{name}", title="{title} {name}", points=1, arguments=("x",),
                    returns=Number(), reference=abs)

@EXERCISE.property("it is", draw=lambda rng: {{"x": 1.0}})
def it_is(data, out):
    return PASSED
"""
MISTAKES = """
from reglab.exercises.planted.{name} import EXERCISE

EXERCISE.mistake("none", "Return it.", lambda x: None)
"""
PREDICTION = """
from reglab.checks.model import Prediction

SIGN = Prediction("planted.sign", "?", {"a": "plus", "b": "minus"})
"""


def test_a_file_is_all_that_an_exercise_needs(plant):
    plant(shrink=SHRINK.format(name="shrink", title="90.1"))
    assert "planted" in registry.lessons()
    assert list(registry.items_of("planted")) == ["planted.shrink"]
    assert registry.exercise("planted.shrink") is registry.items_of("planted")["planted.shrink"]


def test_the_order_is_that_of_the_titles_and_predictions_come_last(plant):
    titles = {"b": "90.2", "a": "90.10", "c": "90.1"}
    files = {name: SHRINK.format(name=name, title=title) for name, title in titles.items()}
    plant(**files, predictions=PREDICTION)
    ids = ["planted.c", "planted.b", "planted.a", "planted.sign"]
    assert list(registry.items_of("planted")) == ids


def test_mistakes_in_a_file_beside_it_are_attached(plant):
    plant(
        shrink=SHRINK.format(name="shrink", title="90.1"),
        shrink_mistakes=MISTAKES.format(name="shrink"),
    )
    assert [known.name for known in registry.exercise("planted.shrink").mistakes] == ["none"]
    plant(
        shrink=SHRINK.format(name="shrink", title="90.1"),
        shrink_mistakes=MISTAKES.format(name="shrink"),
    )
    known = registry.items_of("planted")["planted.shrink"].mistakes
    assert [mistake.name for mistake in known] == ["none"]


def test_an_exercise_in_a_file_of_another_name_is_an_error(plant):
    plant(grow=SHRINK.format(name="shrink", title="90.1"))
    with pytest.raises(ValueError, match=r"planted.shrink is declared in grow.py: expected a file"):
        registry.items_of("planted")


def test_a_class_is_looked_for_in_a_file_in_lower_case():
    module = registry.module_of("early_stopping.EarlyStopper")
    assert module == "reglab.exercises.early_stopping.early_stopper"


def test_points_and_names(make, lesson):
    lesson(make(points=4), Prediction("toy.sign", "?", {"a": "", "b": ""}))
    assert points("toy.f") == 4
    assert points("toy.sign") == 1
    assert names("toy.f") == ("f",)


def test_messages_name_what_there_is(make, lesson):
    lesson(make(), Prediction("toy.sign", "?", {"a": "", "b": ""}))
    with pytest.raises(UnknownExercise) as caught:
        registry.exercise("toy.g")
    assert str(caught.value) == "no exercise 'toy.g'; lesson toy has toy.f"
    with pytest.raises(UnknownExercise, match=r"lesson toy has toy\.sign"):
        registry.prediction("toy.f")
    with pytest.raises(UnknownExercise, match="lessons: toy"):
        registry.exercise("ridge.f")
    with pytest.raises(UnknownExercise):
        names("toy.sign")


@pytest.mark.parametrize("id", ["lasso.inputs", "lasso", "", "lasso.", ".lasso", "lasso.a.b", 7])
def test_what_is_no_id_is_unknown(id):
    with pytest.raises(UnknownExercise):
        registry.item(id)


def test_one_exercise_loads_its_file_and_no_other_lesson():
    show = "print(*(name for name in sys.modules if name.startswith('reglab.exercises.')))"
    code = f"import sys; from reglab.checks import names; names('lasso.lasso_cd'); {show}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "reglab.exercises.lasso.lasso_cd" in loaded
    assert "reglab.exercises.lasso.soft_threshold" not in loaded
    assert all(name.startswith("reglab.exercises.lasso") or name.count(".") == 2 for name in loaded)


def test_every_exercise_of_the_course_is_complete():
    for lesson in registry.lessons():
        for id, item in registry.items_of(lesson).items():
            if not isinstance(item, Prediction):
                assert item.reference, id
                assert item.mistakes, id
                assert all(prop.judge for prop in item.properties.values()), id
