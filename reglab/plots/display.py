"""Show a figure with an alternative text."""

import io
from typing import TYPE_CHECKING

from reglab.plots.style import pyplot

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["show"]


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
    pyplot().close(fig)
    width = int(fig.get_size_inches()[0] * 96)
    display(Image(buffer.getvalue(), format="png", width=width, alt=alt))
