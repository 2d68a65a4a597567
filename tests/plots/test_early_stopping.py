"""The drawings of early stopping show what they are given."""

import numpy as np
import pytest

from reglab import plots
from reglab.plots.style import pyplot


@pytest.fixture
def ax():
    fig, ax = plots.figure("finding", "x", "y")
    yield ax
    pyplot().close(fig)


def test_the_lowest_point_of_every_network_is_marked_at_its_epoch(ax):
    losses = np.array([[3.0, 2.0], [1.0, 2.5], [2.0, 0.5], [4.0, 9.0]])
    plots.lowest_points(ax, losses)
    *curves, marks = ax.get_lines()
    assert len(curves) == 2
    np.testing.assert_allclose(marks.get_xydata(), [[2, 1.0], [3, 0.5]])


def test_the_limits_leave_out_the_first_epochs_and_hold_all_others(ax):
    losses = np.concatenate([np.full((10, 3), 50.0), np.full((40, 3), 1.0)])
    plots.lowest_points(ax, losses)
    bottom, top = ax.get_ylim()
    assert bottom == 0
    assert 1.0 < top < 50.0


def test_a_band_reaches_from_low_to_high(ax):
    plots.bands(ax, [1, 2], {"a": np.array([[1.0, 0.5, 3.0], [2.0, -1.0, 4.0]])})
    (band,) = ax.collections
    points = band.get_paths()[0].vertices
    assert (points[:, 1].min(), points[:, 1].max()) == (-1.0, 4.0)
    curve, zero = ax.get_lines()
    np.testing.assert_allclose(curve.get_ydata(), [1.0, 2.0])
    np.testing.assert_allclose(zero.get_ydata(), 0.0)


def test_two_filters_of_a_pair_share_a_colour_and_differ_in_dash(ax):
    s = np.array([0.1, 1.0])
    plots.filter_pairs(ax, s, {("one", "other"): (s, s / 2)}, ticks=[0.5])
    one, other, ticks = ax.get_lines()
    assert one.get_color() == other.get_color()
    assert (one.get_linestyle(), other.get_linestyle()) == ("-", "--")
    np.testing.assert_allclose(other.get_ydata(), s / 2)
    np.testing.assert_allclose(ticks.get_xdata(), [0.5])
    assert ax.get_xscale() == "log"
    _, labels = ax.get_legend_handles_labels()
    assert labels == ["one", "other"]
