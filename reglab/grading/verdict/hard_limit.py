"""The last limit: no submission keeps its grader busy for ever, wherever the time goes."""

import signal
import threading
from contextlib import contextmanager

__all__ = ["TookTooLong", "hard_time_limit"]


class TookTooLong(BaseException):
    """Not an `Exception`, as a judge that raises one is taken for a fault of the course."""


@contextmanager
def hard_time_limit(seconds):
    """Raise `TookTooLong` in the block after some time.

    Student code has limits of its own, kept elsewhere. This one is for our own
    code on what came back. It needs the main thread, where signals arrive; in
    any other one, as in a cluster's worker, there is none.

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
