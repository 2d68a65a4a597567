"""Grade submissions on the machines of a Dask cluster.

Each worker process grades one submission at a time, in a sandbox on its machine.
It must have the same versions of reglab, Python and libraries as this machine.
"""

import logging
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.verdict.environment import environment_key
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.host.bubblewrap import require_sandbox

__all__ = ["on_cluster"]

CONNECT_SECONDS = 10
ALONE_SECONDS = 60  # a run ends after this time without any worker
AHEAD = 2  # submissions sent to each worker in advance, so that it never waits
RESUME = "graded submissions are recorded, grade again for the others"


@contextmanager
def on_cluster(address: str) -> Iterator[Callable]:
    """Connect to a cluster that grades submissions.

    Parameters
    ----------
    address : str
        The scheduler's address, such as ``tcp://10.0.0.5:8786``.

    Yields
    ------
    callable
        ``runner(function, tasks, *, done, lost)``, like `reglab.workers.pool.in_parallel`.
        ``function`` and its tasks are those of `reglab.grading.runs.grade_class`.

    Raises
    ------
    GradingError
        If the cluster does not exist or has no workers, or a worker cannot grade.
    """
    try:
        from distributed import Client
    except ImportError:
        raise GradingError(
            "--cluster needs the package distributed, found none; pip install 'reglab[cluster]'"
        ) from None
    # Do not show Dask's messages about lost workers, since their work is repeated.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise GradingError(
            f"cannot connect to a Dask scheduler at {address}: {reason[0]}"
        ) from None
    try:
        if not client.nthreads():
            raise GradingError(
                f"{address}: expected workers, found none; "
                f"start some with `dask worker {address} --nthreads 1`"
            )
        yield partial(_run, client, address)
    finally:
        client.close(timeout=5)


def _run(client, address, function, tasks, *, done, lost):
    """Send tasks as workers become free, and pass on each result when it arrives."""
    from distributed import wait

    work = partial(_on_worker, environment_key(), function)
    tasks, under_way = iter(tasks), {}
    more, seen = True, time.monotonic()
    while more or under_way:
        workers = _workers(client, address)
        if workers:
            seen = time.monotonic()
        elif time.monotonic() - seen > ALONE_SECONDS:
            raise GradingError(f"{address}: every worker is gone; {RESUME}")
        while more and len(under_way) < AHEAD * max(1, workers):
            task = next(tasks, None)
            more = task is not None
            if more:
                under_way[client.submit(work, *task, pure=False)] = task
        if under_way:
            with suppress(TimeoutError):
                wait(list(under_way), timeout=5, return_when="FIRST_COMPLETED")
        for future in [future for future in under_way if future.done()]:
            _hand_over(address, future, under_way.pop(future), done, lost)


def _workers(client, address):
    """Number of submissions that can be graded at a time."""
    try:
        return sum(client.nthreads().values())
    except (OSError, RuntimeError, TypeError, AttributeError):  # it ended during the call
        raise GradingError(f"{address}: the scheduler is gone; {RESUME}") from None


def _hand_over(address, future, task, done, lost):
    from distributed.scheduler import KilledWorker

    try:
        result = future.result()
    except KilledWorker:  # several workers died of it, one after the other
        result = lost(task)
    except (GradingError, SandboxError):
        raise
    except CancelledError:
        raise GradingError(f"{address}: the scheduler is gone; {RESUME}") from None
    except Exception as error:  # such as an import error in a worker with other versions
        raise GradingError(
            f"{address}: a worker cannot grade: {type(error).__name__}: {str(error)[:200]}"
        ) from None
    done(task, result)


def _on_worker(key, function, submission, bundle, settings):
    """Grade on a worker, always in the same thread.

    The kernel ends a sandbox with the thread that started it, and a worker may
    run each task in a different thread.
    """
    from distributed import get_worker

    folder = Path(get_worker().local_directory, "reglab-mistakes")
    settings = replace(settings, cache=str(folder))
    return _thread().submit(_grade, key, function, submission, bundle, settings).result()


@cache
def _thread():
    return ThreadPoolExecutor(1, thread_name_prefix="reglab")


def _grade(key, function, submission, bundle, settings):
    host = socket.gethostname()
    if environment_key() != key:
        raise GradingError(
            f"the worker on {host} has another version of reglab, Python or a library than this "
            "machine, so its marks could differ; install the same on both"
        )
    if settings.sandboxed:
        try:
            require_sandbox()
        except SandboxError as error:
            raise GradingError(f"the worker on {host}: {error}") from None
    return function(submission, bundle, settings)
