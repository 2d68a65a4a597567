"""Make sure that one Ctrl-C ends a run, wherever in the code it arrives.

Python raises `KeyboardInterrupt` at the next instruction of the main thread. If that instruction
is in a `__del__` method or in a callback of a weak reference, Python prints the exception and goes
on, and so does a library that catches everything. The run would then wait for the next submission.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["ends_on_ctrl_c"]

PAUSE = 0.2  # seconds until Ctrl-C is repeated


@contextmanager
def ends_on_ctrl_c() -> Iterator[None]:
    """Repeat a Ctrl-C in the block until its `KeyboardInterrupt` leaves the block.

    A repeated Ctrl-C never disturbs the clean-up after the first one. If the program handles or
    ignores Ctrl-C in a way of its own, nothing changes.

    Raises
    ------
    KeyboardInterrupt
        At the latest when the block ends.
    """
    in_main = threading.current_thread() is threading.main_thread()  # only it is interrupted
    if not in_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    run = _Run()
    signal.signal(signal.SIGINT, run.interrupt)
    try:
        run.start()
        yield
    finally:
        try:
            run.end()
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if run.pressed:
        raise KeyboardInterrupt


class _Run(threading.Thread):
    """A thread that repeats Ctrl-C once it was pressed."""

    def __init__(self):
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.pressed = self.repeated = False

    def run(self):
        while not self.ended.wait(PAUSE):
            if self.pressed:
                self.repeated = True
                signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    def end(self):
        self.ended.set()
        self.join()  # so that it repeats nothing after the block

    def interrupt(self, number, frame):
        # Locks are no option here: the main thread may be holding any of them.
        repeated, self.repeated, self.pressed = self.repeated, False, True
        if not (repeated and _under_way()):
            raise KeyboardInterrupt


def _under_way():
    """Whether a `KeyboardInterrupt` is being handled, or an exception that took its place."""
    error = sys.exc_info()[1]
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None
