"""docs/tuned.md: every tuned comparison of lessons 06 to 10, generated from recorded numbers."""

import json
from pathlib import Path

import pytest

from tests.docs_scripts import docs_script

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def tuned():
    return docs_script("tuned")


@pytest.fixture(scope="module")
def record(tuned):
    return json.loads(tuned.RECORD.read_text("utf-8"))


def test_the_page_shows_what_was_recorded(tuned, record):
    assert tuned.PAGE.read_text("utf-8") == tuned.page(record), "run docs/tuned.py"


def test_every_lesson_on_networks_has_tuned_comparisons(tuned, record):
    assert {row["lesson"] for row in record["rows"]} == set(tuned.LESSONS)


def test_headings_are_those_of_the_lessons(record):
    """A heading that was changed since the run would point readers to nothing."""
    for row in record["rows"]:
        (path,) = ROOT.glob(f"solutions/{row['lesson']}_*/{row['lesson']}_*.py")
        assert f"# {row['heading']}\n" in path.read_text("utf-8"), row["heading"]


def test_every_interval_holds_its_mean(record):
    for row in record["rows"]:
        for middle, low, high in (row["tuned"], row["untuned"]):
            assert low <= middle <= high
        assert row["candidates"] >= 2


def test_the_rows_of_a_table_are_its_gains(tuned):
    import numpy as np

    from reglab import nn

    def outcome(gain):
        values = 0.8 + gain + np.array([0.0, 0.01, 0.0])
        chosen = ({"lr": 0.1}, {"lr": 0.2}, {"lr": 0.1})
        untuned = nn.Outcome(values + 2 * gain, values, None, None)
        return nn.Outcome(values, values, None, None, chosen, np.ones((3, 4)), untuned)

    table = nn.Table({"plain": outcome(0.0), "a|b": outcome(0.02)})
    (row,) = tuned.rows_of(table, "06", "6.1 A question")
    assert row["tuned"] == [2.0, 2.0, 2.0]
    assert row["untuned"] == [6.0, 6.0, 6.0]
    assert (row["better"], row["seeds"], row["candidates"]) == (1.0, 3, 4)
    assert row["chosen"] == "lr 0.1 (2)"
    text = tuned.page({"date": "today", "versions": {"numpy": "2"}, "rows": [row]})
    assert r"| 6.1 A question | a\|b | plain | +2.00 [+2.00, +2.00] | 100 % |" in text
