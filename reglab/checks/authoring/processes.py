"""Run tasks in several processes, and give their results in order."""

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import starmap
from multiprocessing import get_context
from typing import Any

__all__ = ["in_processes"]


@contextmanager
def in_processes(function: Callable, tasks: Iterable[tuple], jobs: int) -> Iterator[Iterator[Any]]:
    """Apply a function to each task.

    Parameters
    ----------
    function : callable
        ``function(*task)``, at the top level of a module.
    tasks : iterable of tuple
    jobs : int
        Number of processes. With 1, the function runs in this one.

    Yields
    ------
    iterator
        The results, in the order of the tasks.
    """
    tasks = list(tasks)
    if jobs == 1 or len(tasks) < 2:
        yield starmap(function, tasks)
        return
    # Ctrl-C ends the processes at once, without a traceback of each.
    with ProcessPoolExecutor(
        min(jobs, len(tasks)),
        mp_context=get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_DFL),
    ) as pool:
        futures = [pool.submit(function, *task) for task in tasks]
        try:
            yield (future.result() for future in futures)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
