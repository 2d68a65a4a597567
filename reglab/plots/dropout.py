"""Figures of the lesson on dropout: masks, checks of layers, shares, and grids of rates."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.curves_with_bands import sd_bands
from reglab.plots.lines import curves
from reglab.plots.style import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["accuracy_curves", "check_table", "levels", "masks", "points", "shares", "value_grid"]


def accuracy_curves(ax: "Axes", rows: Mapping[str, ArrayLike]) -> None:
    """Draw one curve against epochs for each row: the mean of the networks, and one deviation.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : mapping
        ``{label: values of shape (epochs, n_networks)}``.
    """
    n_epochs = len(np.asarray(next(iter(rows.values()))))
    sd_bands(ax, np.arange(1, n_epochs + 1), rows)


def masks(axes: "Sequence[Axes]", rows: Sequence[ArrayLike]) -> None:
    """Draw one mask on each set of axes; what is dropped is dark.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
    rows : sequence of array-like of bool
        Masks of shape (batch, features).
    """
    for ax, mask in zip(axes, rows, strict=True):
        ax.imshow(np.asarray(mask), cmap="cividis", vmin=0, vmax=1, aspect="auto")
        ax.set_yticks([0, 5, 10])
        ax.grid(visible=False)


def points(
    ax: "Axes", x: ArrayLike, y: ArrayLike, marked: Mapping[str, tuple[float, float]]
) -> None:
    """Draw a curve over a log scale, and single named points on it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array-like of shape (n_points,)
    marked : mapping
        ``{label: (x, y)}``.
    """
    ax.semilogx(np.asarray(x), np.asarray(y), **series(0))
    for i, (label, place) in enumerate(marked.items(), start=1):
        style = {**series(i, marker=True), "linestyle": "", "markersize": 8}
        ax.plot(*place, label=label, **style)
    _plain_ticks(ax, [0.1, 0.25, 0.5, 1, 2])


def levels(
    ax: "Axes",
    x: ArrayLike,
    label: str,
    values: ArrayLike,
    half: ArrayLike,
    lines: Mapping[str, float],
) -> None:
    """Draw a curve with intervals over a log scale, and horizontal lines to compare it with.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : array-like of shape (n_points,)
    label : str
        Of the curve.
    values, half : array-like of shape (n_points,)
        Means, and half-widths of their intervals.
    lines : mapping
        ``{label: height}``.
    """
    curves(ax, x, {label: values}, halves={label: half})
    for i, (name, height) in enumerate(lines.items(), start=1):
        ax.axhline(height, label=name, **series(i))
    ax.set_xscale("log")
    _plain_ticks(ax, np.asarray(x))


def shares(ax: "Axes", rows: Mapping[str, ArrayLike], edges: ArrayLike) -> None:
    """Draw one histogram for each row, as a line of shares that sum to 1.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : mapping
        ``{label: values}``.
    edges : array-like of shape (n_bins + 1,)
    """
    edges = np.asarray(edges)
    for i, (label, values) in enumerate(rows.items()):
        counts, _ = np.histogram(np.asarray(values), edges)
        style: dict[str, Any] = {**series(i), "drawstyle": "steps-mid"}
        ax.plot((edges[1:] + edges[:-1]) / 2, counts / counts.sum(), label=label, **style)


def check_table(ax: "Axes", rows: Mapping[str, Sequence[bool]], columns: Sequence[str]) -> str:
    """Draw which check sees which bug, and return the same as text.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : mapping
        ``{bug: one bool for each check}``.
    columns : sequence of str
        Names of the checks, which may have several lines.

    Returns
    -------
    str
        One sentence for each bug.
    """
    marks = np.array(list(rows.values()), dtype=float)
    ax.imshow(marks, cmap="Blues", vmin=0, vmax=2.5, aspect="auto")
    for (row, column), mark in np.ndenumerate(marks):
        ax.text(column, row, "sees it" if mark else "–", ha="center", va="center", fontsize=10)
    ax.set_xticks(range(len(columns)), columns, fontsize=9)
    ax.set_yticks(range(len(rows)), list(rows), fontsize=10)
    ax.xaxis.tick_top()
    ax.grid(visible=False)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    names = [column.replace("\n", " ") for column in columns]
    sentences = []
    for bug, own in rows.items():
        found = [name for name, mark in zip(names, own, strict=True) if mark]
        sentences.append(f"{bug}: {', '.join(found) or 'none'}.")
    return " ".join(sentences)


def value_grid(
    ax: "Axes", values: ArrayLike, rows: Sequence[Any], columns: Sequence[Any], form: str = ".1f"
) -> str:
    """Draw a table of numbers, darker where they are lower, and return the same as text.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : array-like of shape (n_rows, n_columns)
    rows, columns : sequence
        Their ticks.
    form : str
        The format of the numbers.

    Returns
    -------
    str
        All numbers with their row and column.
    """
    values = np.asarray(values)
    ax.imshow(values, cmap="cividis", aspect="auto")
    middle = (values.min() + values.max()) / 2
    for (i, j), value in np.ndenumerate(values):
        colour = "white" if value < middle else "black"
        ax.text(j, i, format(value, form), ha="center", va="center", color=colour)
    ax.set_yticks(range(len(rows)), list(map(str, rows)))
    ax.set_xticks(range(len(columns)), list(map(str, columns)))
    ax.grid(visible=False)
    return "; ".join(
        f"{rows[i]} and {columns[j]}: {value:{form}}" for (i, j), value in np.ndenumerate(values)
    )


def _plain_ticks(ax, places):
    """Label a log scale with numbers as they are."""
    ax.set_xticks(places, [f"{place:g}" for place in places])
    ax.minorticks_off()
