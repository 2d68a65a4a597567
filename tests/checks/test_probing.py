"""The student's side: whatever an answer does, evidence comes back and nothing stays changed."""

import linecache
import os
import signal
import subprocess
import sys
import threading
import warnings

import numpy as np
import pytest

from reglab.checks.judging.decoding import decode
from reglab.checks.model import Foreign, Raised
from reglab.checks.probing.answers import Answers
from reglab.checks.probing.draw import draw_cases, probe_exercise
from reglab.checks.probing.probe import probe_property


def never(data, out):
    pytest.fail("judged while probing")


def evidence(exercise, f, seed=1, **options):
    return decode(probe_exercise(exercise, {"f": f}, seed, **options))


def outputs(exercise, f):
    """Of the only property's only attempt."""
    ((cases,),) = evidence(exercise, f)["outputs"].values()
    return cases


def in_cell(text, name="f", filename="/tmp/ipykernel_1/2.py"):
    """Define an answer as a notebook cell does: compiled text, known to linecache."""
    linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)
    namespace = {"__name__": "__main__", "np": np}
    exec(compile(text, filename, "exec"), namespace)
    return namespace[name]


def test_draws_repeat_for_a_seed_and_differ_between_seeds_attempts_and_properties(make):
    exercise = make(draw=lambda rng: {"x": rng.normal()})
    exercise.property("another", name="another", draw=exercise.core.draw, judge=never)
    first, second = exercise.properties.values()
    draws = [
        draw_cases(exercise, prop, seed, attempt)[0]["x"]
        for prop in (first, second)
        for seed in (1, 2)
        for attempt in (0, 1)
    ]
    assert len(set(draws)) == 8
    assert draw_cases(exercise, first, 1)[0]["x"] == draws[0]


def test_evidence_of_a_correct_answer(make):
    assert outputs(make(), lambda x: x / 2) == [{"f": 0.5}, {"f": 1.5}, {"f": 5.0}]


def test_what_an_answer_returns_arrives_as_a_marker(make):
    assert outputs(make(), lambda x: {x})[0] == {"f": Foreign("set")}


def test_an_exception_shows_type_message_and_own_line(make):
    f = in_cell("def f(x):\n    y = x\n    return y + 'a'  # here\n")
    assert outputs(make(), f)[0] == Raised(
        "TypeError",
        "unsupported operand type(s) for +: 'float' and 'str'",
        "line 3 of f: return y + 'a'  # here",
    )


def test_the_own_line_is_found_below_numpy(make):
    f = in_cell("def f(x):\n    return np.linalg.inv(np.zeros((2, 2)))\n")
    assert outputs(make(), f)[0] == Raised(
        "LinAlgError", "Singular matrix", "line 2 of f: return np.linalg.inv(np.zeros((2, 2)))"
    )


def test_the_own_line_is_the_innermost_of_the_students(make):
    f = in_cell("def helper(x):\n    raise KeyError('w')\n\ndef f(x):\n    return helper(x)\n")
    assert outputs(make(), f)[0].line == "line 2 of helper: raise KeyError('w')"


def test_code_without_text_still_has_a_line_number(make):
    namespace = {}
    exec("def f(x):\n    return 1 / 0", namespace)
    assert outputs(make(), namespace["f"])[0].line == "line 2 of f"


class Mute(Exception):
    def __str__(self):
        raise SystemExit

    @property
    def __traceback__(self):
        raise RuntimeError


def raise_(error):
    raise error


@pytest.mark.parametrize(
    ("f", "type", "message"),
    [
        (lambda x: raise_(Mute()), "Mute", ""),
        (lambda x: raise_(ValueError("a\n\tb\x85c")), "ValueError", "a b c"),
        (lambda x: raise_(ValueError("long " * 1_000)), "ValueError", "long " * 39 + "..."),
        (lambda x: raise_(ValueError("\ud800")), "ValueError", "?"),
        (lambda x: sys.exit("bye"), "SystemExit", "bye"),
        (lambda x: raise_(GeneratorExit()), "GeneratorExit", ""),
        (lambda x: raise_(ExceptionGroup("g", [OSError()])), "ExceptionGroup", None),
        (lambda x: [][1], "IndexError", "list index out of range"),
    ],
)
def test_every_exception_becomes_evidence(make, f, type, message):
    raised = outputs(make(), f)[0]
    assert isinstance(raised, Raised)
    assert raised.type == type
    assert message in (None, raised.message)


def test_endless_recursion_becomes_evidence(make):
    def f(x):
        return f(x)

    assert outputs(make(), f)[0].type == "RecursionError"


@pytest.mark.parametrize("error", [NotImplementedError, SystemExit])
def test_what_every_case_would_repeat_is_probed_once(make, error):
    calls = []
    cases = outputs(make(), lambda x: calls.append(x) or raise_(error()))
    assert len(cases) == len(calls) == 1


def test_an_exception_in_one_case_leaves_the_others(make):
    cases = outputs(make(), lambda x: x / 2 if x != 3 else raise_(ValueError()))
    assert [type(case) for case in cases] == [dict, Raised, dict]


def test_printing_is_kept_out_of_the_notebook(make, capfd):
    def f(x):
        print("debug", x)
        os.write(2, b"log\n")
        subprocess.run([sys.executable, "-c", "print('child')"], check=True)
        warnings.warn("careful", stacklevel=1)
        return x / 2

    printed = evidence(make(draw=lambda rng: {"x": 1.0}), f)["printed"]
    assert printed == "debug 1.0\n"
    assert capfd.readouterr() == ("", "")


def state():
    return {
        "stdout": sys.stdout,
        "stderr": sys.stderr,
        "descriptors": sorted(os.listdir("/dev/fd")),
        "profile": sys.getprofile(),
        "thread profile": threading.getprofile(),
        "trace": sys.gettrace(),
        "errors": np.geterr(),
        "filters": list(warnings.filters),
        "recursion": sys.getrecursionlimit(),
    }


def vandal(x):
    sys.setrecursionlimit(len(os.listdir("/dev/fd")) + 200)
    sys.setprofile(None)
    np.seterr(all="raise")
    warnings.simplefilter("error")
    sys.stdout = sys.stderr = None
    namespace["shrink"] = None
    return x / 2


namespace = {}


@pytest.mark.parametrize("error", [None, ValueError, KeyboardInterrupt])
def test_everything_is_as_before(make, error):
    exercise = make(forbid=("reglab.linear.lasso",))
    namespace.clear()
    namespace["shrink"] = len

    def f(x):
        vandal(x)
        if error:
            raise error

    hook = lambda frame, event, arg: None  # noqa: E731
    sys.setprofile(hook)
    try:
        before = state()
        options = {"namespace": namespace, "replacements": {"shrink": abs, "more": abs}}
        if error is KeyboardInterrupt:
            with pytest.raises(KeyboardInterrupt):
                evidence(exercise, f, **options)
        else:
            evidence(exercise, f, **options)
        after = state()
    finally:
        sys.setprofile(None)
    assert after == before
    assert namespace == {"shrink": len}


def test_an_interrupt_from_the_kernel_goes_through(make):
    def f(x):
        os.kill(os.getpid(), signal.SIGINT)
        while True:
            pass

    # Where the tests were started in the background of a script, the signal is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            evidence(make(), f)
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_while_a_message_is_made_goes_through(make):
    class Interrupted(Exception):
        def __str__(self):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evidence(make(), lambda x: raise_(Interrupted()))


def test_verdicts_do_not_depend_on_whose_filters_are_set(make):
    def f(x):
        warnings.warn("careful", stacklevel=1)
        np.log(np.array(-x))
        return x / 2

    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert outputs(make(), f)[0] == {"f": 0.5}


def test_forbidden_calls_are_evidence_and_draws_are_none(make):
    from reglab.linear import soft_threshold

    exercise = make(
        forbid=("reglab.linear.prox:soft_threshold",),
        draw=lambda rng: {"x": soft_threshold(3.0, 1.0)},
    )
    assert evidence(exercise, lambda x: x / 2)["called"] == []
    called = ["reglab.linear.prox:soft_threshold"]
    assert evidence(exercise, lambda x: soft_threshold(x, 0))["called"] == called
    assert evidence(exercise, lambda x: soft_threshold(x, 0), guard=False)["called"] == []


def test_stand_ins_may_be_the_reference(make):
    from reglab.linear import soft_threshold

    exercise = make(forbid=("reglab.linear.prox:soft_threshold",))
    names = {}
    exec("def f(x):\n    return prox(x, 0)", names)
    found = evidence(exercise, names["f"], namespace={}, replacements={"prox": soft_threshold})
    assert found["called"] == []
    assert found["outputs"]["half"][0][0] == {"f": 1.0}


def test_a_huge_output_costs_nothing_but_itself(make):
    exercise = make(draw=lambda rng: [{"x": 1.0}, {"x": 2.0}])
    exercise.property("more", name="more", draw=exercise.core.draw, after="half", judge=never)

    def f(x):
        f.__globals__["calls"] = f.__globals__.get("calls", 0) + 1
        return np.zeros(1_500_000) if x == 1.0 else x

    found = evidence(exercise, f)
    assert found["mutated"] == found["called"] == []
    assert found["outputs"]["half"][0][1] == {"f": 2.0}


def test_a_draw_that_raises_is_left_to_the_judge(make):
    assert outputs(make(draw=lambda rng: 1 / 0), lambda x: x) == []


def test_only_one_property(make):
    exercise = make()
    exercise.property(
        "more",
        name="more",
        draw=exercise.core.draw,
        call=lambda answers, data: pytest.fail("not asked for"),
        judge=never,
    )
    assert list(evidence(exercise, lambda x: x, only="half")["outputs"]) == ["half"]


def test_cases_do_not_share_their_data_with_the_answer(make):
    cases = [{"x": np.ones(2)}]
    answers = Answers({"f": lambda x: x.__imul__(0).sum()})
    probe_property(make().core, answers, cases)
    assert cases[0]["x"].tolist() == [1.0, 1.0]


def test_cases_are_drawn_once_and_nobody_can_change_them(make):
    draws = []

    def draw(rng):
        draws.append(rng)
        return [{"x": rng.normal(size=3)}]

    exercise = make(draw=draw)
    (case,) = draw_cases(exercise, exercise.core, 1)
    drawn = case["x"].copy()
    case["x"][:] = 0
    assert np.array_equal(draw_cases(exercise, exercise.core, 1)[0]["x"], drawn)
    assert len(draws) == 1
    assert not np.array_equal(draw_cases(exercise, exercise.core, 2)[0]["x"], drawn)
