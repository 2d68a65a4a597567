"""The figures about penalties: their titles and texts say what the data say."""

import numpy as np
import pytest

from reglab import nn, plots
from reglab.plots import penalties
from reglab.plots.style import pyplot

RNG = np.random.default_rng(0)


@pytest.fixture
def shown(monkeypatch):
    """What is shown: pairs of a figure and its alternative text."""
    pairs = []
    monkeypatch.setattr(penalties, "show", lambda fig, alt: pairs.append((fig, alt)))
    yield pairs
    for fig, _ in pairs:
        pyplot().close(fig)


def title(fig):
    return fig.get_suptitle()


def test_memorized_labels_says_where_the_curves_end(shown):
    curves = {"right": [[90, 100]], "wrong": [[70, 80]], "new": [[61, 63]]}
    plots.memorized_labels(curves)
    ((fig, alt),) = shown
    assert "After 1 epochs the network repeats 75 % of the wrong labels" in title(fig)
    assert "62 % of new images" in title(fig)
    assert "75 %" in alt
    assert len(fig.axes[0].get_lines()) == 3


def table(*gains):
    """A table whose methods gain these numbers of points over the first, in every seed."""
    base = np.array([0.5, 0.6, 0.7])
    names = ["plain", *((kind, lam) for kind, lam, _ in gains)]
    points = [0.0, *(gain for *_, gain in gains)]
    outcomes = [nn.Outcome(base + gain / 100, base, None, None) for gain in points]
    return nn.Table(dict(zip(names, outcomes, strict=True)))


def test_penalty_strengths_are_drawn_for_the_tables_that_have_them(shown):
    tables = {
        "wrong": table(("L2", 0.1, 3.0), ("L2", 1.0, -2.0), ("L1", 0.1, 5.0), ("L1", 1.0, 1.0)),
        "right": table(("L2", 0.1, 1.0), ("L2", 1.0, -4.0)),
    }
    plots.penalty_strengths(tables, {"L2": (0.1, 1.0), "L1": (0.1, 1.0)})
    ((fig, alt),) = shown
    assert title(fig).splitlines()[1:] == [
        "wrong: from -2 to +5 points",
        "right: from -4 to +1 points",
    ]
    assert [len(ax.containers) for ax in fig.axes] == [2, 1]
    assert "from -2 to +5 points" in alt


def test_shrinking_weights_says_what_is_left(shown):
    path = np.linspace(1, [0.2, 0.9], 50)
    plots.shrinking_weights({"L2": path, "decay": path**2}, ["small", "large"])
    ((fig, alt),) = shown
    assert "Adam with L2 leaves 20 % (small) and 90 % (large)" in title(fig)
    assert "Adam with decay leaves 4 % (small) and 81 % (large)" in alt
    assert len(fig.axes[0].get_lines()) == 4


def test_the_bar_of_exact_zeros_has_their_share_as_its_height(shown):
    sizes = np.abs(RNG.normal(size=200))
    sizes[:50] = 0
    plots.weight_sizes({"some": sizes, "none": sizes[50:]})
    ((fig, alt),) = shown
    assert title(fig) == "Weights that are exactly 0: 25.0 %, 0.0 %"
    heights = [ax.containers[0].patches[0].get_height() for ax in fig.axes]
    assert heights == [25.0, 0.0]
    assert "some: 25.0 % exact zeros" in alt
