"""One answer as the report counts it: every outcome, and reports of any shape."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab.grading import GradeResult, Status
from reglab.grading.report import mistakes, statistics
from reglab.grading.report.answers import Outcome, read_answers
from reglab.grading.results import ExerciseResult

CELL = "03-soft-threshold-hidden"
HOLDS = {"name": "odd", "title": "it is odd", "status": "pass"}


def graded(student, item):
    return GradeResult(student, "03_lasso", Status.GRADED, 1.0, 2.0, exercises=(item,))


def item(results=(HOLDS,), *, score=1.0, max_score=2.0, report=None):
    report = {"title": "3.1 soft_threshold", "results": list(results), **(report or {})}
    return ExerciseResult("lasso.soft_threshold", CELL, score, max_score, report=report)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"score": 2.0}, Outcome.RIGHT),
        ({"score": 0.5}, Outcome.PARTLY),
        ({"score": 0.0}, Outcome.WRONG),
        ({"score": None}, Outcome.BY_HAND),
        ({"score": float("nan")}, Outcome.NO_RESULT),
        ({"report": {"problem": "not written yet."}}, Outcome.NOT_WRITTEN),
        ({"report": {"refused": True, "problem": "this answer calls it"}}, Outcome.REFUSED),
        ({"score": 0.0, "max_score": 0.0}, Outcome.RIGHT),
        ({"score": 0.0, "max_score": None}, Outcome.RIGHT),
    ],
)
def test_every_answer_has_one_outcome(changes, outcome):
    (answer,) = read_answers([graded("a", item(**changes))])
    assert answer.outcome is outcome


def test_a_check_that_left_no_report_has_no_result():
    crashed = ExerciseResult(
        "lasso.x", "03-x", 0.0, 1.0, "the kernel died", None, "the kernel died"
    )
    (answer,) = read_answers([graded("a", crashed)])
    assert answer.outcome is Outcome.NO_RESULT
    prediction = replace(crashed, trouble="", hint="")
    (answer,) = read_answers([graded("a", prediction)])
    assert answer.outcome is Outcome.WRONG


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
forged = st.fixed_dictionaries(
    {},
    optional={
        "title": anything,
        "problem": anything,
        "refused": anything,
        "results": anything
        | st.lists(
            st.fixed_dictionaries(
                {
                    "status": st.sampled_from(["pass", "fail", "wait", "fault"]) | anything,
                    "name": st.text(max_size=3) | anything,
                },
                optional={"title": anything, "hint": anything, "misconception": anything},
            ),
            max_size=3,
        ),
    },
)


@given(st.lists(st.tuples(anything | forged, st.none() | st.floats(), st.floats()), max_size=3))
def test_a_report_of_any_shape_is_read(rows):
    results = [
        graded(f"s{i}", ExerciseResult("lasso.x", CELL, score, most, report=report))
        for i, (report, score, most) in enumerate(rows)
    ]
    answers = read_answers(results)
    assert len(answers) == len(rows)
    statistics.exercise_statistics(answers)
    mistakes.known_mistakes(answers)
    mistakes.unnamed_failures(answers)


def test_a_report_that_claims_thousands_of_properties_is_cut():
    claims = [{"name": f"p{i}", "status": "fail", "hint": "h" * 10**5} for i in range(1000)]
    (answer,) = read_answers([graded("a", item(claims))])
    assert len(answer.properties) <= 100
    assert max(len(prop.hint) for prop in answer.properties) <= 500
