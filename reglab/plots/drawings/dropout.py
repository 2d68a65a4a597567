"""Lesson 7: what dropout removes, and when."""

from reglab.plots.drawings.canvas import BLUE, GREY, Canvas
from reglab.plots.drawings.layers import column, join, units

ALT = (
    "The same small network three times. In one training step, units 2, 3 and 6 of 6 hidden units "
    "are dropped, with all their lines; the others are multiplied by 1/(1 - rate). In the next "
    "step other units are dropped. At inference no unit is dropped and nothing is multiplied."
)
PANELS = (
    ("one training step", (1, 2, 5), "the units that stay: × 1/(1 − rate)"),
    ("the next training step", (0, 3, 4), "the units that stay: × 1/(1 − rate)"),
    ("inference", (), "all units, nothing is scaled"),
)
MIDDLE = 160


def draw() -> Canvas:
    """Return the drawing."""
    canvas = Canvas(780, 310, ALT)
    for k, (title, dropped, note) in enumerate(PANELS):
        x = 50 + 260 * k
        left, hidden, right = (
            column(x, MIDDLE, 4, 40), column(x + 80, MIDDLE, 6, 36), column(x + 160, MIDDLE, 3, 40),
        )  # fmt: skip
        join(canvas, left, hidden, colour="#b6bfc8", without_right=dropped)
        join(canvas, hidden, right, colour="#b6bfc8", without=dropped)
        units(canvas, left)
        units(canvas, hidden, colour=BLUE, dropped=dropped)
        units(canvas, right)
        canvas.text(x + 80, 22, title, bold=True)
        canvas.text(x + 80, 290, note, colour=GREY, size=12.5)
    return canvas
