"""The networks benchmark: the same work for everybody, and rows that a reader can use."""

import json

import numpy as np
import pytest

from benchmarks import nn as bench
from benchmarks.nn_peers import Work, train_keras, train_ours

WORK = Work((64,), 10, 32, 20)


def few_digits(seeds):
    X, y, X_test, y_test = bench.digits(seeds)
    return X, y, X_test[:, :300], y_test[:, :300]


@pytest.fixture
def no_peers(monkeypatch):
    monkeypatch.setattr(bench, "PEERS", {})


def test_keras_and_we_do_the_same_work_equally_well():
    X, y, X_test, y_test = few_digits(range(2))
    for train in (train_ours, train_keras):
        classes = train(WORK, X, y, X_test, [0, 1])
        assert classes.shape == y_test.shape
        assert (classes == y_test).mean() > 0.5  # ten classes: far from chance
    at_once = train_ours(WORK, X, y, X_test, [0, 1])
    alone = train_ours(WORK, X[1:], y[1:], X_test[1:], [1])
    assert (at_once[1] == alone[0]).mean() > 0.99


@pytest.mark.parametrize("at_once", [True, False])
def test_everybody_takes_a_turn_with_every_seed(monkeypatch, at_once):
    turns = []

    def peer(work, X, y, X_test, seeds):
        turns.append(list(seeds))
        return train_ours(work, X, y, X_test, seeds)

    monkeypatch.setattr(bench, "PEERS", {"keras": peer})
    monkeypatch.setattr(bench, "installed", lambda name: True)
    row = bench.compare(bench.Case("c", WORK, few_digits, 3, at_once=at_once))
    assert turns == [[0], [0], [1], [2]]  # the first one warms up
    assert row["peers"]["keras"]["acc"] == pytest.approx(row["ours_acc"], abs=0.01)
    lo, hi = row["peers"]["keras"]["acc_minus_ours_95"]
    assert lo <= row["peers"]["keras"]["acc"] - row["ours_acc"] <= hi
    assert row["ours_s"] > 0


def test_seconds_are_for_all_seeds_where_they_are_trained_at_once(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(bench.time, "perf_counter", lambda: now[0])

    def timed(seconds):
        def train(work, X, y, X_test, seeds):
            now[0] += seconds
            return np.zeros((len(seeds), X_test.shape[1]), int)

        return train

    monkeypatch.setattr(bench, "train_ours", timed(1.0))
    monkeypatch.setattr(bench, "PEERS", {"keras": timed(2.0), "jax": timed(3.0)})
    monkeypatch.setattr(bench, "installed", lambda name: True)
    row = bench.compare(bench.Case("c", WORK, few_digits, 4, at_once=True))
    assert (row["ours_s"], row["peers"]["keras"]["s"], row["peers"]["jax"]["s"]) == (1, 8, 3)
    row = bench.compare(bench.Case("c", WORK, few_digits, 4, at_once=False))
    assert (row["ours_s"], row["peers"]["keras"]["s"], row["peers"]["jax"]["s"]) == (1, 2, 3)


def test_the_command_writes_rows_and_says_what_did_not_run(tmp_path, monkeypatch, capsys, no_peers):
    monkeypatch.delenv(bench.FOLDER, raising=False)
    few = bench.Case("few digits, 2 seeds", WORK, few_digits, 2, at_once=True)
    monkeypatch.setattr(bench, "CASES", [few, bench.CASES[-1]])
    monkeypatch.setattr("sys.argv", ["nn", "--out", str(tmp_path)])
    bench.main()
    record = json.loads((tmp_path / "nn.json").read_text("utf-8"))
    ran, skipped = record["rows"]
    assert {"case", "ours_s", "ours_acc", "peers"} <= set(ran)
    assert "seed" in ran["case"]
    assert skipped["not_run"] == "REGLAB_MNIST_DIR names no folder"
    text = (tmp_path / "nn.md").read_text("utf-8")
    assert text in capsys.readouterr().out
    assert "not run: REGLAB_MNIST_DIR" in text


def test_the_table_shows_ratio_accuracy_and_interval():
    peer = {"s": 50.0, "acc": 0.93, "acc_minus_ours_95": [-0.002, 0.001]}
    row = {"case": "c", "ours_s": 0.5, "ours_acc": 0.931, "peers": {"keras": peer}}
    record = {"date": "2000-01-01", "versions_and_machine": {"numpy": "2"}}
    expected = "| c | 0.5 (0.9310) | 50, 100.0 times ours (0.9300; -0.20 to +0.10 points) | – |"
    assert expected in bench.table([row], record)


def test_an_unknown_case_is_one_line(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["nn", "--only", "nothing"])
    with pytest.raises(SystemExit, match="2"):
        bench.main()
    assert "--only must be part of a case's name" in capsys.readouterr().err
