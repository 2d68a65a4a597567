"""Lesson 10: the counter of early stopping, epoch by epoch."""

import itertools

from reglab.plots.drawings.canvas import BLUE, GREEN, GREY, ORANGE, Canvas

ALT = (
    "Validation losses of seven epochs with patience 3: .9, .7, .75, .6, .62, .61, .65, and no "
    "further epoch. The count of epochs without a new best value is 0, 0, 1, 0, 1, 2, 3. When it "
    "reaches 3, training stops, and the parameters of the best epoch, with loss .6, are restored."
)
LOSSES = (0.90, 0.70, 0.75, 0.60, 0.62, 0.61, 0.65)
PATIENCE = 3


def draw() -> Canvas:
    """Return the drawing."""
    canvas = Canvas(780, 300, ALT)
    best, failures, stays = float("inf"), 0, 0
    left = 120.0
    for row, (height, name) in enumerate(((30, "epoch"), (150, "best so far"), (190, "failures"))):
        canvas.text(16, height, name, anchor="start", colour=GREY, bold=row == 0, size=13)
    canvas.text(16, 90, "validation loss", anchor="start", colour=GREY, size=13)
    points = [(left + 80 * k, 130 - 130 * (loss - 0.5)) for k, loss in enumerate(LOSSES)]
    for a, b in itertools.pairwise(points):
        canvas.line((a[0] + 20, a[1]), (b[0] + 20, b[1]), BLUE, 2)
    for k, (loss, (x, y)) in enumerate(zip(LOSSES, points, strict=True)):
        if loss < best:
            best, failures, stays = loss, 0, k
        else:
            failures += 1
        canvas.text(x + 20, 30, str(k), bold=True)
        canvas.circle((x + 20, y), 5, BLUE, fill=GREEN if failures == 0 else "#ffffff")
        canvas.text(x + 20, y - 16, f"{loss:.2f}", size=12)
        canvas.text(x + 20, 150, f"{best:.2f}")
        last = failures == PATIENCE
        canvas.box(
            x + 4, 176, 32, 28, str(failures), colour=ORANGE if last else GREY,
            fill="#fff4ec" if last else "#f6f8fa",
        )  # fmt: skip
    end = left + 80 * (len(LOSSES) - 1) + 20
    canvas.text(end + 34, 190, f"= patience {PATIENCE}: stop", anchor="start", size=13)
    home = left + 80 * stays + 20
    canvas.arrow([(end, 204), (end, 240), (home, 240), (home, 208)], GREEN)
    canvas.text(
        (end + home) / 2, 262, f"restore the parameters of epoch {stays}, the best one",
        colour=GREEN, size=13,
    )  # fmt: skip
    return canvas
