"""Verdicts: from evidence alone, smallest counterexample first, faults of ours apart."""

import importlib
import math

import numpy as np
import pytest

from reglab.checks.judging.judge import judge_exercise
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import PASSED, Array, Integer, ListOf, Number, failed
from reglab.checks.model.encoding import encode


def run(exercise, f, seed=1):
    return run_exercise(exercise, {"f": f}, seed)


def statuses(report):
    return {result.name: result.status for result in report.results}


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x / 2,
        lambda x: np.float64(x) * 0.5,
        lambda x: np.array(x / 2),
        lambda x: np.mean([x, 0]),
        lambda x: x / 2 * (1 + 1e-12),
    ],
)
def test_correct_code_written_differently_passes(make, f):
    report = run(make(), f)
    assert report.passed
    assert report.earned == 2.0
    assert statuses(report) == {"half": "pass", "inputs_unchanged": "pass"}


def test_the_smallest_counterexample_is_shown(make):
    result = run(make(), lambda x: x / 2 if x < 2 else x).results[0]
    assert result.detail == "x = 3: expected 1.5, got 3"
    assert result.hint == "Divide by 2."


def test_a_case_that_raises_is_passed_over_by_a_smaller_failure(make):
    result = run(make(), lambda x: x if x < 2 else 1 / 0).results[0]
    assert result.detail == "x = 1: expected 0.5, got 1"


def test_schema_before_judge(make):
    result = run(make(returns={"f": Array(lambda data: (9,))}), lambda x: np.zeros((9, 1)))
    assert result.results[0].detail == "f: expected shape (9,), got (9, 1)"


def test_not_written_yet(make):
    def f(x):
        raise NotImplementedError

    report = run(make(), f)
    assert report.text() == "toy f: not written yet."
    assert report.earned == 0


def test_partly_written(make):
    exercise = make()
    judge = exercise.core.judge
    exercise.property("negative x", name="negative", draw=lambda rng: {"x": -1.0}, judge=judge)

    def f(x):
        if x > 0:
            return x / 2
        raise NotImplementedError("negative")

    report = run(exercise, f)
    assert report.results[1].detail == "not written yet"
    assert report.earned == pytest.approx(2 * 2 / 3, abs=0.01)


def test_an_exception_reads_in_one_line(make):
    def f(x):
        return np.ones(3) @ np.ones(2)

    detail = run(make(), f).results[0].detail
    assert detail.startswith("ValueError: matmul: Input operand 1 has a mismatch")
    assert detail.endswith("of f: return np.ones(3) @ np.ones(2))")


def test_a_library_that_is_not_there_is_named(make):
    exercise = make()
    exercise.core.judge = lambda data, out: importlib.import_module("not_installed")
    report = run(exercise, lambda x: x / 2)
    assert "it needs not_installed, which is not installed" in report.results[0].detail


@pytest.mark.parametrize(
    "judge",
    [
        lambda data, out: 1 / 0,
        lambda data, out: None,
        lambda data, out: True,
        lambda data, out: np.bool_(True),
        None,
    ],
)
def test_a_judge_that_raises_is_a_fault_and_never_a_zero(make, judge):
    exercise = make()
    exercise.core.judge = judge
    report = run(exercise, lambda x: x / 2)
    assert statuses(report) == {"half": "fault", "inputs_unchanged": "pass"}
    assert report.needs_review
    assert report.earned == 2.0
    assert report.results[0].detail.endswith("it costs you nothing")


def broken(*args):
    raise RuntimeError("ours")


def test_a_draw_or_a_schema_that_raises_is_a_fault(make):
    for exercise in (make(draw=broken), make(returns={"f": Array(broken)})):
        report = run(exercise, lambda x: np.zeros(2))
        assert statuses(report)["half"] == "fault"
        assert report.earned == 2.0


def with_second(exercise, judge):
    draw = exercise.core.draw
    exercise.property("second", name="second", draw=draw, after="half", judge=judge)
    return exercise


def test_a_fault_does_not_close_the_gate_behind_it(make):
    exercise = with_second(make(judge=broken), lambda data, out: PASSED)
    report = run(exercise, lambda x: x / 2)
    assert statuses(report) == {"half": "fault", "second": "pass", "inputs_unchanged": "pass"}
    exercise = with_second(make(judge=broken), lambda data, out: failed("no"))
    assert run(exercise, lambda x: x / 2).earned == 1.0


def test_what_comes_after_a_failure_waits_and_earns_nothing(make):
    exercise = with_second(make(), lambda data, out: PASSED)
    report = run(exercise, lambda x: 0.0)
    assert statuses(report) == {"half": "fail", "second": "wait", "inputs_unchanged": "wait"}
    assert report.earned == 0.0


def test_a_change_of_the_inputs_fails_with_the_arguments_name(make):
    def f(x):
        x *= 2
        return float(x[0]) / 4

    exercise = make(
        draw=lambda rng: {"x": np.ones(1)},
        judge=lambda data, out: PASSED if out["f"] == 0.5 else failed("no"),
    )
    report = run(exercise, f)
    assert statuses(report) == {"half": "pass", "inputs_unchanged": "fail"}
    assert report.results[1].hint.startswith("Your code changes its argument x in place.")
    assert report.earned == 1.0


class Coin:
    """Passes on the draws whose `x` is in a set."""

    def __init__(self, good):
        self.good, self.seen = good, []

    def __call__(self, data, out):
        self.seen.append(data["x"])
        return PASSED if data["x"] in self.good else failed("unlucky")


@pytest.mark.parametrize(
    ("good", "status", "drawn"), [((), "fail", 2), ((1,), "pass", 2), ((0,), "pass", 1)]
)
def test_a_statistical_property_fails_only_on_two_independent_draws(make, good, status, drawn):
    values = {}

    def draw(rng):
        # 0 for the first independent draw, 1 for the second.
        return {"x": values.setdefault(rng.integers(2**60), len(values))}

    judge = Coin(good)
    report = run(make(draw=draw, judge=judge, statistical=True), lambda x: x)
    assert statuses(report)["half"] == status
    assert len(values) == 2
    assert len(judge.seen) == drawn


def test_another_property_has_one_draw(make):
    judge = Coin(())
    run(make(draw=lambda rng: {"x": rng.integers(2**60)}, judge=judge), lambda x: x)
    assert len(judge.seen) == 1


@pytest.mark.parametrize(
    ("returns", "value", "detail"),
    [
        (Number(), -(2**64 - 1), "f: expected a number, got a huge integer, too large to be read"),
        (Number(), 1e300, "f: expected a number below 1e+100, got 1e+300"),
        (Integer(), math.inf, "f: expected a whole number, got inf"),
        (ListOf(Number(), 2), 5, "f: expected 2 calls, got int 5"),
        (ListOf(Number(), 2), [], "f: expected 2 calls, got a list of length 0"),
    ],
)
def test_odd_numbers_are_failures_and_no_faults(make, returns, value, detail):
    result = run(make(returns={"f": returns}, judge=broken), lambda x: value).results[0]
    assert (result.status, result.detail) == ("fail", detail)


def test_more_than_can_be_read(make):
    exercise = make(probe=lambda answers, data: [answers.f(data["x"])] * 10**6)
    detail = run(exercise, lambda x: x / 2).results[0].detail
    assert detail == "the answer is too large to be read: a list of 1000000 items"


GOOD = {"mutated": [], "called": [], "printed": "", "outputs": {"half": [[{"f": 0.5}]]}}


@pytest.mark.parametrize(
    "forged",
    [
        None,
        [],
        {},
        {**GOOD, "outputs": None},
        {**GOOD, "outputs": {}},
        {**GOOD, "outputs": {"half": [7]}},
        {**GOOD, "outputs": {"half": 7}},
        {**GOOD, "called": [1]},
        {**GOOD, "called": None},
        {**GOOD, "mutated": [None]},
        {key: value for key, value in GOOD.items() if key != "printed"},
    ],
)
def test_forged_evidence_earns_nothing_and_breaks_nothing(make, forged):
    report = judge_exercise(make(), encode(forged), 1)
    assert report.problem.startswith("no readable answer came back")
    assert report.earned == 0.0


@pytest.mark.parametrize("cases", [[], [[]], [[None]], [[{"f": 0.5}]], [[{"g": 0.5}] * 3]])
def test_missing_cases_fail(make, cases):
    report = judge_exercise(make(), encode({**GOOD, "outputs": {"half": cases}}), 1)
    assert statuses(report) == {"half": "fail", "inputs_unchanged": "wait"}


@pytest.mark.parametrize("blob", [b"", b"garbage"])
def test_garbage(make, blob):
    assert judge_exercise(make(), blob, 1).earned == 0.0


def test_evidence_of_another_seed_does_not_fit(make):
    from reglab.checks.probing.draw import probe_exercise

    exercise = make(draw=lambda rng: {"x": rng.normal()})
    blob = probe_exercise(exercise, exercise.reference, 1)
    assert judge_exercise(exercise, blob, 1).passed
    assert not judge_exercise(exercise, blob, 2).passed


def test_a_refused_call_is_one_line_and_no_points(make):
    from reglab.linear import soft_threshold

    exercise = make(forbid=("reglab.linear.prox:soft_threshold",))
    report = run(exercise, lambda x: soft_threshold(x, x / 2))
    assert report.problem.startswith("this answer calls reglab.linear.prox.soft_threshold")
    assert report.earned == 0.0
    assert "half" not in report.text()


def test_a_call_of_an_earlier_reference_points_to_the_students_own(make, lesson):
    from reglab.linear import soft_threshold

    forbid = ("reglab.linear.prox:soft_threshold",)
    earlier = make("toy.soft_threshold", forbid=forbid)
    exercise = make(uses=("toy.soft_threshold",), forbid=forbid)
    lesson(earlier, exercise)
    report = run(exercise, lambda x: soft_threshold(x, x / 2))
    assert report.refused
    assert report.problem.startswith("this answer calls reglab.linear.prox.soft_threshold")
    assert report.problem.endswith("Call your own soft_threshold instead.")
    assert "with NumPy alone" not in report.problem


def test_printing_is_reported_in_short(make):
    def f(x):
        print(f"x is {x}", "wide" * 100)
        return x / 2

    (note,) = run(make(), f).notes
    assert note.startswith("your code printed: x is 1.0 wide")
    assert len(note) < 250


def test_judges_are_not_disturbed_by_warnings(make):
    def judge(data, out):
        return PASSED if np.isnan(np.log(np.array(-1.0))) else failed("no")

    with np.errstate(all="raise"):
        assert run(make(judge=judge), lambda x: x / 2).passed


def test_one_cause_one_hint(make):
    exercise = make()
    judge = exercise.core.judge
    exercise.property("again", name="second", draw=lambda rng: {"x": 2.0}, judge=judge)
    assert run(exercise, lambda x: x).text().count("Hint: Divide by 2.") == 1
