"""Curves with a band around them: an interval, or one standard deviation."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.style import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["bands", "sd_bands"]


def bands(ax: "Axes", x: ArrayLike, rows: Mapping[str, ArrayLike], *, zero: bool = True) -> None:
    """Draw a curve with a band around it for each row.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : array-like of shape (n_points,)
    rows : mapping
        ``{label: array of shape (n_points, 3)}``: middle, low and high, such as the results of
        `reglab.compare.paired_ci`.
    zero : bool
        Whether to draw a line at 0, which stands for "no difference".
    """
    for i, (label, row) in enumerate(rows.items()):
        middle, low, high = np.asarray(row).T
        ax.plot(np.asarray(x), middle, label=label, **series(i))
        ax.fill_between(x, low, high, alpha=0.2, color=series(i)["color"], linewidth=0)
    if zero:
        ax.axhline(0, color="0.3", linewidth=1)


def sd_bands(ax: "Axes", x: ArrayLike, rows: Mapping[str, ArrayLike], *, log: bool = False) -> None:
    """Draw the mean of each row with a band of one standard deviation.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : array-like of shape (n_points,)
    rows : mapping
        ``{label: values of shape (n_points, n_networks)}``.
    log : bool
        Whether mean and standard deviation are those of the logarithms, on a log scale.
    """
    found = {}
    for label, values in rows.items():
        scaled = np.log(values) if log else np.asarray(values)
        mean, sd = scaled.mean(axis=1), scaled.std(axis=1)
        ends = np.stack([mean, mean - sd, mean + sd], axis=1)
        found[label] = np.exp(ends) if log else ends
    bands(ax, x, found, zero=False)
    if log:
        ax.set_yscale("log")
