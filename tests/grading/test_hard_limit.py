"""No submission keeps its grader busy for ever."""

import signal
import threading

import pytest

from reglab.grading.verdict.hard_limit import TookTooLong, hard_time_limit


def never_ends():
    while True:
        try:
            signal.pause()
        except Exception:  # a judge of ours that raises is caught; this is not
            continue


def test_what_never_ends_is_ended():
    with pytest.raises(TookTooLong), hard_time_limit(0.05):
        never_ends()


def test_what_ends_in_time_is_left_alone():
    before = signal.getsignal(signal.SIGALRM)
    with hard_time_limit(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_another_thread_does_its_work_without():
    done = []

    def work():
        with hard_time_limit(60):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
