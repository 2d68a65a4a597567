"""One Ctrl-C ends a run, even where Python or a library throws its exception away."""

import contextlib
import os
import signal
import sys
import threading
import time

import nbformat
import pytest

from reglab.grading import grade_class
from reglab.grading.records.store import read_results
from reglab.workers.ctrl_c import ends_on_ctrl_c
from reglab.workers.pool import in_parallel

MINUTE = 60  # seconds; a Ctrl-C that was lost would be noticed after this time


class PressedInDel:
    """Ctrl-C arrives while Python removes an object: `KeyboardInterrupt` is only printed."""

    def __del__(self):
        signal.raise_signal(signal.SIGINT)


def in_del():
    PressedInDel()


def in_a_library():
    with contextlib.suppress(BaseException):  # as some libraries do
        signal.raise_signal(signal.SIGINT)


SWALLOWED = pytest.mark.parametrize("press", [in_del, in_a_library])


@pytest.fixture(autouse=True)
def no_complaint(monkeypatch):
    """Let "Exception ignored in" not count as a failure: it is what these tests provoke."""
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: None)


def ends(block):
    """Whether the exception of a Ctrl-C leaves the block."""
    with pytest.raises(KeyboardInterrupt), ends_on_ctrl_c():
        block()
    return True


@SWALLOWED
def test_a_swallowed_ctrl_c_interrupts_the_wait_that_follows(press):
    def block():
        press()
        threading.Event().wait(MINUTE)
        pytest.fail("it waited until the end")

    assert ends(block)


@SWALLOWED
def test_a_swallowed_ctrl_c_ends_the_block_at_the_latest(press):
    assert ends(press)


def test_a_repeated_ctrl_c_does_not_disturb_the_clean_up():
    cleaned = []

    def block():
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            time.sleep(1)  # several repetitions
            cleaned.append(True)

    assert ends(block)
    assert cleaned


def test_a_second_ctrl_c_of_an_impatient_person_does():
    def block():
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            pytest.fail("the clean-up went on")

    assert ends(block)


@pytest.mark.parametrize("handler", [signal.SIG_IGN, lambda *_: None])
def test_a_program_that_handles_ctrl_c_itself_keeps_doing_so(handler):
    before = signal.signal(signal.SIGINT, handler)
    try:
        with ends_on_ctrl_c():
            assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_after_the_block_all_is_as_before():
    threads = threading.active_count()
    with ends_on_ctrl_c():
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert threading.active_count() == threads


def swallow_and_wait(press):
    sys.unraisablehook = lambda unraisable: None
    press()
    time.sleep(MINUTE)


@SWALLOWED
def test_a_ctrl_c_that_is_swallowed_in_a_worker_ends_its_task(press):
    with pytest.raises(KeyboardInterrupt):
        in_parallel(swallow_and_wait, [(press,)], 1, done=no_result, lost=no_result)


def press_when_idle(path):
    """Ctrl-C reaches this worker once it has handed over its result and has no task."""
    if path is None:
        time.sleep(MINUTE)
        return

    def press():
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
        path.touch()

    threading.Thread(target=press).start()


def test_a_ctrl_c_that_reaches_a_worker_between_two_tasks_ends_the_next(tmp_path):
    def tasks():
        yield (tmp_path / "pressed",)
        while not (tmp_path / "pressed").exists():
            time.sleep(0.05)
        yield (None,)

    results = []
    with pytest.raises(KeyboardInterrupt):
        in_parallel(press_when_idle, tasks(), 1, done=lambda *_: results.append(1), lost=no_result)
    assert results == [1]


def no_result(*_):
    pytest.fail("a task that was interrupted has no result")


@pytest.mark.slow
@SWALLOWED
def test_a_swallowed_ctrl_c_ends_the_grading_of_a_class(press, checkout, filled, hand_in, tmp_path):
    """One job; the second submission would sleep for a minute."""
    hand_in(tmp_path, "ann", filled())
    slow = filled()
    slow.cells.append(nbformat.v4.new_code_cell(f"import time\ntime.sleep({MINUTE})"))
    hand_in(tmp_path, "bob", slow)

    def progress(done, total, student):
        if done == 1:
            press()

    with pytest.raises(KeyboardInterrupt):
        grade_class(["03"], tmp_path, root=checkout, progress=progress)
    assert [result.student for result in read_results(tmp_path)] == ["ann"]
