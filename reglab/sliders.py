"""A figure with a slider: optional, beside a figure that shows the same without one."""

__all__ = ["slider"]


def slider(draw, label, values, *, start=0, form="{:g}"):
    """Show a slider and, below it, what `draw` shows for the value that it stands at.

    Parameters
    ----------
    draw : callable
        ``draw(value)`` shows one figure, with `reglab.plots.show`.
    label : str
        What is moved.
    values : sequence
        Where the slider can stand, from left to right.
    start : int
        Index of the value that it stands at first.
    form : str
        How a value is written beside the slider, as for `str.format`.

    Raises
    ------
    ValueError
        If there is no value, or no value at `start`.

    Notes
    -----
    Used in: 02_ridge, 03_lasso, 07_dropout, 08_augmentation. Where ipywidgets is not installed, one
    line says so.
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
        # Indices, because values may be arrays; a figure for every pixel on the way would lag.
        options=[(form.format(value), k) for k, value in enumerate(values)],
        value=start % len(values),
        description=label,
        continuous_update=False,
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
