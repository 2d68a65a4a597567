"""The benchmark measures what it says: turns, equal accuracy, rows that a reader can use."""

import json
import math

import numpy as np
import pytest

from benchmarks import designs, lasso_path, race, report
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


def test_a_row_holds_times_and_gaps_that_meet_the_goal(row):
    assert (row["case"], row["n"], row["p"]) == ("sparse, tiny", 30, 40)
    assert row["ours_gap"] <= lasso_path.GOAL
    assert "sklearn" in row["peers"]
    assert all(peer["gap"] <= lasso_path.GOAL for peer in row["peers"].values())
    assert all(peer["s"] > 0 for peer in row["peers"].values())
    assert set(row["peers"]) <= set(lasso_path.PEERS)


@pytest.mark.parametrize("l1_ratio", [1.0, 0.5])
def test_the_gap_is_of_the_worst_penalty_and_sees_a_wrong_weight(l1_ratio):
    X, y = TINY.data()
    lams = lambda_max(X, y) / l1_ratio * np.geomspace(1, 0.01, 5)
    W, _ = elastic_net_path(X, y, lams, l1_ratio)
    assert lasso_path.largest_gap(W, X, y, lams, l1_ratio) <= 1e-10
    W[3] *= 1.01
    assert lasso_path.largest_gap(W, X, y, lams, l1_ratio) > lasso_path.GOAL


def test_a_peer_gets_the_loosest_tolerance_that_meets_the_goal():
    X, y = TINY.data()
    arguments = (X, y, lambda_max(X, y) * np.geomspace(1, 0.1, 5), 1.0)
    tried = []

    def exact_from_1e_8_on(X, y, lams, l1_ratio, tol):
        tried.append(tol)
        W = elastic_net_path(X, y, lams, l1_ratio)[0]
        return W if tol < 2e-8 else 0 * W

    tol = lasso_path.calibrate(exact_from_1e_8_on, *arguments, 1e-6)
    assert math.isclose(tol, 1e-8)
    assert tried == sorted(tried, reverse=True)

    def never(X, y, lams, l1_ratio, tol):
        return np.zeros((len(lams), X.shape[1]))

    assert lasso_path.calibrate(never, *arguments, 1e-6) < lasso_path.TIGHTEST


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
    assert "| c | 1 | 2 | 0.3 (1e-09) | **0.2** (1e-07) | 0.1 (1e-03) |" in text
    assert "| d | 1 | 2 | **0.3** (1e-09) | – | – |" in text


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
