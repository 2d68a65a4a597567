"""Exercises are found by id, and only what is asked for is loaded."""

import subprocess
import sys

import pytest

from reglab.checks import names, points
from reglab.checks.core import Prediction, registry
from reglab.checks.core.registry import UnknownExercise


def test_lessons_are_found_and_core_is_none():
    assert "lasso" in registry.lessons()
    assert "core" not in registry.lessons()


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


def loaded_after(code):
    show = "import sys; print(*(name for name in sys.modules if name.startswith('reglab')))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    "code",
    [
        "import reglab.checks.lasso.probes",
        "from reglab.checks.core import registry as r; r.exercise('lasso.lasso_cd', judges=False)",
        "from reglab.checks import names; names('lasso.lasso_cd')",
    ],
)
def test_the_students_half_holds_no_answer(code):
    loaded = loaded_after(code)
    assert "reglab.checks.lasso.probes" in loaded
    for hidden in ("judges", "bank"):
        assert f"reglab.checks.lasso.{hidden}" not in loaded
    assert not [name for name in loaded if name.startswith("reglab.linear")]


def test_asking_for_an_exercise_attaches_judges_reference_and_bank():
    exercise = registry.exercise("lasso.lasso_cd")
    assert exercise.reference
    assert exercise.misconceptions
    assert all(prop.judge for prop in exercise.properties.values())
