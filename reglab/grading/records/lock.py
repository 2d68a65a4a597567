"""One run at a time in a course folder."""

import fcntl
import os
import signal
import threading
from contextlib import contextmanager
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.records.roster import SUBMITTED

__all__ = ["only_run", "undisturbed"]

LOCK = ".grading.lock"


@contextmanager
def only_run(course_dir):
    """Let no other run into a course folder while the block lasts.

    The kernel holds the lock and gives it up when this process ends, however it
    ends; a file that is left behind locks nobody out.

    Parameters
    ----------
    course_dir : path

    Raises
    ------
    GradingError
        If another run is there.
    """
    folder = Path(course_dir)
    if not (folder / SUBMITTED).is_dir():  # no course folder: whoever opens it says so
        yield
        return
    with open(folder / LOCK, "a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            who = file.read(20).strip() or "unknown"
            raise GradingError(
                f"{course_dir}: expected no other grading here, found one (process {who}); "
                "wait until it has ended"
            ) from None
        except OSError:  # a network disk without locks
            pass
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


@contextmanager
def undisturbed():
    """Let Ctrl-C wait until the block has ended."""
    if threading.current_thread() is not threading.main_thread():  # it is not interrupted there
        yield
        return
    pressed = []
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if pressed:
            signal.raise_signal(signal.SIGINT)
