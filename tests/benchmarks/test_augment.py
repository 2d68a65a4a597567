"""The augmentation benchmark: the same work for everybody, and rows that a reader can use."""

import json

import numpy as np
import pytest

from benchmarks import augment as bench
from benchmarks.race import Finish

BRIEF = {"repeats": 1, "budget": 0.0}
RECORD = {"date": "2000-01-01", "versions_and_machine": {"numpy": "2"}}


@pytest.fixture
def no_peers(monkeypatch):
    monkeypatch.setattr(bench, "installed", lambda name: None)


def test_images_are_digits_that_fill_most_of_the_frame_and_are_the_same_every_time():
    X = bench.images(50)
    assert X.shape == (50, 28, 28)
    assert X.dtype == np.float32
    assert X.min() == 0
    assert 0.9 < X.max() <= 1
    inner = X[:, 2:26, 2:26]
    assert inner.sum() > 0.95 * X.sum()
    assert len(np.unique(X.reshape(50, -1), axis=0)) > 40
    np.testing.assert_array_equal(bench.images(50), X)


@pytest.mark.parametrize("case", bench.CASES, ids=lambda case: case.name)
def test_keras_and_we_move_images_as_far(case):
    X = bench.images(3000)
    ways = {"ours": bench.ours(case.steps, X), **bench.keras_ways(case.steps, X)}
    assert set(ways) == {"ours", "eager", "graph"}
    results = {name: run() for name, run in ways.items()}
    rows = np.arange(28.0)
    for name, out in results.items():
        assert out.shape == X.shape
        assert out.dtype == np.float32
        assert np.abs(out - ways[name]()).max() > 0.1  # every call draws anew
        # How far the centre of brightness goes up and down.
        moved = (out.sum(axis=2) @ rows) / out.sum(axis=(1, 2))
        moved -= (X.sum(axis=2) @ rows) / X.sum(axis=(1, 2))
        assert abs(moved.mean()) < 0.15, name
        assert abs(moved.std() - expected_spread(case, name)) < 0.25, name
    if case.steps == ("rotate",):
        changes = [np.abs(out - X).mean() for out in results.values()]
        assert max(changes) < 1.05 * min(changes)


def expected_spread(case, name):
    """Of shifts by at most 2: whole pixels of ours, an interval of Keras; turns keep the centre."""
    if "shift" not in case.steps:
        return 0.0
    return np.sqrt(2) if name == "ours" else 2 / np.sqrt(3)


def test_everybody_runs_and_the_faster_way_of_keras_counts(monkeypatch):
    raced = []

    def race(entries, **rounds):
        raced.extend(entries)
        seconds = {"ours": 1.0, "eager": 3.0, "graph": 2.0}
        return {e.name: Finish(seconds[e.name], e.quality(e.run())) for e in entries}

    monkeypatch.setattr(bench, "race", race)
    row = bench.compare(bench.CASES[2], bench.images(200))
    assert [entry.name for entry in raced] == ["ours", "eager", "graph"]
    peer = row["peers"]["keras"]
    assert (row["ours_s"], peer["s"], peer["way"]) == (1.0, 2.0, "graph")
    assert peer["ways_s"] == {"eager": 3.0, "graph": 2.0}
    assert row["ours_mean"] == pytest.approx(peer["mean"], rel=0.05)
    cells = "| 1000 | 3000, 3.0 times ours | 2000, 2.0 times ours |"
    assert cells in bench.table([row], RECORD)


def test_without_keras_its_columns_are_empty(no_peers):
    row = bench.compare(bench.CASES[0], bench.images(20), **BRIEF)
    assert row["peers"] == {}
    assert row["ours_s"] > 0
    assert "| – | – |" in bench.table([row], RECORD)


def test_the_command_writes_rows_and_fills_its_page(tmp_path, monkeypatch, capsys, no_peers):
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- measured: augment -->\nold\n<!-- end -->\nAfter\n", "utf-8")
    monkeypatch.setattr(bench, "N_IMAGES", 10)
    monkeypatch.setattr(bench, "race", lambda entries: {"ours": Finish(0.5, 0.2)})
    monkeypatch.setattr(
        "sys.argv",
        ["augment", "--out", str(tmp_path), "--page", str(page), "--only", "rotate"],
    )
    bench.main()
    record = json.loads((tmp_path / "augment.json").read_text("utf-8"))
    assert [row["case"] for row in record["rows"]] == [case.name for case in bench.CASES[1:]]
    assert all({"case", "ours_s", "peers"} <= set(row) for row in record["rows"])
    assert record["seed"] == bench.SEED
    text = (tmp_path / "augment.md").read_text("utf-8")
    assert text in capsys.readouterr().out
    assert text in page.read_text("utf-8")
    assert "old" not in page.read_text("utf-8")


def test_an_unknown_case_is_one_line(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["augment", "--only", "nothing"])
    with pytest.raises(SystemExit, match="2"):
        bench.main()
    assert "--only must be part of a case's name" in capsys.readouterr().err
