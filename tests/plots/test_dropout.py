"""The figures of the lesson on dropout show what they are given, and say it in words."""

import numpy as np
import pytest

from reglab import plots
from reglab.plots.style import pyplot


@pytest.fixture
def ax():
    fig, ax = plots.figure("finding", "x", "y")
    yield ax
    pyplot().close(fig)


def test_accuracy_curves_are_means_over_networks_from_epoch_1(ax):
    plots.accuracy_curves(ax, {"plain": [[1.0, 3.0], [2.0, 6.0]]})
    (line,) = ax.get_lines()
    np.testing.assert_allclose(line.get_xydata(), [[1, 2], [2, 4]])
    (band,) = ax.collections
    np.testing.assert_allclose(band.get_datalim(ax.transData).intervaly, [1, 6])


def test_masks_are_drawn_on_one_scale(ax):
    plots.masks([ax], [np.zeros((2, 3), dtype=bool)])
    (image,) = ax.get_images()
    assert image.get_clim() == (0, 1)
    assert image.get_array().shape == (2, 3)


def test_named_points_are_on_the_axes_of_the_curve(ax):
    plots.points(ax, [0.1, 1.0], [5.0, 6.0], {"right": (1.0, 6.0)})
    curve, point = ax.get_lines()
    np.testing.assert_allclose(curve.get_ydata(), [5, 6])
    assert (point.get_label(), list(point.get_xydata()[0])) == ("right", [1.0, 6.0])


def test_levels_are_lines_over_the_whole_width(ax):
    plots.levels(ax, [1, 10], "passes", [1.0, 2.0], [0.5, 0.5], {"scaling": 3.0})
    line = next(line for line in ax.get_lines() if line.get_label() == "scaling")
    assert list(line.get_ydata()) == [3.0, 3.0]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "10"]


def test_shares_sum_to_one(ax):
    plots.shares(ax, {"a": [0.1, 0.1, 0.7], "b": [0.6]}, [0.0, 0.5, 1.0])
    a, b = ax.get_lines()
    np.testing.assert_allclose(a.get_ydata(), [2 / 3, 1 / 3])
    np.testing.assert_allclose(b.get_ydata(), [0, 1])


def test_the_table_of_checks_is_text_as_well(ax):
    text = plots.check_table(ax, {"a": [True, True], "b": [False, False]}, ["one\nword", "two"])
    assert text == "a: one word, two. b: none."
    assert [label.get_text() for label in ax.texts] == ["sees it", "sees it", "–", "–"]


def test_a_grid_of_values_is_text_as_well(ax):
    text = plots.value_grid(ax, [[1.0, 2.0]], [0.5], ["x", "y"])
    assert text == "0.5 and x: 1.0; 0.5 and y: 2.0"
    assert [label.get_text() for label in ax.texts] == ["1.0", "2.0"]
