"""Results of many networks: times until a target is reached, dots in groups, and bands."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.style import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["grouped_dots", "times_to_target"]


def times_to_target(
    ax: "Axes", x: Sequence[float], rows: Mapping[str, ArrayLike], *, limit: float, missed: str
) -> None:
    """Draw a dot for each network and a line for each median, on log scales.

    Networks that did not reach the target are drawn on a line of their own above the others.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : sequence of float
        Such as learning rates.
    rows : mapping
        ``{label: times of shape (n_points, n_networks)}``, inf where the target was not reached.
    limit : float
        The longest time that was tried.
    missed : str
        The label of the upper line, such as "not within 200 steps".
    """
    beyond = 1.35 * limit
    for i, (label, values) in enumerate(rows.items()):
        shown = np.minimum(np.asarray(values, dtype=float), beyond)
        # Side by side, as many networks need the same number of steps.
        aside = 1 + 0.12 * (i - (len(rows) - 1) / 2) / len(rows)
        places = np.asarray(x)[:, None] * np.geomspace(0.94, 1.06, shown.shape[1]) * aside
        dots = {**series(i, marker=True), "linestyle": "", "markersize": 3, "alpha": 0.4}
        ax.plot(places.ravel(), shown.ravel(), **dots)
        ax.plot(x, np.median(shown, axis=1), label=label, **series(i))
    ax.axhline(beyond, color="0.5", linewidth=1)
    ax.text(x[0], beyond * 1.06, missed, color="0.3", fontsize=10)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_ylim(top=beyond * 1.5)
    low, _ = ax.get_ylim()
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(limit))) + 1)
    ticks = [d * 10.0**power for power in powers for d in (1, 2, 5)]
    ticks = [tick for tick in ticks if low <= tick <= limit]
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_xticks(x, [f"{value:g}" for value in x])
    ax.minorticks_off()


def grouped_dots(ax: "Axes", groups: Sequence[object], rows: Mapping[str, ArrayLike]) -> None:
    """Draw a dot for each value, in groups side by side.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    groups : sequence
        Names of the groups, for the horizontal axis.
    rows : mapping
        ``{label: values of shape (n_groups, n_values)}``.
    """
    for i, (label, values) in enumerate(rows.items()):
        values = np.asarray(values)
        width = 0.6 / len(rows)
        middle = np.arange(len(groups)) + width * (i - (len(rows) - 1) / 2)
        places = middle[:, None] + np.linspace(-0.35, 0.35, values.shape[1]) * width
        style = {**series(i, marker=True), "linestyle": "", "alpha": 0.6}
        ax.plot(places.ravel(), values.ravel(), label=label, **style)
    ax.set_xticks(range(len(groups)), [str(group) for group in groups])
