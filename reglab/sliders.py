"""A figure with a slider, as an optional addition to a static figure with the same content."""

from collections.abc import Callable, Iterable
from typing import Any

__all__ = ["slider"]


def slider(
    draw: Callable[[Any], object],
    label: str,
    values: Iterable[Any],
    *,
    start: int = 0,
    form: str = "{:g}",
) -> None:
    """Show a slider and, below it, the figure that `draw` shows for its value.

    Parameters
    ----------
    draw : callable
        ``draw(value)`` shows one figure, with `reglab.plots.show`.
    label : str
        Text to the left of the slider.
    values : sequence
        Values of the slider, from left to right.
    start : int
        Index of the initial value.
    form : str
        Format of the value to the right of the slider, as for `str.format`.

    Raises
    ------
    ValueError
        If `start` is not the index of one of the values.

    Notes
    -----
    Used in: 02_ridge, 03_lasso, 07_dropout, 08_augmentation. If ipywidgets is not installed, a
    message is printed instead.
    """
    values = list(values)
    if not -len(values) <= start < len(values):
        raise ValueError(f"start must be the index of one of {len(values)} values, got {start}")
    try:
        import ipywidgets
    except ImportError:
        print("No slider: ipywidgets is not installed. The figure above shows the same.")
        return
    from IPython.display import display

    control = ipywidgets.SelectionSlider(
        # Indices, because values may be arrays.
        options=[(form.format(value), k) for k, value in enumerate(values)],
        value=start % len(values),
        description=label,
        continuous_update=False,  # drawing at every step of a drag would lag
        style={"description_width": "initial"},
        layout={"width": "28em"},
    )
    picture = ipywidgets.Output()

    def redraw(_=None):
        with picture:
            picture.clear_output(wait=True)
            draw(values[control.value])

    control.observe(redraw, names="value")
    redraw()
    display(ipywidgets.VBox([control, picture]))
