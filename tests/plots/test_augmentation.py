"""The figures of lesson 8: tiles and their texts, tables of answers, and bins of confidence."""

import numpy as np
import pytest

from reglab import nn, plots
from reglab.plots.augmentation import reliability_curve
from reglab.plots.style import pyplot


@pytest.fixture
def ax():
    fig, ax = plots.figure("finding", "x", "y")
    yield ax
    pyplot().close(fig)


def test_each_row_of_images_is_stretched_from_white_to_black(ax):
    rows = np.random.default_rng(0).normal(size=(2, 3, 20)) * [[[1]], [[50]]]
    plots.image_rows(ax, rows, ["small", "large"], shape=(4, 5))
    wall = np.asarray(ax.images[0].get_array().filled(np.nan))
    assert wall.shape == (2 * 6, 3 * 7)
    for i, row in enumerate(rows):
        tile = wall[6 * i + 1 : 6 * i + 5, 8:13]
        expected = (row[1].reshape(4, 5) - row.min()) / (row.max() - row.min())
        np.testing.assert_allclose(tile, expected)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["small", "large"]


def test_texts_are_below_their_images(ax):
    below = [[("a", True), ("b", False)], [("c", False), ("d", False)]]
    rows = np.random.default_rng(0).random((2, 2, 64))
    plots.image_rows(ax, rows, ["", ""], shape=(8, 8), below=below)
    assert [text.get_text() for text in ax.texts] == list("abcd")
    assert [text.get_weight() for text in ax.texts] == ["bold", *["normal"] * 3]
    for text, (x, image) in zip(
        ax.texts, [(4.5, 0), (14.5, 0), (4.5, 15), (14.5, 15)], strict=True
    ):
        assert text.get_position() == (x, image + 10)  # an image and its frame are 10 pixels high


def test_small_shares_are_not_written(ax):
    plots.shares_read(ax, np.array([[91.0, 9.0], [10.0, 90.0]]))
    assert [text.get_text() for text in ax.texts] == ["91", "10", "90"]


def test_the_gaps_of_a_reliability_curve_make_up_the_calibration_error():
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.ones(4), size=3000)
    y = rng.integers(0, 4, size=3000)
    confidence, right = reliability_curve(p, y, bins=8, least=1)
    sizes = np.bincount(np.ceil(8 * p.max(axis=1)).astype(int))
    gap = np.sum(sizes[sizes > 0] * np.abs(confidence - right)) / 3000
    np.testing.assert_allclose(gap, nn.ece(p, y, 8))


def test_bins_with_few_predictions_are_left_out():
    p = np.array([[0.9, 0.1]] * 5 + [[0.6, 0.4]] * 4)
    confidence, right = reliability_curve(p, np.zeros(9, int), bins=4, least=5)
    np.testing.assert_allclose(confidence, [0.9])
    np.testing.assert_allclose(right, [1.0])
