"""Figures with a title that states the finding, and labelled axes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reglab.plots.style import pyplot

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["figure", "figures"]


def figure(
    title: str, xlabel: str, ylabel: str, *, size: tuple[float, float] = (7.0, 4.0)
) -> "tuple[Figure, Axes]":
    """Make a figure with one set of axes.

    Parameters
    ----------
    title : str
        The finding, as a sentence.
    xlabel, ylabel : str
        With units.
    size : (float, float)
        In inches.

    Returns
    -------
    fig : matplotlib.figure.Figure
    ax : matplotlib.axes.Axes
    """
    fig, (ax,) = figures(title, [(xlabel, ylabel)], size=size)
    return fig, ax


def figures(
    title: str,
    labels: Sequence[tuple[str, str]],
    *,
    size: tuple[float, float] | None = None,
    **options: Any,
) -> "tuple[Figure, list[Axes]]":
    """Make a figure with several axes side by side under one title.

    Parameters
    ----------
    title : str
        The finding, as a sentence.
    labels : list of (str, str)
        The x and y label of each set of axes.
    size : (float, float), optional
        In inches.
    **options
        Passed to ``plt.subplots``, for example ``sharey=True``.

    Returns
    -------
    fig : matplotlib.figure.Figure
    axes : list of matplotlib.axes.Axes
    """
    size = size or (3.8 * len(labels) + 0.6, 4.0)
    fig, axes = pyplot().subplots(
        1, len(labels), figsize=size, layout="constrained", squeeze=False, **options
    )
    fig.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    for ax, (xlabel, ylabel) in zip(axes[0], labels, strict=True):
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
    return fig, list(axes[0])
