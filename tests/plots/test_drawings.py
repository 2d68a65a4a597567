"""The drawings and tables that lessons share show what they are given."""

import numpy as np
import pytest

from reglab import nn, plots
from reglab.plots.style import pyplot


@pytest.fixture
def ax():
    fig, ax = plots.figure("finding", "x", "y")
    yield ax
    pyplot().close(fig)


def test_intervals_are_drawn_from_top_to_bottom(ax):
    rows = {"first": (1.0, 0.5, 2.0), "second": (-1.0, -3.0, 0.0)}
    plots.intervals(ax, rows, dots={"first": [1.0], "second": [0.0, 1.0]})
    assert [label.get_text() for label in ax.get_yticklabels()] == ["first", "second"]
    bottom, top = ax.get_ylim()
    assert bottom > top
    ends = [container.lines[2][0].get_segments()[0][:, 0] for container in ax.containers]
    np.testing.assert_allclose(ends, [[0.5, 2.0], [-3.0, 0.0]])


@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1]])
def test_a_path_is_read_from_left_to_right_and_named_where_lam_is_smallest(ax, falling, order):
    lams, W = np.array([0.1, 1.0, 10.0])[order], np.array([[3.0, 1.0], [2.0, 1.0], [0, 1]])[order]
    plots.weight_paths(ax, lams, W, ["falls", "stays"], falling=falling)
    first, _ = ax.get_lines()
    np.testing.assert_allclose(first.get_ydata(), [0, 2, 3] if falling else [3, 2, 0])
    left, right = ax.get_xlim()
    assert (left > right) == falling
    assert [text.get_text() for text in ax.texts] == ["falls", "stays"]
    # The names are where the weights are largest and furthest apart.
    assert all((text.get_position()[0] > 1) == falling for text in ax.texts)


def test_the_centre_of_the_contours_has_the_smallest_loss(ax):
    plots.loss_contours(
        ax, np.diag([1.0, 4.0]), [1.0, 0.0], levels=[0.5], xlim=(-1, 3), ylim=(-2, 2)
    )
    (contours,) = ax.collections
    points = np.concatenate([path.vertices for path in contours.get_paths()])
    # The ellipse (w1 - 1)^2 / 2 + 2 w2^2 = 0.5 reaches 1 to either side and 1/2 up and down.
    np.testing.assert_allclose(np.ptp(points, axis=0), [2.0, 1.0], atol=0.01)
    np.testing.assert_allclose(points.mean(axis=0), [1.0, 0.0], atol=0.02)


def test_curves_carry_their_labels_and_intervals(ax):
    plots.curves(ax, [1, 2], {"a": [1.0, 2.0], "b": [3.0, 4.0]}, halves={"a": [1, 1], "b": [2, 2]})
    _, labels = ax.get_legend_handles_labels()
    assert labels == ["a", "b"]
    plots.curves(ax, [1, 2], {"c": [5.0, 6.0]}, marker=False)
    np.testing.assert_allclose(ax.get_lines()[-1].get_ydata(), [5.0, 6.0])


def test_a_table_aligns_numbers_and_text(capsys):
    plots.table({"who": ["a", "long"], "n": [3, 10], "x": [1.0, -2.5]}, {"n": "d", "x": ".1f"})
    assert capsys.readouterr().out == "who    n     x\na      3   1.0\nlong  10  -2.5\n"


def test_columns_of_a_table_are_equally_long():
    with pytest.raises(ValueError, match=r"got \{'a': 1, 'b': 2\}"):
        plots.table({"a": [1.0], "b": [1.0, 2.0]})


def test_tuned_and_untuned_gains_stand_side_by_side(ax):
    def outcome(gain, **more):
        accuracy = 0.8 + gain / 100 + np.array([0.0, 0.01, 0.02])
        return nn.Outcome(accuracy, accuracy, None, None, **more)

    def both(tuned, untuned):
        return outcome(tuned, untuned=outcome(untuned), chosen=(), validation=np.ones((3, 2)))

    plots.tuned_gains(ax, nn.Table({"plain": both(0, 0), "dropout": both(1, 5), "L2": both(2, 6)}))
    tuned, untuned = ax.containers
    np.testing.assert_allclose(tuned.lines[0].get_xdata(), [1, 2])
    np.testing.assert_allclose(untuned.lines[0].get_xdata(), [5, 6])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["dropout", "L2"]
