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
        ``function(*task)``, at the top level of a module.
    tasks : list of tuple
    jobs : int
        How many workers.
    done : callable
        ``done(index, result)``, called here as each task ends.
    lost : callable
        ``lost(task)`` gives the result of a task whose worker died.
    """
    waiting = set(range(len(tasks)))

    def finished(index, result):
        waiting.discard(index)
        done(index, result)

    if not _pool(function, tasks, sorted(waiting), jobs, finished):
        # A worker died, and nobody can tell at which of the tasks under way: from here on each
        # has a worker to itself.
        for index in sorted(waiting):
            if not _pool(function, tasks, [index], 1, finished):
                finished(index, lost(tasks[index]))


def _pool(function, tasks, indices, jobs, finished):
    """Run some tasks in one pool; whether it lived to the end."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quietly) as pool:
        futures = {pool.submit(function, *tasks[index]): index for index in indices}
        under_way = set(futures)
        try:
            while under_way:
                ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for future in ended:
                    finished(futures[future], future.result())
        except BrokenProcessPool:
            return False
        except BaseException:
            # Ctrl-C: what is being graded is graded to its end and recorded, nothing new begins.
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return True


def _quietly():
    # Ctrl-C reaches the whole group of processes; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
