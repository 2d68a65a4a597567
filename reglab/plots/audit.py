"""Audits: many methods under many conditions, and what experiments can tell."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.style import COLOURS, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["forest", "stacked_shares"]


def forest(
    ax: "Axes",
    rows: Mapping[tuple[str, str], ArrayLike],
    filled: Mapping[tuple[str, str], bool],
) -> None:
    """Draw a forest plot: a block for each method, with an interval for each condition.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Call ``ax.legend()`` afterwards; it names the conditions.
    rows : mapping
        ``{(method, condition): (middle, low, high)}``.
    filled : mapping
        For the same keys, whether the marker is filled.
    """
    methods, conditions = (list(dict.fromkeys(names)) for names in zip(*rows, strict=True))
    step = 0.7 / max(1, len(conditions) - 1)
    for j, condition in enumerate(conditions):
        style = {**series(j, marker=True), "linestyle": "", "markersize": 6.5}
        ax.plot([], [], label=condition, **style)  # the entry of the legend, filled for all
        for i, method in enumerate(methods):
            middle, low, high = np.asarray(rows[method, condition], dtype=float)
            ax.errorbar(
                middle, i + step * (j - (len(conditions) - 1) / 2),
                xerr=[[middle - low], [high - middle]], capsize=2.5,
                fillstyle="full" if filled[method, condition] else "none", **style,
            )  # fmt: skip
    ax.axvline(0, color="0.3", linewidth=1)
    for i in range(1, len(methods)):
        ax.axhline(i - 0.5, color="0.85", linewidth=0.8)
    ax.grid(axis="y", visible=False)
    ax.set_yticks(range(len(methods)), methods)
    ax.set_ylim(len(methods) - 0.45, -0.55)


def stacked_shares(ax: "Axes", x: ArrayLike, shares: "Sequence[Mapping[str, float]]") -> None:
    """Draw shares that add up to 1 as areas, one above the other.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : array-like of shape (n_points,)
    shares : sequence of mapping, of length n_points
        ``{label: share}``, all with the same labels, in the order from bottom to top.
    """
    x = np.asarray(x)
    labels = list(shares[0])
    values = np.array([[own[label] for own in shares] for label in labels])
    hatches = ("", "///", "xx", "...")
    areas = ax.stackplot(x, values, labels=labels, alpha=0.75)
    for i, area in enumerate(areas):
        area.set(facecolor=COLOURS[i % len(COLOURS)], edgecolor="white", linewidth=0.5)
        area.set_hatch(hatches[i % len(hatches)])
    ax.set_xlim(x[0], x[-1])
    ax.set_ylim(0, 1)
    ax.grid(visible=False)
