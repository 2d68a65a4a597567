"""Allow one run at a time in a course folder."""

import fcntl
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.records.roster import SUBMITTED

__all__ = ["only_run", "undisturbed"]

LOCK = ".grading.lock"


@contextmanager
def only_run(course_dir: str | PathLike) -> Iterator[None]:
    """Lock a course folder against other runs during the block.

    The kernel holds the lock and releases it when this process ends, even if it is
    killed; a lock file that remains has no effect.

    Parameters
    ----------
    course_dir : path

    Raises
    ------
    GradingError
        If another run has locked the folder.
    """
    folder = Path(course_dir)
    if not (folder / SUBMITTED).is_dir():  # no course folder; opening it raises the error
        yield
        return
    with open(folder / LOCK, "a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            who = file.read(20).strip() or "unknown"
            raise GradingError(
                f"{course_dir}: another grading is running here (process {who}); "
                "wait until it has ended"
            ) from None
        except OSError:  # a network disk without locks
            pass
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Delay Ctrl-C until the block has ended."""
    if (
        threading.current_thread() is not threading.main_thread()
    ):  # only the main thread is interrupted
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
