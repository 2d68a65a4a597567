"""Colours, dashes and markers, readable in print, in greyscale and by colour-blind people.

Series differ in colour and in marker or dash, so no finding depends on colour alone.
"""

from functools import cache
from types import ModuleType
from typing import Any

__all__ = ["COLOURS", "DASHES", "MARKERS", "pyplot", "series"]

# From Okabe and Ito (2008), Color Universal Design, without yellow and orange: yellow is too pale
# on white, and orange is close to vermillion for people with deuteranopia. Their reddish purple,
# which is then close to the green, is replaced by a darker one.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#882255", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (3, 1)), (0, (1, 1)))

_STYLE: dict[Any, Any] = {
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
def pyplot() -> ModuleType:
    """Return pyplot with the course's style; imported here because grading draws no figures."""
    import matplotlib.pyplot as plt

    plt.rcParams.update(_STYLE)
    return plt


def series(index: int, *, marker: bool = False) -> dict[str, Any]:
    """Return the style of one series.

    Parameters
    ----------
    index : int
        Number of the series; from 6 on colours repeat, with other dashes and markers.
    marker : bool
        Whether to draw markers as well, for series of few points.

    Returns
    -------
    dict
        Keyword arguments, as in ``ax.plot(x, y, **series(0))``.
    """
    colour, shift = index % len(COLOURS), (index + 3 * (index // len(COLOURS))) % len(DASHES)
    style = {"color": COLOURS[colour], "linestyle": DASHES[shift]}
    return {**style, "marker": MARKERS[shift]} if marker else style
