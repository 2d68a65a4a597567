"""A hint names the mistake that was made, and no other."""

import numpy as np
import pytest

from reglab.checks.judging import mistake_outputs as room
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import PASSED, failed


def run(exercise, f, seed=1):
    return run_exercise(exercise, {"f": f}, seed)


def named(report):
    return [result.misconception for result in report.results]


@pytest.fixture
def abs_half(make):
    """Half of |x|, in two properties: positive and negative x."""

    def half_of_abs(data, out):
        if abs(out["f"] - abs(data["x"]) / 2) < 1e-9:
            return PASSED
        return failed("Look again.")

    exercise = make(judge=half_of_abs, reference=lambda x: abs(x) / 2)
    exercise.property(
        "negative x", name="negative", draw=lambda rng: {"x": -rng.uniform(1, 2)}, judge=half_of_abs
    )
    exercise.mistake("not halved", "Halve it.", lambda x: abs(x))
    exercise.mistake("lost sign", "Mind the sign.", lambda x: x / 2)
    exercise.mistake("not halved, sign kept", "Both.", lambda x: x)
    return exercise


def test_equal_outputs_select_the_hint(abs_half):
    report = run(abs_half, lambda x: np.sqrt(x**2))
    assert set(named(report)) - {""} == {"not halved"}
    assert [r.hint for r in report.results] == ["Halve it.", "", ""]


def test_where_two_look_alike_the_rest_decides(abs_half):
    # For positive x, x and |x| are the same mistake; the other property tells them apart.
    assert named(run(abs_half, lambda x: 1.0 * x))[:2] == ["not halved, sign kept"] * 2
    assert named(run(abs_half, abs))[:2] == ["not halved"] * 2


def test_a_mistake_that_shows_on_one_property_only(abs_half):
    assert named(run(abs_half, lambda x: x / 2)) == ["", "lost sign", ""]


def test_two_mistakes_at_once_get_the_propertys_own_hint(abs_half):
    report = run(abs_half, lambda x: abs(x) + 1)
    assert set(named(report)) == {""}
    assert report.results[0].hint == "Look again."


def test_the_same_seed_gives_the_same_line(abs_half):
    texts = {run(abs_half, lambda x: x, seed).text() for seed in (7, 7, 7)}
    assert len(texts) == 1


def test_a_mistake_that_explains_only_one_of_two_failures_is_not_named(abs_half):
    # For negative x that is the lost sign, for positive x something else.
    report = run(abs_half, lambda x: x / 2 if x < 0 else x / 3)
    assert set(named(report)) == {""}
    assert [result.hint for result in report.results] == ["Look again.", "", ""]


def test_of_two_mistakes_that_fit_equally_none_is_named(make):
    exercise = make()
    exercise.mistake("one reading", "This.", lambda x: x)
    exercise.mistake("another reading", "That.", lambda x: 1.0 * x)
    assert named(run(exercise, lambda x: x))[0] == ""


def test_a_mistake_that_returns_nothing_or_raises(make):
    exercise = make()
    exercise.mistake("no return", "Return it.", lambda x: None)
    exercise.mistake("text", "A number.", lambda x: x.upper())
    assert named(run(exercise, lambda x: None))[0] == "no return"
    assert named(run(exercise, lambda x: x.upper() + 1))[0] == "text"
    # An AttributeError as well, but another one.
    assert named(run(exercise, lambda x: x.lower()))[0] == ""
    assert named(run(exercise, lambda x: x[0]))[0] == ""  # a TypeError


@pytest.fixture
def chosen(make):
    """Any number below x will do: outputs depend on a free choice."""
    exercise = make(
        judge=lambda data, out: PASSED if out["f"] < data["x"] else failed("Below x."),
        reference=lambda x: x - 1,
    )
    exercise.mistake(
        "above",
        "You went up.",
        lambda x: x + 1,
        signature=("half", lambda data, out: out["f"] > data["x"]),
    )
    exercise.mistake("equal", "Not x itself.", lambda x: x)
    return exercise


def test_a_signature_recognizes_what_equality_cannot(chosen):
    assert named(run(chosen, lambda x: x + 123.4))[0] == "above"


def test_a_signature_must_hold_in_every_case(chosen):
    assert named(run(chosen, lambda x: x + 1.5 if x < 5 else x))[0] == ""


def test_a_signature_must_fail_where_the_answer_fails_and_nowhere_else(chosen):
    """What goes up fails for large x, too; an answer that passes there has done something else."""
    chosen.property(
        "large x",
        name="large",
        draw=lambda rng: {"x": rng.uniform(100, 200)},
        judge=lambda data, out: PASSED if out["f"] < data["x"] else failed("Below x."),
    )
    assert named(run(chosen, lambda x: x + 123.4))[:2] == ["above", "above"]
    assert named(run(chosen, lambda x: x + 5 if x < 50 else x - 1))[:2] == ["", ""]


def test_equality_is_stronger_than_a_signature(chosen):
    assert named(run(chosen, lambda x: x))[0] == "equal"


@pytest.mark.parametrize("f", [lambda x: None, lambda x: "text", lambda x: 1 / 0, lambda x: 1e300])
def test_a_signature_is_not_asked_about_other_forms(chosen, f):
    assert named(run(chosen, f))[0] == ""


def test_a_signature_that_raises_leaves_the_verdict_and_the_own_hint(make):
    exercise = make()
    exercise.mistake("odd", "?", lambda x: -x, signature=("half", lambda data, out: 1 / 0))
    result = run(exercise, lambda x: x).results[0]
    assert (result.status, result.hint) == ("fail", "Divide by 2.")


def sample(answers, data):
    return {"f": answers.f(data["x"], np.random.default_rng(data["seed"]))}


def test_signatures_hold_where_outputs_are_random(make):
    """A statistic catches every spelling of a mistake that equality would miss."""
    exercise = make(
        draw=lambda rng: {"x": 5.0, "seed": int(rng.integers(1_000))},
        probe=sample,
        judge=lambda data, out: PASSED if abs(out["f"]) < 3 else failed("Centre it."),
        reference=lambda x, rng: rng.normal(),
        statistical=True,
    )
    exercise.mistake(
        "not centred",
        "Take x off.",
        lambda x, rng: x + rng.normal(),
        signature=("sample", lambda data, out: abs(out["f"] - data["x"]) < 4),
    )
    report = run_exercise(exercise, {"f": lambda x, rng: x + 1 + 0.1 * rng.uniform()}, 1)
    assert named(report)[0] == "not centred"


def test_endless_code_of_ours_ends(make, monkeypatch):
    monkeypatch.setattr(room, "MAX_STEPS", 10_000)
    exercise = make(statistical=True)

    def endless(x):
        while True:
            x += 1

    exercise.mistake("endless", "Stop.", endless)
    assert named(run(exercise, lambda x: x))[0] == ""


def test_a_known_mistake_may_be_any_callable(make):
    exercise = make()
    exercise.mistake("absolute value", "No.", np.abs)
    assert named(run(exercise, lambda x: x))[0] == "absolute value"


def test_known_mistakes_run_once_for_a_seed(make):
    exercise, calls = make(), []

    def wrong(x):
        calls.append(x)
        return x

    exercise.mistake("not halved", "Halve it.", wrong)
    run(exercise, lambda x: x, 1)
    once = len(calls)
    run(exercise, lambda x: x, 1)
    run(exercise, lambda x: -x, 1)
    assert len(calls) == once
    run(exercise, lambda x: x, 2)
    assert len(calls) == 2 * once


def test_a_known_mistake_runs_until_its_outputs_differ(make):
    exercise, calls = make(draw=lambda rng: [{"x": float(x)} for x in range(1, 11)]), []

    def wrong(x):
        calls.append(x)
        return x if x < 3 else 5 * x

    exercise.mistake("not halved", "Halve it.", wrong)
    run(exercise, lambda x: -x)
    assert calls == [1]  # the first case rules it out
    assert named(run(exercise, lambda x: x))[0] == ""
    assert calls == list(range(1, 11))  # on all others it is called once
    assert named(run(exercise, wrong))[0] == "not halved"


def test_a_correct_answer_asks_no_known_mistake(make):
    exercise = make()
    exercise.mistake("never run", "", lambda x: pytest.fail("ran"))
    assert run(exercise, lambda x: x / 2).passed


def test_exercises_do_not_share_their_cache(make):
    for wrong in (lambda x: x, lambda x: -x):
        exercise = make()
        exercise.mistake("mistake", "?", wrong)
        assert named(run(exercise, wrong))[0] == "mistake"


def test_a_missing_library_is_no_mistake_of_the_student(abs_half):
    def f(x):
        import not_installed

        return not_installed.half(x)

    # A known mistake that needs the library fails as the answer does: that proves nothing.
    abs_half.mistake("with the library", "A false hint.", f)
    report = run(abs_half, f)
    assert set(named(report)) == {""}
    assert report.results[0].detail.startswith("ModuleNotFoundError: No module named")
    assert report.results[0].hint == "A library that is needed here is not installed."


def test_exceptions_are_alike_if_their_messages_are_but_for_numbers(make):
    """Keras numbers its layers, and a message may hold an address."""

    def fails(text):
        def f(x):
            raise ValueError(text)

        return f

    exercise = make()
    exercise.mistake("layers", "One layer.", fails("layer dense_3 at 0x7f12ab has shape (4, 2)"))
    assert named(run(exercise, fails("layer dense_14 at 0x55aa01 has shape (4, 3)")))[0] == "layers"
    assert named(run(exercise, fails("layer dense_3 has no shape")))[0] == ""
