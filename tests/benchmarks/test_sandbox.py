"""The benchmark of the sandbox's memory limit: real attacks, and what they held at most."""

import pytest

from benchmarks import sandbox as bench
from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host.package_copy import make_copy
from reglab.sandbox.host.worker import SandboxWorker

RECORD = {"date": "2026-01-01", "versions_and_machine": {"cores": 2}}


def test_the_attacks_are_those_of_the_red_team_that_are_stopped():
    names = {case.name for case in bench.attacks()}
    assert {"memory bomb", "memory of sockets", "memory of page tables"} <= names
    assert "memory outside of processes" not in names  # refused by the kernel, and never stopped


def test_the_table_says_what_was_held_and_what_keras_needs():
    rows = [
        {"case": "memory bomb", "stopped": True, "held_mb": 240.4},
        {"case": "memory of pipes", "stopped": True, "held_mb": 90.0},
        {"case": "Keras", "stopped": False, "held_mb": 129.0, "threads": 8, "files": 4},
    ]
    said = bench.table(rows, RECORD)
    assert "| memory bomb | 240 | 40 |" in said
    assert "| memory of pipes | 90 | 0 |" in said
    assert "takes 8 threads, 4 open files and 129 MB" in said


@pytest.mark.slow
def test_a_measured_case_says_how_it_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "TURNS", 1)
    make_copy(["lasso.soft_threshold"], tmp_path)
    worker = SandboxWorker(tmp_path, ["numpy"])
    try:
        with worker.session(Limits()):
            pass
        bomb = bench.measure(worker, bench.Case("bomb", "x = bytearray(b'x') * 10**9"))
        need = bench.measure(worker, bench.Case("need", "files = 5", stopped=False))
    finally:
        worker.close()
    assert bomb["ends"] == ["memory"]
    assert (need["ends"], need["files"]) == (["done"], 5)
    assert need["threads"] >= 1
