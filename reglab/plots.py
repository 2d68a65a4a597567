"""The figure style of the course, readable in print, in greyscale and with a screen reader.

Series differ in colour and in marker or dash, so no finding depends on colour alone. `show` gives
every figure an alternative text.
"""

import io
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["COLOURS", "DASHES", "MARKERS", "figure", "figures", "series", "show"]

# Okabe and Ito (2008), Color Universal Design, without yellow, which is too pale on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (3, 1)), (0, (1, 1)))

_STYLE = {
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "font.size": 11,
    "grid.alpha": 0.3,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
}


@cache
def _pyplot():
    """Return pyplot with the course's style; imported here because grading draws no figures."""
    import matplotlib.pyplot as plt

    plt.rcParams.update(_STYLE)
    return plt


def series(index: int, *, marker: bool = False) -> dict[str, Any]:
    """Return the style of one series.

    Parameters
    ----------
    index : int
        Number of the series; from 7 on colours repeat, with other dashes and markers.
    marker : bool
        Whether to draw markers as well, for series of few points.

    Returns
    -------
    dict
        Keyword arguments, as in ``ax.plot(x, y, **series(0))``.
    """
    kinds = len(COLOURS)
    shift = (index + 3 * (index // kinds)) % kinds
    style = {"color": COLOURS[index % kinds], "linestyle": DASHES[shift]}
    return {**style, "marker": MARKERS[shift]} if marker else style


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
    fig, axes = _pyplot().subplots(
        1, len(labels), figsize=size, layout="constrained", squeeze=False, **options
    )
    fig.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    for ax, (xlabel, ylabel) in zip(axes[0], labels, strict=True):
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
    return fig, list(axes[0])


def show(fig: "Figure", alt: str) -> None:
    """Display a figure with an alternative text for screen readers, and close it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    alt : str
        What the figure shows, in one or two sentences.

    Raises
    ------
    ValueError
        If `alt` is empty.
    """
    from IPython.display import Image, display

    if not alt.strip():
        raise ValueError("alt must be text that says what the figure shows, got none")
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=144)
    _pyplot().close(fig)
    width = int(fig.get_size_inches()[0] * 96)
    display(Image(buffer.getvalue(), format="png", width=width, alt=alt))
