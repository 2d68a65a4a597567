"""Intervals one below the other, each with its name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reglab.plots.style import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["intervals"]


def intervals(
    ax: "Axes", rows: Mapping[str, tuple[float, float, float]], *, zero: bool = True
) -> None:
    """Draw one interval for each row, from top to bottom.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : mapping
        ``{label: (middle, low, high)}``, such as what `reglab.compare.paired_ci` returns.
    zero : bool
        Whether to draw a line at 0, which stands for "no difference".
    """
    for i, (middle, low, high) in enumerate(rows.values()):
        style = {**series(i, marker=True), "linestyle": "", "markersize": 8}
        ax.errorbar(middle, i, xerr=[[middle - low], [high - middle]], capsize=4, **style)
    if zero:
        ax.axvline(0, color="0.3", linewidth=1)
    ax.set_yticks(range(len(rows)), list(rows))
    ax.set_ylim(len(rows) - 0.4, -0.6)
