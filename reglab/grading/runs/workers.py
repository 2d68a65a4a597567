"""Several submissions at a time, each in a process of its own.

A check redirects descriptors and swaps names while it works, so these are
processes and not threads.
"""

import os
import signal
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import get_context, parent_process

__all__ = ["in_parallel"]


def in_parallel(function, tasks, jobs, *, done, lost):
    """Apply a function to each task in worker processes; one that dies costs only its own task.

    Parameters
    ----------
    function : callable
        ``function(*task)``, at the top level of a module. Ctrl-C interrupts it.
    tasks : iterable of tuple
        Taken one by one, as workers become free: a class need not fit into memory.
    jobs : int
        How many workers.
    done : callable
        ``done(task, result)``, called here as each task ends.
    lost : callable
        ``lost(task)`` gives the result of a task whose worker died, and died again.
    """
    tasks = iter(tasks)
    while True:
        # Nobody can tell which of the tasks under way took a worker along: each has its own now.
        broken, unsent = _pool(function, tasks, jobs, done)
        for task in broken:
            if any(_pool(function, iter([task]), 1, done)):
                done(task, lost(task))
        if not (broken or unsent):
            return
        tasks = chain(unsent, tasks)


def _pool(function, tasks, jobs, done):
    """Work until nothing waits or a worker dies.

    Returns
    -------
    broken : list of tuple
        The tasks that were under way when it died.
    unsent : list of tuple
        A task that was taken and that no worker has seen.
    """
    under_way, unsent, ended = {}, [], deque()
    context = get_context("spawn")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare) as pool:
            more = True
            while more or under_way or ended:
                # No more than there are workers: what merely waits is neither lost nor cancelled.
                while more and len(under_way) < jobs:
                    task = next(tasks, None)
                    more = task is not None
                    if more:
                        unsent.append(task)
                        under_way[_submit(pool, function, task)] = task
                        unsent.clear()
                # The workers have their next tasks: they need not wait for what is done here.
                _hand_over(ended, done)
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    ended.append((under_way.pop(future), result))
    except BrokenProcessPool:
        _hand_over(ended, done)
        return list(under_way.values()), unsent
    except KeyboardInterrupt:
        _hand_over(ended, done)
        for future, task in under_way.items():
            if future.exception() is None:  # it ended just before
                done(task, future.result())
        raise
    return [], []


def _hand_over(ended, done):
    while ended:
        done(*ended.popleft())


def _submit(pool, function, task):
    # A worker that starts here is born with Ctrl-C held back, until `_prepare`.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        return pool.submit(_interruptible, function, task)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _interruptible(function, task):
    # Ctrl-C reaches the whole group of processes: each stops its task and cleans up after it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return function(*task)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _prepare():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    # A run that is killed cannot tell its workers; they would wait for it for ever.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent():
    parent_process().join()
    os._exit(1)
