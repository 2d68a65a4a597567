"""Early stopping: where the loss turns, what each end is worth, and the filters of two methods."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.style import COLOURS, MARKERS, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["filter_pairs", "lowest_points"]


def lowest_points(ax: "Axes", losses: ArrayLike, *, colour: int = 0) -> None:
    """Draw the loss of every network against epochs, and mark its lowest point.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    losses : array-like of shape (epochs, n_networks)
    colour : int
        Number of the series.
    """
    losses = np.asarray(losses)
    ax.plot(
        np.arange(1, len(losses) + 1), losses, color=series(colour)["color"], linewidth=0.6,
        alpha=0.5,
    )  # fmt: skip
    ax.plot(
        losses.argmin(axis=0) + 1, losses.min(axis=0), label="lowest of each network",
        color="black", marker=MARKERS[colour % len(MARKERS)], linestyle="",
    )  # fmt: skip
    # The first epochs are higher than anything that matters later.
    ax.set_ylim(bottom=0, top=1.15 * np.quantile(losses[min(10, len(losses) - 1) :], 0.999))


def filter_pairs(
    ax: "Axes",
    s: ArrayLike,
    pairs: Mapping[tuple[str, str], tuple[ArrayLike, ArrayLike]],
    *,
    ticks: ArrayLike = (),
) -> None:
    """Draw pairs of filters against eigenvalues: the first one solid, the second one dashed.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its horizontal axis gets a log scale.
    s : array-like of shape (n_points,)
        Eigenvalues, above 0.
    pairs : mapping
        ``{(label, label): (filter, filter)}``, each filter of the shape of `s`.
    ticks : array-like
        Eigenvalues of data, marked at the bottom.
    """
    for i, (labels, filters) in enumerate(pairs.items()):
        for label, values, dash in zip(labels, filters, ("-", "--"), strict=True):
            ax.plot(
                np.asarray(s), np.asarray(values), label=label, color=COLOURS[i % len(COLOURS)],
                linestyle=dash,
            )  # fmt: skip
    ticks = np.asarray(ticks)
    ax.plot(ticks, np.full(ticks.shape, -0.03), "|", color="black", markersize=10)
    ax.set_xscale("log")
    ax.set_ylim(-0.07, 1.05)
