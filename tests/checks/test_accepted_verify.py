"""The matrix reports every answer whose verdict is not the one that is known."""

import json

import numpy as np
import pytest

from reglab.checks.authoring.accepted import TRIVIAL, load_accepted, trivial_answers
from reglab.checks.authoring.verify import verify
from reglab.checks.model import PASSED, Array, Prediction, failed
from reglab.checks.model.registry import UnknownExercise
from reglab.checks.probing.draw import draw_cases
from tests.exercises.reading import SOLUTIONS

HALF = """
from reglab.checks.authoring.accepted import accepted

@accepted("toy.f")
def times(x):
    return x * 0.5

@accepted("toy.f")
def minus(x):
    return x - x / 2
"""


@pytest.fixture
def matrix(lesson, tmp_path):
    """Run the matrix over toy exercises and an accepted.py."""

    def run(*items, accepted=HALF):
        lesson(*items)
        (tmp_path / "03_toy").mkdir(exist_ok=True)
        (tmp_path / "03_toy" / "accepted.py").write_text(accepted)
        return verify(tmp_path, seeds=(1, 2))

    return run


@pytest.fixture
def sound(make):
    """An exercise with nothing to report."""
    exercise = make()
    exercise.mistake("not halved", "Halve it.", lambda x: x, kind="slip")
    exercise.mistake("lost sign", "Mind the sign.", lambda x: -x / 2, kind="slip")
    return exercise


def test_a_sound_lesson_has_no_problems(matrix, sound):
    found = matrix(sound)
    assert found.problems == []
    assert found.ok
    assert json.dumps(found.to_dict()) == (
        '{"exercises": 1, "accepted": {"passed": 3, "total": 3}, "misconceptions": '
        '{"rejected": 2, "own_hint": 2, "total": 2}, "trivial": {"zero": 5, "total": 5}}'
    )


def test_an_accepted_answer_that_fails(matrix, sound):
    found = matrix(sound, accepted=HALF.replace("x - x / 2", "x - x / 2 + (x > 5)"))
    assert found.to_dict()["accepted"] == {"passed": 2, "total": 3}
    (problem,) = found.problems
    assert problem.startswith("toy.f: accepted answer 2 fails at seed 1: half (x = 10: expected 5")


def test_a_reference_that_fails(matrix, sound):
    sound.reference = {"f": lambda x: x / 2 if x < 2 else None}
    assert any("the reference fails" in problem for problem in matrix(sound).problems)


def test_fewer_than_two_accepted_answers(matrix, sound):
    found = matrix(sound, accepted=HALF[: HALF.index("@accepted", 80)])
    assert found.problems == ["toy.f: expected at least 2 accepted answers, got 1"]


def test_a_misconception_that_is_not_rejected(matrix, sound):
    sound.mistake("no mistake", "None.", lambda x: 0.5 * x, kind="slip")
    found = matrix(sound)
    assert found.to_dict()["misconceptions"] == {"rejected": 2, "own_hint": 2, "total": 3}
    assert found.problems == ["toy.f: 'no mistake' is not rejected"]


def test_a_misconception_that_is_rejected_on_one_seed_only(make, matrix):
    raw = make(draw=lambda rng: {"x": rng.uniform()})
    one, other = (draw_cases(raw, raw.core, seed)[0]["x"] for seed in (1, 2))
    # Positive on one of the two seeds, negative on the other.
    exercise = make(draw=lambda rng: {"x": float(np.sign(rng.uniform() - (one + other) / 2))})
    exercise.mistake("sometimes", "?", lambda x: abs(x) / 2, kind="slip")
    problems = matrix(exercise).problems
    assert "toy.f: 'sometimes' is not rejected" in problems
    assert "toy.f: 'sometimes' earns 0% or 100%, depending on the seed" in problems


def test_a_misconception_without_its_own_hint(make, matrix):
    exercise = make(draw=lambda rng: [{"x": 1.0}, {"x": 3.0}])
    exercise.mistake("random", "?", lambda x: x + np.random.default_rng().uniform(), kind="slip")
    found = matrix(exercise)
    assert found.to_dict()["misconceptions"] == {"rejected": 1, "own_hint": 0, "total": 1}
    assert found.problems == ["toy.f: 'random' does not get its own hint"]


@pytest.mark.parametrize("judge", [None, lambda data, out: 1 / 0])
def test_a_judge_that_is_missing_or_raises_is_a_problem(matrix, sound, judge):
    sound.core.judge = judge
    found = matrix(sound)
    assert not found.ok
    assert found.to_dict()["accepted"]["passed"] == 0
    assert any(
        p.startswith("toy.f: the judge of half failed at seed 1, on the ref")
        for p in found.problems
    )
    assert ("toy.f: half has no judge" in found.problems) == (judge is None)


def test_outputs_that_are_not_declared_are_a_problem(matrix, sound):
    sound.core.call = lambda answers, data: {"g": answers.f(data["x"])}
    problem = "toy.f: half: returns declares ['f'], but its call returns ['g']"
    assert problem in matrix(sound).problems


def test_what_is_still_to_be_written_is_a_problem(matrix, sound):
    sound.mistake("twice", "TODO what went wrong", lambda x: 2 * x, kind="slip")
    assert "toy.f: not finished: 'TODO what went wrong'" in matrix(sound).problems


def test_a_draw_that_raises_is_a_problem(matrix, sound):
    sound.core.draw = lambda rng: 1 / 0
    assert not matrix(sound).ok


@pytest.mark.parametrize("hint", ["", "  "])
def test_a_mistake_without_a_hint_is_a_problem(matrix, sound, hint):
    sound.mistake("twice", hint, lambda x: 2 * x, kind="slip")
    assert "toy.f: 'twice' has no hint" in matrix(sound).problems


def test_a_mistake_without_a_kind_is_a_problem(matrix, sound):
    sound.mistake("twice", "Halve it.", lambda x: 2 * x)
    assert matrix(sound).problems == ["toy.f: 'twice' has no kind (one of slip, half, wrong)"]


def test_an_exercise_without_mistakes_is_a_problem(matrix, make):
    assert matrix(make()).problems == ["toy.f: no known mistake"]


def test_one_exercise_or_a_lesson_may_be_asked_for(matrix, make, sound, tmp_path):
    other = make("toy.g")
    other.mistake("not halved", "Halve it.", lambda x: x, kind="slip")
    assert matrix(sound, other).exercises == 2
    assert verify(tmp_path, only=["toy.f"], seeds=(1,)).exercises == 1
    assert verify(tmp_path, only=["toy.f", "toy"], seeds=(1,)).exercises == 2
    with pytest.raises(UnknownExercise, match=r"lesson toy has toy\.f, toy\.g"):
        verify(tmp_path, only=["toy.h"])
    with pytest.raises(UnknownExercise, match="lessons: toy"):
        verify(tmp_path, only=["lasso"])


def test_two_misconceptions_that_are_alike(matrix, sound):
    sound.mistake("not halved again", "Halve it again.", lambda x: 1.0 * x, kind="slip")
    problems = matrix(sound).problems
    assert "toy.f: 'not halved' and 'not halved again' agree on every property" in problems
    assert "toy.f: 'not halved again' does not get its own hint" in problems


def test_several_processes_find_what_one_finds():
    one = verify(SOLUTIONS, only=["start_here"], seeds=(1, 2))
    assert verify(SOLUTIONS, only=["start_here"], seeds=(1, 2), jobs=2) == one
    assert one.ok


def test_a_fault_of_a_judge_is_no_rejection(matrix, sound):

    @sound.property("f(4) is 2", draw=lambda rng: {"x": 4.0})
    def at_four(data, out):
        return PASSED if out["f"] == 2 else 1 / 0

    assert "toy.f: 'not halved' is not rejected" in matrix(sound).problems


def test_a_trivial_answer_that_earns_a_share(make, matrix, sound):
    sound.property("f(0) is 0", name="at_zero", draw=lambda rng: {"x": 0.0}, judge=sound.core.judge)
    found = matrix(sound)
    assert found.to_dict()["trivial"] == {"zero": 3, "total": 5}
    assert found.problems == [
        "toy.f: zeros earns 33%",
        "toy.f: the input earns 33%",
    ]


def test_a_missing_accepted_file(lesson, sound, tmp_path):
    lesson(sound)
    with pytest.raises(FileNotFoundError, match=r"NN_toy.accepted\.py"):
        verify(tmp_path)


def belief(hint):
    made = Prediction("toy.sign", "?", {"a": "plus", "b": "minus", "c": "none"})
    made.answer("a", "Because.")
    made.belief("b", "it falls", "No.")
    if hint is not None:
        made.belief("c", "it stays", hint)
    return made


@pytest.mark.parametrize(("hint", "own"), [("Neither.", 2), ("No.", 0), ("", 1), (None, 1)])
def test_beliefs_count_as_misconceptions(matrix, sound, hint, own):
    found = matrix(sound, belief(hint))
    assert found.to_dict()["misconceptions"] == {"rejected": 4, "own_hint": 2 + own, "total": 4}
    assert found.ok is (own == 2)


def test_trivial_answers_keep_the_form(make):
    exercise = make(reference=lambda x: (np.ones((2, 3)), 1.5, [2]))
    x = np.ones(2)
    given = {kind: answers["f"](x) for kind, answers in trivial_answers(exercise).items()}
    assert tuple(given) == TRIVIAL
    assert given["None"] is None
    assert given["the input"] is x
    for kind, leaf in (("zeros", 0.0), ("a constant", 1.0), ("NaN", np.nan)):
        w, b, n = given[kind]
        np.testing.assert_array_equal(w, np.full((2, 3), leaf))
        np.testing.assert_array_equal([b, *n], [leaf, leaf])


def test_accepted_files_do_not_mix(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "accepted.py").write_text(HALF)
    assert len(load_accepted(tmp_path / "one" / "accepted.py")["toy.f"]) == 2
    assert len(load_accepted(tmp_path / "other" / "accepted.py")["toy.f"]) == 2


def test_arrays_and_infinite_values_of_a_misconception_are_recognized(make, matrix):
    exercise = make(
        draw=lambda rng: {"x": rng.uniform(1, 2, size=3)},
        returns={"f": Array(lambda data: (3,))},
        judge=lambda data, out: (
            PASSED if np.allclose(out["f"], data["x"] / 2) else failed("Divide by 2.")
        ),
    )
    exercise.mistake("over zero", "Not by 0.", lambda x: x / np.zeros(3), kind="slip")
    exercise.mistake("a column", "Keep the shape.", lambda x: x[:, None] / 2, kind="slip")
    exercise.mistake("no return", "Return it.", lambda x: None, kind="slip")
    assert matrix(exercise).problems == []
