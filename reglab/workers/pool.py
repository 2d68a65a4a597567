"""Work on several tasks at a time, each in a separate process.

A check redirects descriptors and replaces names, and training uses all of Python's time, so these
are processes and not threads.
"""

import atexit
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_context, parent_process
from multiprocessing.util import Finalize
from typing import Any

from reglab.workers.ctrl_c import ends_on_ctrl_c

__all__ = ["in_parallel", "started"]


def in_parallel(
    function: Callable,
    tasks: Iterable[tuple],
    jobs: int,
    *,
    done: Callable[[tuple, Any], object],
    lost: Callable[[tuple], Any],
    pool: ProcessPoolExecutor | None = None,
) -> None:
    """Apply a function to each task in worker processes; if one dies, only its task is lost.

    Parameters
    ----------
    function : callable
        ``function(*task)``, at the top level of a module. Ctrl-C interrupts it.
    tasks : iterable of tuple
        Taken one by one as workers become free, since all of them may not fit into memory.
    jobs : int
        Number of workers.
    done : callable
        ``done(task, result)``, called in this process when a task ends.
    lost : callable
        ``lost(task)`` returns the result of a task whose worker died twice.
    pool : ProcessPoolExecutor, optional
        From `started`.
    """
    tasks = iter(tasks)
    pool = pool or _executor(jobs)
    while True:
        # It is unknown which of the running tasks killed a worker, so run each of them alone.
        broken, unsent = _work(pool, function, tasks, jobs, done)
        for task in broken:
            if any(_work(_executor(1), function, iter([task]), 1, done)):
                done(task, lost(task))
        if not (broken or unsent):
            return
        tasks, pool = chain(unsent, tasks), _executor(jobs)


@contextmanager
def started(jobs: int, function: Callable, *arguments: Any) -> Iterator[ProcessPoolExecutor]:
    """Start workers that call a function before their first task; what it raises is ignored.

    Yields
    ------
    ProcessPoolExecutor
        For `in_parallel`.
    """
    with _executor(jobs) as pool:
        for _ in range(jobs):  # one process each, since all are started before any of them is free
            _submit(pool, function, arguments)
        yield pool


def _executor(jobs):
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_prepare)


def _work(pool, function, tasks, jobs, done):
    """Work until all tasks are done or a worker dies.

    Returns
    -------
    broken : list of tuple
        The tasks that were running when it died.
    unsent : list of tuple
        A task that was taken but not sent to a worker.
    """
    under_way, unsent, ended = {}, [], deque()
    try:
        with pool:
            more = True
            while more or under_way or ended:
                # At most one task per worker, so that no waiting task is lost or cancelled.
                while more and len(under_way) < jobs:
                    task = next(tasks, None)
                    more = task is not None
                    if more:
                        unsent.append(task)
                        under_way[_submit(pool, function, task)] = task
                        unsent.clear()
                # The workers already have their next tasks and need not wait for this.
                _hand_over(ended, done)
                # A Ctrl-C that arrives just before the wait does not interrupt it.
                for future in wait(under_way, timeout=1, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    ended.append((under_way.pop(future), result))
    except BrokenProcessPool:
        _hand_over(ended, done)
        return list(under_way.values()), unsent
    except KeyboardInterrupt:
        _hand_over(ended, done)
        for future, task in under_way.items():
            if future.exception() is None:  # it has just ended
                done(task, future.result())
        raise
    return [], []


def _hand_over(ended, done):
    while ended:
        done(*ended.popleft())


def _submit(pool, function, task):
    # A worker that is started here inherits the blocked Ctrl-C, until `_prepare`.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        return pool.submit(_interruptible, function, task)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_pressed: list[int] = []  # Ctrl-C that reached this worker while it had no task


def _interruptible(function, task):
    # Ctrl-C reaches the whole process group; each worker stops its task and cleans up.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        if _pressed:  # after this task was sent, and before it arrived
            raise KeyboardInterrupt
        with ends_on_ctrl_c():
            return function(*task)
    finally:
        signal.signal(signal.SIGINT, _remember)


def _remember(number, frame):
    _pressed.append(number)


def _prepare():
    signal.signal(signal.SIGINT, _remember)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    # If the run is killed, its workers would otherwise wait forever.
    threading.Thread(target=_end_with_parent, daemon=True).start()
    Finalize(None, _leave, exitpriority=0)


def _leave():
    """End this worker without freeing every object: with TensorFlow, that takes a second."""
    atexit._run_exitfuncs()
    os._exit(0)


def _end_with_parent():
    parent_process().join()
    os._exit(1)
