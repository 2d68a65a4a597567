"""The drawings of audits show what they are given."""

import numpy as np
import pytest

from reglab import plots
from reglab.plots.style import pyplot


@pytest.fixture
def ax():
    fig, ax = plots.figure("finding", "x", "y")
    yield ax
    pyplot().close(fig)


ROWS = {
    ("L2", "few"): (1.0, 0.5, 1.5),
    ("L2", "many"): (0.0, -1.0, 1.0),
    ("L1", "few"): (2.0, 1.0, 3.0),
}
ROWS["L1", "many"] = (-1.0, -2.0, 0.5)
FILLED = {key: key == ("L2", "few") for key in ROWS}


def test_a_forest_has_every_interval_in_the_block_of_its_method(ax):
    plots.forest(ax, ROWS, FILLED)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["L2", "L1"]
    found = {}
    for container in ax.containers:
        (x,), (y,) = container[0].get_data()
        (bar,) = container[2]
        low, high = bar.get_segments()[0][:, 0]
        found[float(x)] = (round(float(y)), float(low), float(high))
    expected = {row[0]: (0 if key[0] == "L2" else 1, *row[1:]) for key, row in ROWS.items()}
    assert found == expected


def test_only_filled_rows_are_filled_and_each_condition_has_one_entry_in_the_legend(ax):
    plots.forest(ax, ROWS, FILLED)
    filled = {float(c[0].get_xdata()[0]): c[0].get_fillstyle() == "full" for c in ax.containers}
    assert filled == {row[0]: FILLED[key] for key, row in ROWS.items()}
    assert [text.get_text() for text in ax.legend().get_texts()] == ["few", "many"]


def test_stacked_shares_are_as_high_as_their_sums(ax):
    plots.stacked_shares(ax, [0, 1], [{"a": 0.25, "b": 0.75}, {"a": 0.5, "b": 0.5}])
    tops = [area.get_paths()[0].vertices for area in ax.collections]
    for vertices, (left, right) in zip(tops, [(0.25, 0.5), (1.0, 1.0)], strict=True):
        assert np.max(vertices[vertices[:, 0] == 0][:, 1]) == pytest.approx(left)
        assert np.max(vertices[vertices[:, 0] == 1][:, 1]) == pytest.approx(right)
