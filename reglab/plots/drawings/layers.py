"""Columns of units, joined by lines: the picture of a network."""

from collections.abc import Collection, Sequence

from reglab.plots.drawings.canvas import INK, PALE, Canvas

__all__ = ["column", "join", "units"]

Point = tuple[float, float]


def column(x: float, middle: float, count: int, gap: float) -> list[Point]:
    """Return the centres of a column of units."""
    return [(x, middle + gap * (i - (count - 1) / 2)) for i in range(count)]


def join(
    canvas: Canvas, left: Sequence[Point], right: Sequence[Point], *, colour: str = PALE,
    without: Collection[int] = (), without_right: Collection[int] = (),
) -> None:  # fmt: skip
    """Draw a line from each unit of a column to each of the next, except for some units."""
    for i, start in enumerate(left):
        for j, end in enumerate(right):
            if i not in without and j not in without_right:
                canvas.line(start, end, colour)


def units(
    canvas: Canvas, places: Sequence[Point], radius: float = 11, *, colour: str = INK,
    dropped: Collection[int] = (),
) -> None:  # fmt: skip
    """Draw the units of a column; dropped ones are dashed and crossed out."""
    for i, (x, y) in enumerate(places):
        if i in dropped:
            canvas.circle((x, y), radius, "#8c959f", dashed=True)
            for side in (-1, 1):
                canvas.line((x - 6, y - 6 * side), (x + 6, y + 6 * side), "#8c959f", 2)
        else:
            canvas.circle((x, y), radius, colour)
