"""Labels at the ends of lines stay beside their lines and do not cover each other."""

from itertools import combinations

import numpy as np
import pytest

from reglab import plots
from reglab.plots.labels import spread
from reglab.plots.style import pyplot


@pytest.fixture
def ax():
    fig, ax = plots.figure("finding", "x", "y")
    yield ax
    pyplot().close(fig)


def test_places_are_moved_apart_and_keep_their_order():
    rng = np.random.default_rng(0)
    for n in (1, 2, 5, 12):
        places = rng.normal(size=n)
        moved = np.array(spread(list(places), 0.3))
        order = np.argsort(places)
        assert np.all(np.diff(moved[order]) >= 0.3 - 1e-12)


def test_places_that_are_far_apart_stay():
    assert spread([3.0, 1.0, 2.0], 0.5) == [3.0, 1.0, 2.0]


@pytest.mark.parametrize("falling", [False, True])
def test_labels_have_the_colours_of_their_lines_and_do_not_overlap(ax, falling):
    lines = [ax.plot([1, 2], [0, i / 50], **plots.series(i))[0] for i in range(10)]
    if falling:
        ax.invert_yaxis()
    plots.label_ends(ax, lines, [f"line {i}" for i in range(10)])
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert [t.get_color() for t in ax.texts] == [line.get_color() for line in lines]
    heights = [box.y0 for box in boxes]
    assert heights == sorted(heights, reverse=falling)


def test_a_missing_label_is_an_error(ax):
    lines = ax.plot([1, 2], [3, 4])
    with pytest.raises(ValueError, match="one text for each line, got 0 texts for 1"):
        plots.label_ends(ax, lines, [])
