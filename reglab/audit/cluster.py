"""Run experiments on the machines of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from reglab.audit.errors import AuditError
from reglab.audit.run import measure, versions
from reglab.workers.cluster import Cluster

__all__ = ["on_cluster"]

RESUME = "finished regimes are stored, run the audit again for the others"


@contextmanager
def on_cluster(address: str | None) -> Iterator[Callable | None]:
    """Connect to a cluster whose workers have the same versions as this machine.

    Parameters
    ----------
    address : str or None
        The scheduler's address, such as ``tcp://10.0.0.5:8786``; None for this machine.

    Yields
    ------
    callable or None
        The ``runner`` of `run_audit`.

    Raises
    ------
    ClusterError
        If the cluster does not exist or has no workers.
    AuditError
        If a worker has other versions.
    """
    if address is None:
        yield None
        return
    with Cluster.connect(address, resume=RESUME, refusals=(AuditError,)) as cluster:
        yield partial(_run, cluster)


def _run(cluster, function, tasks, *, done, lost):
    assert function is measure
    cluster.run(partial(_on_worker, versions()), tasks, done=done, lost=lost)


def _on_worker(expected, name, text, regime, seeds):
    own = versions()
    if own != expected:
        raise AuditError(
            f"a worker has {_listed(own)}, this machine has {_listed(expected)}; install the same "
            "versions on both"
        )
    return measure(name, text, regime, seeds)


def _listed(found):
    return ", ".join(f"{name} {number}" for name, number in found.items())
