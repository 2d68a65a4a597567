"""Intervals one below the other, each with its name: differences between methods."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.style import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["intervals", "tuned_gains"]


def intervals(
    ax: "Axes",
    rows: Mapping[str, tuple[float, float, float]],
    *,
    dots: Mapping[str, ArrayLike] | None = None,
    zero: bool = True,
) -> None:
    """Draw one interval for each row, from top to bottom.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : mapping
        ``{label: (middle, low, high)}``, such as what `reglab.compare.paired_ci` returns.
    dots : mapping, optional
        ``{label: the single values}``, drawn in grey behind the interval.
    zero : bool
        Whether to draw a line at 0, which stands for "no difference".
    """
    for i, (label, (middle, low, high)) in enumerate(rows.items()):
        if dots is not None:
            values = np.asarray(dots[label])
            heights = i + np.random.default_rng(i).uniform(-0.2, 0.2, len(values))
            ax.plot(values, heights, ".", color="0.7", markersize=4, zorder=1)
        style = {**series(i, marker=True), "linestyle": "", "markersize": 8}
        ax.errorbar(middle, i, xerr=[[middle - low], [high - middle]], capsize=4, **style)
    if zero:
        ax.axvline(0, color="0.3", linewidth=1)
    ax.set_yticks(range(len(rows)), list(rows))
    ax.set_ylim(len(rows) - 0.4, -0.6)


def tuned_gains(ax: "Axes", table: Any) -> None:
    """Draw the gain of every method over the first one: tuned, and as its recipe is written.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its horizontal axis gets gains in percentage points.
    table : reglab.nn.Table
        Made with ``tune=``.
    """
    names = list(table)[1:]
    kinds = {"both tuned": (table, 0, "o"), "both untuned": (table.untuned, 1, "D")}
    for label, (own, colour, marker) in kinds.items():
        gains = np.array([own.gain(name) for name in names])
        middle, low, high = gains.T
        ax.errorbar(
            middle, np.arange(len(names)) + (0.14 if colour else -0.14),
            xerr=(middle - low, high - middle), capsize=4, label=label, linestyle="",
            color=series(colour)["color"], marker=marker, markersize=7,
            fillstyle="none" if colour else "full",
        )  # fmt: skip
    ax.axvline(0, color="0.3", linewidth=1)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    # Above the axes, where it covers nothing.
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=9)
