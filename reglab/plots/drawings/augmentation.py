"""Lesson 8: which rows are transformed, and by what was fitted to which rows."""

from reglab.plots.drawings.canvas import BLUE, GREY, ORANGE, Canvas

ALT = (
    "Rows are split first. Whitening and other preprocessing is fitted to training rows, and "
    "applied to training, validation and test rows. Random transforms change training batches "
    "only, with new draws for every batch. All rows then go into the network."
)


def draw() -> Canvas:
    """Return the drawing."""
    canvas = Canvas(780, 280, ALT)
    canvas.box(16, 104, 90, 56, "all rows")
    canvas.box(166, 40, 130, 56, "training rows", colour=BLUE)
    canvas.box(166, 168, 130, 56, "validation and", "test rows")
    canvas.arrow([(106, 122), (140, 122), (140, 68), (166, 68)])
    canvas.arrow([(106, 142), (140, 142), (140, 196), (166, 196)])
    canvas.text(136, 20, "split first", colour=GREY, size=13)
    for y in (40, 168):
        canvas.box(356, y, 130, 56, "preprocessing:", "apply")
        canvas.arrow([(296, y + 28), (356, y + 28)])
    canvas.arrow([(231, 96), (231, 132), (421, 132), (421, 168)], BLUE, dashed=True)
    canvas.arrow([(421, 132), (421, 96)], BLUE, dashed=True)
    canvas.text(326, 118, "fit", colour=BLUE, size=13)
    canvas.box(546, 40, 130, 56, "augmentation:", "random draws", colour=ORANGE, fill="#fff4ec")
    canvas.text(611, 20, "each batch, new draws", colour=ORANGE, size=13)
    canvas.arrow([(486, 68), (546, 68)])
    canvas.box(690, 122, 80, 56, "network")
    canvas.arrow([(676, 68), (730, 68), (730, 122)])
    canvas.arrow([(486, 196), (730, 196), (730, 178)])
    canvas.text(590, 214, "never augmented", colour=GREY, size=13)
    canvas.text(
        390, 258, "Preprocessing changes all rows in the same way; augmentation changes training "
        "batches at random.", colour=GREY, size=13,
    )  # fmt: skip
    return canvas
