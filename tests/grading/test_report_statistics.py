"""The report's counts: from real checks, and under permutation."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab.checks.judging.run import run_exercise
from reglab.grading import GradeResult, Status
from reglab.grading.report import mistakes, statistics
from reglab.grading.report.answers import Outcome, read_answers
from reglab.grading.results import ExerciseResult

CELL = "03-soft-threshold-hidden"


def found(name, status, **values):
    return {"name": name, "title": f"title of {name}", "status": status, **values}


def item(results=(), *, score=1.0, max_score=2.0, **values):
    report = {"title": "3.1 soft_threshold", "results": list(results), **values.pop("report", {})}
    return ExerciseResult("lasso.soft_threshold", CELL, score, max_score, report=report, **values)


def graded(student, *items):
    return GradeResult(student, "03_lasso", Status.GRADED, 1.0, 2.0, exercises=items)


def checked(student, namespace):
    """What grading finds for real answers to the soft threshold."""
    report = run_exercise("lasso.soft_threshold", namespace, 7).to_dict()
    answer = item(score=report["earned"], report=report)
    return graded(student, replace(answer, report=report))


def hard_threshold(z, t):
    return np.where(np.abs(z) > t, z, 0.0)


def not_written(z, t):
    raise NotImplementedError


def broken(z, t):
    return z - undefined  # noqa: F821


def in_place(z, t):
    result = z - np.clip(z, -t, t)
    if isinstance(z, np.ndarray) and z.ndim:
        z[...] = 0.0
    return result


def right(z, t):
    return z - np.clip(z, -t, t)


@pytest.fixture(scope="module")
def answers():
    functions = {
        "ann": right,
        "bob": hard_threshold,
        "cem": hard_threshold,
        "dan": not_written,
        "eve": broken,
        "fay": in_place,
    }
    results = [checked(name, {"soft_threshold": f}) for name, f in functions.items()]
    return read_answers([*results, checked("gus", {})])


def test_real_answers_have_the_outcome_that_a_teacher_expects(answers):
    (exercise,) = statistics.exercise_statistics(answers)
    assert exercise.outcomes == {
        Outcome.RIGHT: ("ann",),
        Outcome.PARTLY: ("fay",),
        Outcome.WRONG: ("bob", "cem", "eve"),
        Outcome.NOT_WRITTEN: ("dan",),
        Outcome.NO_RESULT: ("gus",),
    }
    assert exercise.title == "3.1 soft_threshold"
    assert (exercise.submissions, exercise.checked) == (7, 5)


def test_a_known_mistake_has_its_name_its_hint_and_its_students(answers):
    (mistake,) = mistakes.known_mistakes(answers)
    assert mistake.name == "hard threshold"
    assert mistake.students == ("bob", "cem")
    assert "moves every survivor towards 0 by t" in mistake.hint
    assert mistake.share == 2 / 5


def test_a_failure_without_a_name_is_a_candidate_for_the_bank(answers):
    unnamed = mistakes.unnamed_failures(answers)
    assert {mistake.students for mistake in unnamed} == {("eve",)}
    assert "NameError" in unnamed[0].hint


def test_what_is_not_written_yet_fails_nothing(answers):
    (exercise,) = statistics.exercise_statistics(answers)
    for prop in exercise.properties:
        assert "dan" not in prop.failed
        assert prop.judged == 5
    # ann has all points, fay some, bob, cem and eve none; dan and gus wrote nothing to judge.
    assert (exercise.histogram[0], exercise.histogram[-1], sum(exercise.histogram)) == (3, 1, 5)


def test_the_property_that_most_fail_comes_first():
    results = [
        graded("a", item([found("x", "pass"), found("y", "fail"), found("z", "fail")])),
        graded("b", item([found("x", "pass"), found("y", "pass"), found("z", "fail")])),
    ]
    (exercise,) = statistics.exercise_statistics(read_answers(results))
    assert [prop.name for prop in exercise.properties] == ["z", "y", "x"]
    assert [prop.share for prop in exercise.properties] == [1.0, 0.5, 0.0]


def test_a_student_counts_once():
    twice = item([found("x", "fail", misconception="m"), found("x", "fail", misconception="m")])
    both = item([found("x", "fail", misconception="m"), found("y", "fail", misconception="m")])
    answers = read_answers([graded("a", item()), graded("a", twice), graded("b", both)])
    (exercise,) = statistics.exercise_statistics(answers)
    assert exercise.submissions == 2
    assert exercise.properties[0].failed == ("a", "b")
    (mistake,) = mistakes.known_mistakes(answers)
    assert mistake.students == ("a", "b")


def test_the_last_of_two_results_counts():
    first, last = (graded("a", item([found("x", s)])) for s in ("fail", "pass"))
    (exercise,) = statistics.exercise_statistics(read_answers([first, last]))
    assert exercise.properties[0].failed == ()


def test_waiting_is_not_failing_and_our_own_fault_is_not_counted():
    results = [graded(s, item([found("x", s)])) for s in ("pass", "fail", "wait", "fault")]
    (exercise,) = statistics.exercise_statistics(read_answers(results))
    (prop,) = exercise.properties
    assert (prop.failed, prop.waiting, prop.judged) == (("fail",), 1, 3)


def test_the_same_name_in_two_exercises_is_two_mistakes():
    one = item([found("x", "fail", misconception="sign lost")])
    other = replace(one, cell="03-lasso-cd-hidden")
    found_twice = mistakes.known_mistakes(read_answers([graded("a", one, other)]))
    assert [mistake.students for mistake in found_twice] == [("a",), ("a",)]


def test_nobody_is_no_exercise():
    assert statistics.exercise_statistics([]) == []
    assert mistakes.known_mistakes([]) == mistakes.unnamed_failures([]) == []
    assert read_answers([GradeResult("a", "03_lasso", Status.FAILED)]) == []


statuses = st.sampled_from(["pass", "fail", "wait", "fault"])
classes = st.lists(
    st.tuples(
        st.lists(statuses, max_size=4),
        st.sampled_from([None, 0.0, 0.3, 1.0, 2.0]),
        st.sampled_from(["", "m"]),
    ),
    max_size=6,
)


def a_class(rows):
    return [
        graded(
            f"s{i}",
            item(
                [found(f"p{j}", status, misconception=name) for j, status in enumerate(row)],
                score=score,
            ),
        )
        for i, (row, score, name) in enumerate(rows)
    ]


@given(classes)
def test_counts_add_up(rows):
    for exercise in statistics.exercise_statistics(read_answers(a_class(rows))):
        assert sum(map(len, exercise.outcomes.values())) == exercise.submissions == len(rows)
        assert sum(exercise.histogram) <= exercise.submissions
        for prop in exercise.properties:
            assert len(prop.failed) + prop.waiting <= prop.judged <= exercise.checked
            assert len(set(prop.failed)) == len(prop.failed)
            assert 0.0 <= prop.share <= 1.0


@given(classes, st.randoms(use_true_random=False))
def test_the_order_of_the_results_changes_nothing(rows, random):
    results = a_class(rows)
    shuffled = random.sample(results, len(results))
    for count in (
        statistics.exercise_statistics,
        mistakes.known_mistakes,
        mistakes.unnamed_failures,
    ):
        assert count(read_answers(results)) == count(read_answers(shuffled))
