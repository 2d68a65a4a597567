"""Endless code of ours is stopped, however often it is called."""

import sys
import threading

import numpy as np
import pytest

from reglab.checks.probing.steps import StepLimit, Steps


def endless(x=0):
    while True:
        x += 1


def short(n):
    for _ in range(n):
        pass
    return n


def test_every_call_after_the_limit_is_stopped_too():
    limited = Steps(1_000).limit(endless)
    for _ in range(3):
        with pytest.raises(StepLimit, match="more than 1000 lines"):
            limited()


def test_functions_share_their_steps():
    steps = Steps(1_000)
    one, other = steps.limit(short), steps.limit(endless)
    assert one(100) == 100
    with pytest.raises(StepLimit):
        other()
    with pytest.raises(StepLimit):
        one(1)


def test_lines_of_other_files_do_not_count():
    assert Steps(20).limit(lambda: np.linalg.lstsq(np.eye(50), np.ones(50))[0].sum())() == 50


def test_the_trace_function_comes_back():
    def trace(frame, event, arg):
        return None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with pytest.raises(StepLimit):
            Steps(10).limit(endless)()
        assert sys.gettrace() is trace
    finally:
        sys.settrace(before)


def test_callables_without_python_code_are_left_alone():
    assert Steps(1).limit(np.abs) is np.abs


def test_a_limited_function_keeps_its_globals():
    assert Steps(1).limit(short).__wrapped__ is short


def test_other_threads_run_on():
    seen = []
    thread = threading.Thread(target=lambda: seen.append(short(5_000)))
    with pytest.raises(StepLimit):
        Steps(100).limit(lambda: (thread.start(), thread.join(), endless()))()
    assert seen == [5_000]


def test_lines_of_other_files_count_everywhere_only():
    names, source = {}, "def helper():\n    for _ in range(5_000):\n        pass\n"
    exec(compile(source, "other", "exec"), names)
    assert Steps(1_000).limit(lambda: names["helper"]())() is None
    with pytest.raises(StepLimit, match="does it end"):
        Steps(1_000, "does it end?").limit(names["helper"].__call__, everywhere=True)()
