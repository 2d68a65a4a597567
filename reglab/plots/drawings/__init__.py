"""The drawings of the lessons on networks, one file for each: SVG, made by code.

`drawing` shows one in a notebook; ``python -m reglab.plots.drawings FOLDER`` writes them all.
"""

import importlib

from reglab.plots.drawings.canvas import Canvas

__all__ = ["NAMES", "drawing", "make"]

NAMES = ("network", "dropout", "augmentation", "batch_norm", "early_stopping")


def drawing(name: str) -> None:
    """Display the drawing of a lesson, with an alternative text for screen readers.

    Parameters
    ----------
    name : {"network", "dropout", "augmentation", "batch_norm", "early_stopping"}

    Raises
    ------
    ValueError
        If there is no drawing of this name.
    """
    from IPython.display import SVG, display

    display(SVG(make(name).svg()))


def make(name: str) -> Canvas:
    """Return the drawing of this name."""
    if name not in NAMES:
        raise ValueError(f"name must be one of {', '.join(NAMES)}, got {name!r}")
    module = importlib.import_module(f"reglab.plots.drawings.{name}")
    canvas: Canvas = module.draw()
    return canvas
