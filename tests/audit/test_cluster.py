"""An audit on a Dask cluster gives what this machine gives."""

import pytest

from reglab.audit import AuditError, Store, choose, on_cluster, run_audit
from reglab.audit.skeleton import new_claim
from tests.dask_cluster import Cluster

pytestmark = pytest.mark.slow

OTHER = """
import reglab.audit.run as run
run.versions = lambda: {"python": "another"}
import reglab.audit.cluster as cluster
cluster.versions = run.versions
"""


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.close()


def values(store, names):
    records = [store.record(name) for name in names]
    return [{name: own["values"] for name, own in record["regimes"].items()} for record in records]


def test_the_values_are_those_of_this_machine(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    new_claim("mine", "claims")  # its file is not on the workers
    names = ["keep_probability", "mine"]
    entries, here, there = choose(names), Store("here"), Store("there")
    cluster.add_worker()
    cluster.add_worker()
    with on_cluster(cluster.address) as runner:
        assert run_audit(entries, there, runner=runner) == []
    assert run_audit(entries, here) == []
    assert values(there, names) == values(here, names)


def test_a_worker_with_other_versions_is_refused(cluster, tmp_path):
    (tmp_path / "other.py").write_text(OTHER)
    cluster.add_worker("--preload", str(tmp_path / "other.py"))
    store = Store(tmp_path / "audit")
    with (
        pytest.raises(AuditError, match="a worker has python another, this machine has python 3"),
        on_cluster(cluster.address) as runner,
    ):
        run_audit(choose(["keep_probability"]), store, runner=runner)
    assert store.record("keep_probability")["regimes"] == {}
