"""Several submissions at a time, each in a process of its own.

nbgrader changes the working directory and the environment while it works, so
these are processes and not threads.
"""

import signal
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

__all__ = ["in_parallel"]


def in_parallel(function, tasks, jobs, *, done, lost):
    """Apply a function to each task in worker processes; one that dies costs only its own task.

    Parameters
    ----------
    function : callable
        ``function(*task)``, at the top level of a module. Ctrl-C interrupts it.
    tasks : list of tuple
    jobs : int
        How many workers.
    done : callable
        ``done(index, result)``, called here as each task ends.
    lost : callable
        ``lost(task)`` gives the result of a task whose worker died, and died again.
    """
    waiting = list(reversed(range(len(tasks))))
    while waiting:
        # Nobody can tell which of the tasks under way took a worker along: each has its own now.
        for index in _pool(function, tasks, waiting, jobs, done):
            if _pool(function, tasks, [index], 1, done):
                done(index, lost(tasks[index]))


def _pool(function, tasks, waiting, jobs, done):
    """Work until nothing waits or a worker dies; what was under way then, as indices."""
    under_way = {}
    context = get_context("spawn")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupts) as pool:
            while waiting or under_way:
                # No more than there are workers: what merely waits is neither lost nor cancelled.
                while waiting and len(under_way) < jobs:
                    future = pool.submit(_interruptible, function, tasks[waiting[-1]])
                    under_way[future] = waiting.pop()
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    done(under_way.pop(future), result)
    except BrokenProcessPool:
        return sorted(under_way.values())
    except KeyboardInterrupt:
        for future, index in under_way.items():
            if future.exception() is None:  # it ended just before
                done(index, future.result())
        raise
    return []


def _interruptible(function, task):
    # Ctrl-C reaches the whole group of processes: each stops its task and cleans up after it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return function(*task)
    finally:
        _ignore_interrupts()


def _ignore_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
