"""A known slip earns its floor, something else beside it does not, and nothing lifts no answer."""

import numpy as np
import pytest

from reglab.checks.judging.floors import Floors, worthless_answers
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import PASSED, Array, Tuple, failed


def halves(x):
    return x / 2, float(x.sum() / 2)


def judge_values(data, out):
    if np.allclose(out["f"][0], data["x"] / 2):
        return PASSED
    return failed("Halve the values.")


def judge_total(data, out):
    return PASSED if np.isclose(out["f"][1], data["x"].sum() / 2) else failed("Halve the sum.")


@pytest.fixture
def two_parts(make):
    """Values and their sum: two aspects, the first of which everything else waits for."""
    from reglab.checks.model import Number

    exercise = make(
        arguments=("x",),
        draw=lambda rng: [{"x": rng.uniform(1, 2, size=3)} for _ in range(2)],
        returns={"f": Tuple(values=Array(lambda data: (3,)), total=Number())},
        judge=judge_values,
        reference=halves,
    )
    exercise.property(
        "the sum",
        name="total",
        draw=lambda rng: {"x": rng.uniform(1, 2, size=3)},
        returns={"f": Tuple(values=Array(lambda data: (3,)), total=Number())},
        after="half",
        judge=judge_total,
    )
    exercise.mistake("doubled", "Halve.", lambda x: (2 * x, 2 * x.sum()), kind="slip")
    exercise.mistake("not halved", "Halve.", lambda x: (x, x.sum()), kind="half")
    exercise.mistake("negative", "Mind the sign.", lambda x: (-x, -x.sum()), kind="wrong")
    return exercise


def fraction(exercise, f, floors=None, seed=3):
    return run_exercise(exercise, {"f": f}, seed, floors=floors or Floors()).fraction


def test_each_kind_earns_its_floor(two_parts):
    for known, share in zip(two_parts.mistakes, (0.7, 0.4, 0.0), strict=True):
        assert fraction(two_parts, known.answers["f"]) == share


def test_it_is_recognized_however_it_is_written(two_parts):
    assert fraction(two_parts, lambda x: (x + x, float(np.sum(x) * 2))) == 0.7


def test_a_course_may_choose_other_floors(two_parts):
    floors = Floors(slip=0.9, half=0.0, wrong=0.2)
    earned = [fraction(two_parts, m.answers["f"], floors) for m in two_parts.mistakes]
    assert earned == [0.9, 0.0, 0.2]


def test_the_visible_check_has_no_floor(two_parts):
    report = run_exercise(two_parts, two_parts.mistakes[0].answers, 3)
    assert report.fraction == 0
    assert report.results[0].misconception == "doubled"


def test_something_else_beside_a_slip_gets_no_floor(two_parts):
    assert fraction(two_parts, lambda x: (2 * x, 7.5 * x.sum())) == 0


def test_a_floor_never_lowers_what_the_properties_give(make):
    exercise = make()
    for name in ("second", "third", "fourth"):
        exercise.property("p", name=name, draw=lambda rng: {"x": 2.0}, judge=lambda d, o: PASSED)
    exercise.mistake("trebled", "Halve.", lambda x: 3 * x, kind="half")
    assert fraction(exercise, lambda x: x + x + x) == pytest.approx(3 / 5)


def test_worthless_answers_earn_at_most_a_tenth_even_as_a_known_slip(two_parts):
    two_parts.mistake("zeros", "No.", lambda x: (np.zeros(3), 0.0), kind="slip")
    assert fraction(two_parts, lambda x: (0 * x, 0.0)) == 0.1
    two_parts.mistake("sevens", "No.", lambda x: (np.full(3, 7.0), 7.0), kind="slip")
    assert fraction(two_parts, lambda x: (0 * x + 7, 7.0)) == 0.1
    for kind, answers in worthless_answers(two_parts).items():
        assert fraction(two_parts, answers["f"]) <= 0.1, kind


def test_a_right_answer_is_never_worthless(make):
    """Not even where all that is asked for is one number."""
    exercise = make(draw=lambda rng: {"x": 4.0})
    assert fraction(exercise, lambda x: 2.0) == 1


def test_outputs_that_cannot_be_compared_give_no_floor(make):
    from reglab.checks.model import Number

    def judge(data, out):
        return PASSED if out["f"] < 0 else failed("Below 0.")

    exercise = make(returns={"f": Number(compare=False)}, judge=judge, reference=lambda x: -x)
    above = ("half", lambda data, out: out["f"] > 0)
    exercise.mistake("above", "Below.", lambda x: x, signature=above, kind="slip")
    report = run_exercise(exercise, {"f": lambda x: 3 * x}, 1, floors=Floors())
    assert report.results[0].misconception == "above"
    assert report.fraction == 0


@pytest.mark.parametrize("share", [-0.1, 1.1, "0.5", True, None, float("nan")])
def test_floors_are_shares(share):
    with pytest.raises(ValueError, match="half must be a number from 0 to 1"):
        Floors(half=share)
