"""A connection to a cluster that fails leaves nothing behind."""

import gc

import pytest

from reglab.workers import cluster

pytestmark = pytest.mark.slow


def test_a_client_that_could_not_connect_is_gone(monkeypatch):
    """It would close itself at any time, such as while the next one waits for the same lock."""
    from distributed import Client

    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    refused = pytest.raises(cluster.ClusterError, match="cannot connect to a Dask scheduler")
    with refused, cluster.Cluster.connect("tcp://127.0.0.1:9", resume="grade again"):
        pass
    assert [thing for thing in gc.get_objects() if isinstance(thing, Client)] == []
