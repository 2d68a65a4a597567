"""The benchmark of a tuned comparison: the same candidates for all, and a row to read."""

import numpy as np
import pytest

from benchmarks import nn_candidate_peers as peers
from benchmarks import nn_candidates as bench
from reglab import nn


@pytest.fixture
def quick(monkeypatch):
    options = {"epochs": 4, "batch_size": 32}
    for module, name in ((bench, "TRAINING"), (peers, "OPTIONS")):
        monkeypatch.setattr(module, name, options)
    monkeypatch.setattr(bench, "N_SEEDS", 3)
    monkeypatch.setattr(bench, "ROUNDS", 2)


def test_keras_trains_one_of_our_candidates(quick):
    parts = bench.digits(range(3))
    theirs = [peers.train_keras(parts, [0, 1, 2], k) for k in (0, 1)]
    _, validation = bench.train_ours(parts, [0, 1, 2], epochs=4)
    ours = [validation[k, k] for k in (0, 1)]
    assert np.mean(theirs) == pytest.approx(np.mean(ours), abs=0.15)
    assert min(theirs) > 0.2  # ten classes


def test_a_row_says_how_long_how_well_and_how_much_memory(quick, monkeypatch):
    monkeypatch.setattr(bench, "installed", lambda name: None)
    row = bench.compare()
    assert row["networks"] == 3 * 9
    assert row["ours_s"] > 0
    # Parameters, gradients, two moments and scratch of 27 networks at least.
    size = nn.Network(peers.LAYERS, 64, rng=np.random.default_rng(0)).parameters.values.size
    assert row["ours_mb"] > 27 * 4 * size * 4 / 1e6
    record = {"date": "today", "versions_and_machine": {"numpy": "2"}}
    row["peers"] = {"jax": {"s": 2 * row["ours_s"], "acc": 0.5, "acc_minus_ours_95": [-0.01, 0]}}
    text = bench.table([row], record)
    assert "2.0 times ours (0.5000; -1.00 to +0.00 points)" in text
    assert text.splitlines()[2].endswith("| – |")
