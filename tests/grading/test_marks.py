"""Points from what was found, re-weighted points, and those that a human gave."""

import pytest

from reglab.checks.judging.report import PropertyResult, Report
from reglab.grading import GradeResult, Status
from reglab.grading.verdict.examine import Examined
from reglab.grading.verdict.marks import exercise_results, reweighted, summed, with_human_marks

POINTS = {
    "03-predict": 1.0,
    "03-soft-threshold-check": 0.0,
    "03-soft-threshold-hidden": 2.0,
    "03-lambda-max-check": 0.0,
    "03-lambda-max-hidden": 1.0,
    "03-why": 3.0,
}


def report(exercise, *statuses, points=1, **more):
    results = [PropertyResult(f"p{i}", "it holds", s) for i, s in enumerate(statuses)]
    return Report(exercise, "a title", points, results, **more)


@pytest.fixture
def items(bundle):
    """Give a function: the graded cells of the small lesson, with some reports."""

    def make(choice="a", unanswered=(), **reports):
        found = Examined(
            reports={
                "03-soft-threshold-hidden": report("lasso.soft_threshold", "pass", points=2),
                "03-lambda-max-hidden": report("lasso.lambda_max", "pass"),
                **reports,
            },
            choices={"03-predict": choice},
        )
        return exercise_results(bundle.notebooks()[1], found, POINTS, unanswered)

    return make


@pytest.fixture
def result(items):
    """A result with 3 of the 4 points that checks give, and 3 points by hand."""
    half = report("lasso.soft_threshold", "pass", "fail", points=2)
    made = items(**{"03-soft-threshold-hidden": half})
    return summed(GradeResult("ann", "03_small", Status.GRADED), made)


def test_visible_checks_are_worth_nothing_and_are_not_listed(items):
    assert [(i.cell, i.score, i.max_score) for i in items()] == [
        ("03-predict", 1, 1),
        ("03-soft-threshold-hidden", 2, 2),
        ("03-lambda-max-hidden", 1, 1),
        ("03-why", None, 3),
    ]


@pytest.mark.parametrize("choice", [None, "z", 1, ["a"], {"a": 1}, 0.0, ...])
def test_what_is_no_option_is_no_prediction(items, choice):
    assert items(choice=choice)[0].score == 0
    assert "no prediction" in items(choice=choice)[0].hint


def test_an_empty_answer_in_words_needs_no_human(items):
    left = items(unanswered=["03-why", "03-setup"])[-1]
    assert (left.score, left.max_score, left.hint) == (0, 3, "no answer was given.")


def test_a_fault_of_ours_is_for_a_human(items):
    faulty = report("lasso.soft_threshold", "pass", "fault", points=2)
    assert "the course failed" in items(**{"03-soft-threshold-hidden": faulty})[1].trouble


def test_a_share_is_rounded_to_what_is_shown(items):
    third = report("lasso.lambda_max", "pass", "fail", "fail")
    score = items(**{"03-lambda-max-hidden": third})[2].score
    assert score == round(score, 2)
    assert type(score) is float


def test_other_points_keep_the_share(result):
    worth = {"03-soft-threshold-hidden": 10.0, "03-predict": 4.0, "03-why": 6.0}
    other = reweighted(result, worth)
    assert [(i.score, i.max_score) for i in other.exercises] == [
        (4, 4),
        (5, 10),
        (1, 1),
        (None, 6),
    ]
    assert (other.score, other.max_score, other.by_hand) == (10, 15, 6)
    assert reweighted(other, POINTS) == result


def test_the_same_points_change_nothing(result):
    assert reweighted(result, POINTS) is result
    assert reweighted(result, {}) is result


def test_nothing_is_lost_when_an_exercise_is_worth_nothing_for_a_time(result):
    nothing = reweighted(result, dict.fromkeys(POINTS, 0.0))
    assert (nothing.score, nothing.max_score) == (0, 0)
    assert reweighted(nothing, POINTS) == result


def test_an_unanswered_text_stays_at_0_whatever_it_is_worth(items):
    blank = summed(GradeResult("ann", "03_small", Status.GRADED), items(unanswered=["03-why"]))
    other = reweighted(blank, {"03-why": 8.0})
    assert (other.exercises[-1].score, other.exercises[-1].max_score) == (0, 8)
    assert other.by_hand == 0


def test_points_of_a_human_stand_over_all_others(result):
    marked = with_human_marks(result, {"03-why": 2.5, "03-soft-threshold-hidden": 2.0})
    assert (marked.score, marked.max_score, marked.by_hand) == (6.5, 7, 0)
    assert with_human_marks(result, {"of another lesson": 1.0}) is result


def test_a_result_without_cells_stays(result):
    failed = GradeResult("bo", "03_small", Status.FAILED, reason="no notebook")
    assert reweighted(failed, POINTS) is failed
    assert with_human_marks(failed, {"03-why": 1.0}) is failed


def test_the_report_goes_along_with_the_points(result):
    other = reweighted(result, {"03-soft-threshold-hidden": 10.0})
    assert other.exercises[1].report["earned"] == other.exercises[1].score
