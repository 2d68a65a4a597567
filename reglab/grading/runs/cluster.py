"""Grade submissions on the machines of a Dask cluster.

Each worker process grades one submission at a time, in a sandbox on its machine.
It must have the same versions of reglab, Python and libraries as this machine.
"""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.verdict.environment import environment_key
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.host.bubblewrap import require_sandbox
from reglab.workers.cluster import Cluster, ClusterError

__all__ = ["on_cluster"]

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
    refusals = (GradingError, SandboxError)
    try:
        with Cluster.connect(address, resume=RESUME, refusals=refusals) as cluster:
            yield partial(_run, cluster)
    except ClusterError as error:
        raise GradingError(str(error)) from None


def _run(cluster, function, tasks, *, done, lost):
    work = partial(_on_worker, environment_key(), function)
    cluster.run(work, tasks, done=done, lost=lost)


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
