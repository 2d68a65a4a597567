"""Toy exercises: the check model is tested without any lesson."""

import pytest

from reglab.checks.model import PASSED, Exercise, Number, Prediction, failed, number, registry

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
        aspect="",
        **options,
    ):
        name = id.rpartition(".")[2]
        options = {"points": 2, "arguments": ("x",), "returns": Number(), **options}
        exercise = Exercise(id, title=f"toy {name}", reference=reference, **options)

        def half(answers, data):
            return {"f": getattr(answers, name)(data["x"])}

        exercise.property(
            "it is half of x",
            draw=draw,
            call=probe or half,
            returns={"f": Number()} if returns is None else returns,
            statistical=statistical,
            aspect=aspect,
            judge=judge,
            name=probe.__name__ if probe and probe.__name__.isidentifier() else "half",
        )
        return exercise

    return make_exercise


@pytest.fixture
def lesson(monkeypatch):
    """Make exercises and predictions the course's only lesson, `toy`."""

    def register(*items):
        assert all(isinstance(item, Exercise | Prediction) for item in items)
        monkeypatch.setattr(registry, "lessons", lambda: (LESSON,))
        monkeypatch.setattr(registry, "items_of", lambda lesson: {item.id: item for item in items})
        monkeypatch.setattr(registry, "_exercise_in_its_file", lambda id: None)

    return register
