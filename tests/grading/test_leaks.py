"""Nothing that student code can call while a lesson is graded answers an exercise."""

from pathlib import Path

import numpy as np
import pytest

from reglab.course import find_lessons
from reglab.grading.leaks import candidates, find_leaks, search

ROOT = Path(__file__).parents[2]
LESSONS = [lesson.name for lesson in find_lessons(ROOT)]


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_no_function_answers_an_exercise(lesson):
    found = find_leaks(ROOT, lesson)
    assert [str(leak) for leak in found.leaks] == []
    assert found.ended == []
    assert found.functions >= 500 * found.exercises


OVERLOOKED = """

def overlooked(t, times, z):
    return times * t, z - np.clip(z, -t, t)


_all, functions = functions, lambda extra: [("overlooked", overlooked, True), *_all(extra)][:300]
"""


@pytest.mark.slow
def test_a_function_that_answers_is_found(monkeypatch):
    """With its arguments in another order, a constant between them, and as a part of its result."""
    source = search.SOURCE + OVERLOOKED
    monkeypatch.setattr(search, "SOURCE", source)
    (leak,) = find_leaks(ROOT, "03_lasso", exercises=["lasso.soft_threshold"]).leaks
    assert (leak.function, leak.part) == ("overlooked", 1)
    assert str(leak).startswith("lasso.soft_threshold: overlooked answers soft_threshold (with")


def difference(a, b):
    return a - b


def test_arguments_are_tried_in_every_order_and_with_a_constant_beside_them():
    ways = list(candidates.ways(difference, True, 2))
    assert ways[:3] == [None, (0, 1), (1, 0)]
    assert (0, ("constant", 1)) in ways
    assert candidates.Wrapped(difference, (1, 0))(5, 3) == -2
    assert candidates.Wrapped(difference, (0, ("constant", 1)))(5, 3) == 4


def test_values_of_the_case_are_tried_that_are_no_arguments():
    def probe(data):
        return candidates.Wrapped(difference, (0, 1))(data["x"])

    assert probe({"x": 5, "largest": 2}) == 3


def test_a_part_of_a_result_is_tried():
    wrapped = candidates.Wrapped(divmod, (0, 1), part=1)
    assert (wrapped(7, 4), wrapped.has_parts) == (3, True)


def test_what_is_of_another_form_is_left_at_the_first_call():
    expected = candidates.form((np.ones((2, 3)), 1.0))
    assert expected == ((2, 3), "a number")
    with pytest.raises(candidates.Unlike):
        candidates.Wrapped(difference, None, expected=expected)(2, 1)
