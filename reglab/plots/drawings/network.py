"""Lesson 6: the network, and which of its parameters are penalized."""

from reglab.plots.drawings.canvas import BLUE, GREY, ORANGE, Canvas
from reglab.plots.drawings.layers import column, join, units

ALT = (
    "A network with 64 inputs, 256 hidden units with ReLU and 10 outputs with softmax. The weights "
    "W1 and W2, the lines between the units, are penalized. The biases b1 and b2, one for each "
    "hidden unit and each output, are not."
)
MIDDLE = 158


def draw() -> Canvas:
    """Return the drawing."""
    canvas = Canvas(720, 330, ALT)
    left, hidden, right = (
        column(110, MIDDLE, 5, 38), column(320, MIDDLE, 6, 38), column(530, MIDDLE, 4, 38),
    )  # fmt: skip
    join(canvas, left, hidden, colour="#9ecae1")
    join(canvas, hidden, right, colour="#9ecae1")
    for places in (left, hidden, right):
        units(canvas, places)
    for places, name in ((hidden, "b₁"), (right, "b₂")):
        x, y = places[0]
        canvas.arrow([(x - 34, y - 26), (x - 9, y - 9)], ORANGE)
        canvas.text(x - 44, y - 32, name, colour=ORANGE, bold=True, size=16)
    for x, name, shape in ((215, "W₁", "64 × 256"), (425, "W₂", "256 × 10")):
        canvas.text(x, 266, name, colour=BLUE, bold=True, size=16)
        canvas.text(x, 286, shape, colour=BLUE, size=13)
    for x, lines in (
        (110, ("64 pixels", "x")),
        (320, ("256 units", "max(·, 0)")),
        (530, ("10 classes", "softmax")),
    ):
        canvas.text(x, 288, lines[0])
        canvas.text(x, 308, lines[1], colour=GREY, size=13)
    canvas.text(562, MIDDLE, "p", anchor="start", size=16)
    canvas.text(598, 110, "weights: penalized", colour=BLUE, anchor="start", size=13)
    canvas.text(598, 206, "biases: free", colour=ORANGE, anchor="start", size=13)
    return canvas
