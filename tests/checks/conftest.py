"""Toy exercises: the check model is tested without any lesson."""

import sys
from types import ModuleType

import pytest

from reglab.checks.core import PASSED, Exercise, Number, Prediction, failed, number, registry

LESSON = "toy"


def shrink(x):
    """What the toy exercise asks for."""
    return x / 2


def judge_half(data, out):
    expected = data["x"] / 2
    if abs(out["f"] - expected) < 1e-9:
        return PASSED
    return failed(
        "Divide by 2.",
        f"x = {number(data['x'])}: expected {number(expected)}, got {number(out['f'])}",
    )


@pytest.fixture
def make():
    """A toy exercise `toy.f`, "half of x", with one property; any part may be replaced."""

    def make_exercise(
        id="toy.f",
        *,
        returns=None,
        draw=lambda rng: [{"x": 1.0}, {"x": 3.0}, {"x": 10.0}],
        probe=None,
        judge=judge_half,
        reference=shrink,
        statistical=False,
        **options,
    ):
        name = id.rpartition(".")[2]
        exercise = Exercise(id, title=f"toy {name}", points=options.pop("points", 2), **options)

        def half(answers, data):
            return {"f": getattr(answers, name)(data["x"])}

        exercise.property(
            "it is half of x",
            draw=draw,
            returns={"f": Number()} if returns is None else returns,
            statistical=statistical,
        )(probe or half)
        exercise.judge((probe or half).__name__)(judge)
        exercise.reference = {name: reference}
        return exercise

    return make_exercise


@pytest.fixture
def lesson(monkeypatch):
    """Make exercises and predictions the course's only lesson, `toy`."""

    def register(*items):
        names = [f"reglab.checks.{LESSON}", *(f"reglab.checks.{LESSON}.{part}" for part in
                 ("probes", "judges", "bank"))]  # fmt: skip
        for name in names:
            monkeypatch.setitem(sys.modules, name, ModuleType(name))
        probes = sys.modules[f"reglab.checks.{LESSON}.probes"]
        for number_, item in enumerate(items):
            assert isinstance(item, Exercise | Prediction)
            setattr(probes, f"item_{number_}", item)
        registry.probes_of.cache_clear()
        monkeypatch.setattr(registry, "lessons", lambda: (LESSON,))

    yield register
    registry.probes_of.cache_clear()
