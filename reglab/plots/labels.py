"""Labels at the ends of lines, for figures with more lines than a legend can hold."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

__all__ = ["label_ends", "spread"]


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Move numbers apart, as little as possible in total, until they differ by at least `gap`.

    Numbers that are too close form a cluster, which is centred on their mean; clusters that touch
    are joined. The order stays.

    Parameters
    ----------
    places : sequence of float
    gap : float
        The smallest distance, larger than 0.

    Returns
    -------
    list of float
        The new places, in the order of `places`.

    Examples
    --------
    >>> spread([0.0, 0.5, 5.0], 1.0)
    [-0.25, 0.75, 5.0]
    """
    clusters: list[tuple[float, list[int]]] = []  # centre, and the members from low to high
    for i in map(int, np.argsort(places, kind="stable")):
        centre, members = float(places[i]), [i]
        while (
            clusters and centre - clusters[-1][0] < gap * (len(members) + len(clusters[-1][1])) / 2
        ):
            members = clusters.pop()[1] + members
            centre = float(np.mean([places[j] for j in members]))
        clusters.append((centre, members))
    moved = [0.0] * len(places)
    for centre, members in clusters:
        for rank, i in enumerate(members):
            moved[i] = centre + gap * (rank - (len(members) - 1) / 2)
    return moved


def label_ends(
    ax: "Axes",
    lines: "Sequence[Line2D]",
    labels: Sequence[str],
    *,
    start: bool = False,
    size: float = 9.0,
) -> None:
    """Write each line's label beside its last point, in the line's colour and without overlaps.

    Call it when the limits and the scales of the axes are final.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its right edge, on the screen, is where the lines end, and its left edge where they start.
    lines : sequence of matplotlib.lines.Line2D
    labels : sequence of str
        One for each line.
    start : bool
        Whether to label the first points instead. The y axis then moves to the right.
    size : float
        Of the letters, in points.

    Raises
    ------
    ValueError
        If there is not one label for each line.
    """
    if len(lines) != len(labels):
        raise ValueError(
            f"labels must have one text for each line, got {len(labels)} texts for {len(lines)}"
        )
    if start:
        ax.yaxis.tick_right()
        ax.yaxis.set_label_position("right")
    ax.figure.canvas.draw()  # settles the layout, on which the distance of two labels depends
    point = 0 if start else -1
    ends = [
        (np.asarray(line.get_xdata())[point], np.asarray(line.get_ydata())[point]) for line in lines
    ]
    heights = ax.transAxes.inverted().transform(ax.transData.transform(ends))[:, 1]
    gap = 1.25 * size / 72 * ax.figure.dpi / ax.bbox.height
    places = spread(list(heights), gap)
    for line, label, height, place in zip(lines, labels, heights, places, strict=True):
        ax.annotate(
            label,
            (0.0 if start else 1.0, float(np.clip(height, 0, 1))),
            xycoords="axes fraction",
            xytext=(-0.04 if start else 1.04, place),
            textcoords="axes fraction",
            color=line.get_color(),
            fontsize=size,
            ha="right" if start else "left",
            va="center",
            arrowprops={
                "arrowstyle": "-",
                "color": line.get_color(),
                "linewidth": 0.6,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )
