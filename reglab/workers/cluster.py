"""Share tasks among the machines of a Dask cluster."""

import gc
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

from reglab.errors import UserError

__all__ = ["Cluster", "ClusterError"]

CONNECT_SECONDS = 10
ALONE_SECONDS = 60  # a run ends after this time without any worker
AHEAD = 2  # tasks sent to each worker in advance, so that it never waits


class ClusterError(UserError):
    """A cluster does not exist, has no workers, or its workers cannot do the work."""


class Cluster:
    """A connection to a Dask scheduler.

    Parameters
    ----------
    client : distributed.Client
    address : str
    resume : str
        What happens to finished tasks, for messages.
    refusals : tuple of type
        Errors of a task that end the run with their own message.
    """

    def __init__(
        self, client: Any, address: str, resume: str, refusals: tuple[type[Exception], ...]
    ) -> None:
        self._client, self._address = client, address
        self._resume, self._refusals = resume, refusals

    @classmethod
    @contextmanager
    def connect(
        cls, address: str, *, resume: str, refusals: tuple[type[Exception], ...] = ()
    ) -> "Iterator[Cluster]":
        """Connect to a scheduler during the block.

        Parameters
        ----------
        address : str
            Such as ``tcp://10.0.0.5:8786``.
        resume : str
        refusals : tuple of type, optional

        Yields
        ------
        Cluster

        Raises
        ------
        ClusterError
            If the cluster does not exist or has no workers.
        """
        try:
            from distributed import Client
        except ImportError:
            raise ClusterError(
                "--cluster needs the package distributed, found none; pip install 'reglab[cluster]'"
            ) from None
        # Do not show Dask's messages about lost workers, since their work is repeated.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        client, reason = None, ""
        try:
            client = Client(address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError, ImportError, RuntimeError) as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        if client is None:
            # A client that failed closes itself when it is collected. If that happens while the
            # next one is made, it waits for ever for a lock that the next one holds.
            gc.collect()
            raise ClusterError(f"cannot connect to a Dask scheduler at {address}: {reason}")
        try:
            if not client.nthreads():
                raise ClusterError(
                    f"{address}: expected workers, found none; "
                    f"start some with `dask worker {address} --nthreads 1`"
                )
            yield cls(client, address, resume, refusals)
        finally:
            client.close(timeout=5)

    def run(
        self,
        work: Callable,
        tasks: Iterable[tuple],
        *,
        done: Callable[[tuple, Any], object],
        lost: Callable[[tuple], Any],
    ) -> None:
        """Send tasks as workers become free, and pass on each result when it arrives.

        Parameters
        ----------
        work : callable
            ``work(*task)``, at the top level of a module.
        tasks : iterable of tuple
        done : callable
            ``done(task, result)``, called in this process when a task ends.
        lost : callable
            ``lost(task)`` returns the result of a task of which several workers died.

        Raises
        ------
        ClusterError
            If all workers or the scheduler are gone, or a worker cannot work.
        """
        from distributed import wait

        under_way: dict[Any, tuple] = {}
        left = iter(tasks)
        more, seen = True, time.monotonic()
        while more or under_way:
            workers = self._workers()
            if workers:
                seen = time.monotonic()
            elif time.monotonic() - seen > ALONE_SECONDS:
                raise ClusterError(f"{self._address}: every worker is gone; {self._resume}")
            while more and len(under_way) < AHEAD * max(1, workers):
                task = next(left, None)
                more = task is not None
                if task is not None:
                    under_way[self._client.submit(work, *task, pure=False)] = task
            if under_way:
                with suppress(TimeoutError):
                    wait(list(under_way), timeout=5, return_when="FIRST_COMPLETED")
            for future in [future for future in under_way if future.done()]:
                self._hand_over(future, under_way.pop(future), done, lost)

    def _workers(self):
        """Number of tasks that can run at a time."""
        try:
            return sum(self._client.nthreads().values())
        except (OSError, RuntimeError, TypeError, AttributeError):  # it ended during the call
            raise self._gone() from None

    def _hand_over(self, future, task, done, lost):
        from distributed.scheduler import KilledWorker

        try:
            result = future.result()
        except KilledWorker:  # several workers died of it, one after the other
            result = lost(task)
        except self._refusals:
            raise
        except CancelledError:
            raise self._gone() from None
        except Exception as error:  # such as an import error in a worker with other versions
            raise ClusterError(
                f"{self._address}: a worker cannot do its work: {type(error).__name__}: "
                f"{str(error)[:200]}"
            ) from None
        done(task, result)

    def _gone(self):
        return ClusterError(f"{self._address}: the scheduler is gone; {self._resume}")
