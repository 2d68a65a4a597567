"""The benchmark measures what it says: turns, equal accuracy, rows that a reader can use."""

import json
import math
import os
import sys

import numpy as np
import pytest

from benchmarks import designs, glmnet, lasso_path, lasso_peers, race, report
from reglab.linear import elastic_net_path, lambda_max

TINY = lasso_path.Case("sparse, tiny", lambda: designs.sparse(30, 40, n_active=3))


@pytest.fixture(scope="module")
def row():
    return lasso_path.compare(TINY, repeats=2, budget=0.0)


def test_contestants_take_turns_and_the_median_counts(monkeypatch):
    now, order = [0.0], []
    monkeypatch.setattr(race.time, "perf_counter", lambda: now[0])
    costs = {"a": iter([9, 1, 5, 3]), "b": iter([9, 2, 2, 2])}  # the first run warms up

    def entry(name):
        def run():
            order.append(name)
            now[0] += next(costs[name])
            return name

        return race.Entry(name, run, lambda result: {"a": 0.1, "b": 0.2}[result])

    finishes = race.race([entry("a"), entry("b")], repeats=3, budget=0.0)
    assert "".join(order) == "ab" + "ba" + "ab" + "ba"
    assert finishes == {"a": race.Finish(3, 0.1), "b": race.Finish(2, 0.2)}


def test_another_process_is_timed_by_its_own_clock():
    own = race.Entry("own", lambda: None, lambda result: 0.0, clock=lambda: 42.0)
    assert race.race([own], repeats=2, budget=0.0)["own"].seconds == 42.0


def test_a_row_holds_times_and_gaps_that_meet_the_goal(row):
    assert (row["case"], row["n"], row["p"]) == ("sparse, tiny", 30, 40)
    assert row["ours_gap"] <= lasso_path.GOAL
    assert "sklearn" in row["peers"]
    assert all(peer["gap"] <= lasso_path.GOAL for peer in row["peers"].values())
    assert all(peer["s"] > 0 for peer in row["peers"].values())
    assert {"ours", *row["peers"]} <= set(report.TITLES)


@pytest.mark.parametrize("l1_ratio", [1.0, 0.5])
def test_the_gap_is_of_the_worst_penalty_and_sees_a_wrong_weight(l1_ratio):
    X, y = TINY.data()
    lams = lambda_max(X, y) / l1_ratio * np.geomspace(1, 0.01, 5)
    W, _ = elastic_net_path(X, y, lams, l1_ratio)
    assert lasso_path.largest_gap(W, X, y, lams, l1_ratio) <= 1e-10
    W[3] *= 1.01
    assert lasso_path.largest_gap(W, X, y, lams, l1_ratio) > lasso_path.GOAL


def test_a_peer_gets_the_loosest_tolerance_that_meets_the_goal():
    tried = []

    def exact_from_1e_8_on(tol):
        tried.append(tol)
        return 0.0 if tol < 2e-8 else 1.0

    tol = lasso_peers.calibrate(exact_from_1e_8_on, lambda gap: gap, 1e-6)
    assert math.isclose(tol, 1e-8)
    assert tried == sorted(tried, reverse=True)
    assert lasso_peers.calibrate(lambda tol: 1.0, lambda gap: gap, 1e-6) < lasso_peers.TIGHTEST


def test_of_several_ways_the_fastest_that_meets_the_goal_counts(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(lasso_peers.time, "perf_counter", lambda: now[0])

    def way(name, cost, gap):
        def run(tol):
            now[0] += cost
            return name, gap

        return run

    ways = [way("slow", 3.0, 0.0), way("fast", 2.0, 0.0), way("wrong", 1.0, 1.0)]
    run = lasso_peers.fastest(ways, lambda result: result[1], 1e-6)
    assert run() == ("fast", 0.0)


def answers_as_r():
    """Stand in for Rscript: the script's protocol, with scikit-learn as the solver."""
    return """
import sys
import numpy as np
from sklearn.linear_model import enet_path
n, p = map(int, sys.argv[2:])
X, y = np.fromfile("X.bin").reshape(p, n).T, np.fromfile("y.bin")
for line in sys.stdin:
    l1_ratio, method, tol = line.split()
    assert method in ("naive", "covariance")
    lams = np.fromfile("lams.bin")
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    W = enet_path(Xc, yc, l1_ratio=float(l1_ratio), alphas=lams, tol=float(tol))[1].T
    W[:-1].tofile("W.bin")  # glmnet gave up before the last penalty
    print(len(W) - 1, 0.25, flush=True)
"""


def test_a_process_that_times_itself_gets_the_data_and_returns_weights(tmp_path, monkeypatch):
    X, y = TINY.data()
    program = tmp_path / "Rscript"
    program.write_text(f"#!{sys.executable}\n{answers_as_r()}", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    lams = lambda_max(X, y) / 0.5 * np.geomspace(1, 0.1, 4)
    expected, _ = elastic_net_path(X, y, lams, 0.5)
    with glmnet.Glmnet(X, y) as process:
        # glmnet would change the penalty for any other unit.
        assert np.fromfile(process._file("y")).std() == pytest.approx(1)
        W = process.solve(lams, 0.5, "naive", 1e-10)
        assert process.seconds == 0.25
        np.testing.assert_allclose(W[:3], expected[:3], atol=1e-5)
        np.testing.assert_array_equal(W[3], 0)
        assert process.solve(lams[:2], 1.0, "covariance", 1e-8).shape == (2, 40)
        folder = process.folder.name
    assert process.process.returncode == 0
    assert not os.path.exists(folder)


def test_an_r_process_that_ends_is_one_line(tmp_path, monkeypatch):
    program = tmp_path / "Rscript"
    program.write_text("#!/bin/sh\nread line\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    X, y = TINY.data()
    with (
        glmnet.Glmnet(X, y) as process,
        pytest.raises(RuntimeError, match="R must answer with two numbers, got"),
    ):
        process.solve(np.ones(2), 1.0, "naive", 1e-7)


def test_without_r_there_is_no_version(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    glmnet.glmnet_version.cache_clear()
    assert glmnet.glmnet_version() is None
    glmnet.glmnet_version.cache_clear()


@pytest.mark.parametrize("make", [designs.sparse, designs.noisy, designs.dense])
def test_designs_are_the_same_each_time(make):
    (X, y), (X_again, y_again) = make(20, 30), make(20, 30)
    assert X.shape == (20, 30)
    assert np.array_equal(X, X_again)
    assert np.array_equal(y, y_again)


def test_neighbours_correlate_as_the_name_says():
    X, _ = designs.autoregressive(20_000, 4, 0.95, n_active=2)
    np.testing.assert_allclose(np.corrcoef(X.T)[0], 0.95 ** np.arange(4), atol=0.01)


def test_the_table_marks_the_fastest_that_meets_the_goal():
    rows = [
        {
            "case": "c",
            "n": 1,
            "p": 2,
            "ours_s": 0.3,
            "ours_gap": 1e-9,
            "peers": {"celer": {"s": 0.1, "gap": 1e-3}, "sklearn": {"s": 0.2, "gap": 1e-7}},
        },
        {"case": "d", "n": 1, "p": 2, "ours_s": 0.3, "ours_gap": 1e-9, "peers": {}},
    ]
    record = {"goal_gap": 1e-6, "date": "2000-01-01", "versions_and_machine": {"numpy": "2"}}
    text = report.table(rows, record)
    rest = " | not installed" * 3 + " |"
    assert "| c | 1 | 2 | 0.3 (1e-09) | **0.2** (1e-07) | 0.1 (1e-03)" + rest in text
    assert "| d | 1 | 2 | **0.3** (1e-09) | not installed | not installed" + rest in text


def test_the_command_writes_json_table_and_figure(tmp_path, monkeypatch, capsys, row):
    monkeypatch.setattr(lasso_path, "CASES", [TINY])
    monkeypatch.setattr(lasso_path, "compare", lambda case: row)
    monkeypatch.setattr("sys.argv", ["lasso_path", "--out", str(tmp_path)])
    lasso_path.main()
    record = json.loads((tmp_path / "lasso_path.json").read_text("utf-8"))
    assert record["rows"] == [row]
    assert {"date", "seed", "threads", "goal_gap", "versions_and_machine"} <= set(record)
    assert (tmp_path / "lasso_path.svg").read_text("utf-8").startswith("<?xml")
    assert (tmp_path / "lasso_path.md").read_text("utf-8") in capsys.readouterr().out


def test_a_new_table_replaces_the_old_one_in_the_page(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- measured: t -->\nold\n<!-- end -->\nz\n", encoding="utf-8")
    report.put_into(page, "t", "| new |\n")
    assert page.read_text("utf-8") == ("a\n<!-- measured: t -->\n\n| new |\n\n<!-- end -->\nz\n")
    with pytest.raises(ValueError, match=r"page.md must hold '<!-- measured: u -->'"):
        report.put_into(page, "u", "")


def test_an_unknown_case_is_one_line(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["lasso_path", "--only", "nothing"])
    with pytest.raises(SystemExit, match="2"):
        lasso_path.main()
    assert "--only must be part of a case's name" in capsys.readouterr().err
