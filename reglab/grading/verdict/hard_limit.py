"""A time limit for grading one submission, for the case that all other limits fail."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["TookTooLong", "hard_time_limit"]


class TookTooLong(BaseException):
    """Grading took too long. Not an `Exception`, which would count as a bug in a judge."""


@contextmanager
def hard_time_limit(seconds: float) -> Iterator[None]:
    """Raise `TookTooLong` in the block after some time.

    The sandbox has its own limits for student code; this one is for the course's
    code that handles its output. It works only in the main thread, where signals arrive;
    in other threads, such as a cluster's worker, there is no limit.

    Parameters
    ----------
    seconds : float
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(number, frame):
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
