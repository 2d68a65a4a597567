"""Figures of many networks: what is drawn where."""

import numpy as np
import pytest

from reglab import plots


@pytest.fixture
def ax():
    return plots.figure("a title", "x", "y")[1]


def test_networks_that_miss_the_target_are_above_all_others(ax):
    times = {"a": np.array([[10.0, 20.0], [np.inf, np.inf]]), "b": np.array([[40.0, 50.0]] * 2)}
    plots.times_to_target(ax, (0.1, 1.0), times, limit=50, missed="not within 50 steps")
    dots, median, *_ = ax.get_lines()
    assert np.all(dots.get_ydata()[2:] > 50)
    assert list(dots.get_ydata()[:2]) == [10, 20]
    assert median.get_ydata()[0] == 15
    assert [text.get_text() for text in ax.texts] == ["not within 50 steps"]
    assert ax.get_ylim()[1] > dots.get_ydata().max()


def test_dots_of_a_group_are_nearest_to_its_number(ax):
    rows = {name: np.arange(6.0).reshape(3, 2) + i for i, name in enumerate("abc")}
    plots.grouped_dots(ax, ["left", "middle", "right"], rows)
    for i, line in enumerate(ax.get_lines()):
        assert list(np.round(line.get_xdata())) == [0, 0, 1, 1, 2, 2]
        assert list(line.get_ydata()) == list(np.arange(6.0) + i)
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["left", "middle", "right"]


def test_a_band_has_one_standard_deviation_on_either_side(ax):
    plots.sd_bands(ax, [1, 2], {"a": np.array([[1.0, 3.0], [4.0, 4.0]])})
    (line,), (band,) = ax.get_lines(), ax.collections
    assert list(line.get_ydata()) == [2, 4]
    corners = band.get_paths()[0].vertices
    assert {tuple(corner) for corner in corners} == {(1.0, 1.0), (1.0, 3.0), (2.0, 4.0)}


def test_on_a_log_scale_the_mean_is_geometric(ax):
    plots.sd_bands(ax, [1], {"a": np.array([[1.0, 100.0]])}, log=True)
    assert ax.get_lines()[0].get_ydata() == pytest.approx([10])
    assert ax.get_yscale() == "log"
