"""Lesson 9: the graph of batch normalization, forward and backward."""

from reglab.plots.drawings.canvas import BLUE, GREY, ORANGE, Canvas

ALT = (
    "The graph of batch normalization. The batch x leads to its mean and to its variance, and x, "
    "mean and variance together to x hat; gamma times x hat plus beta is the output. Backward, the "
    "gradient reaches x on three paths: directly from x hat, through the variance, and through the "
    "mean. In training the mean and variance also update the running statistics, which replace "
    "them at inference."
)


def draw() -> Canvas:
    """Return the drawing."""
    canvas = Canvas(780, 330, ALT)
    canvas.box(20, 136, 90, 56, "x", "(m rows)")
    canvas.box(230, 30, 150, 52, "mean  μ")
    canvas.box(230, 246, 150, 52, "variance  σ²")
    canvas.box(440, 128, 150, 72, "x̂ = (x − μ) / √(σ² + ε)", size=12.5)
    canvas.box(640, 136, 120, 56, "out = γ x̂ + β", size=13)
    # Forward
    canvas.arrow([(80, 136), (80, 48), (230, 48)])
    canvas.arrow([(80, 192), (80, 280), (230, 280)])
    canvas.arrow([(110, 156), (440, 156)])
    canvas.arrow([(380, 48), (500, 48), (500, 128)])
    canvas.arrow([(380, 280), (500, 280), (500, 200)])
    canvas.arrow([(305, 82), (305, 246)], "#57606a")
    canvas.arrow([(590, 156), (640, 156)])
    # Backward
    canvas.arrow([(640, 178), (590, 178)], ORANGE, dashed=True)
    canvas.arrow([(440, 178), (110, 178)], ORANGE, dashed=True)
    canvas.arrow([(530, 128), (530, 66), (380, 66)], ORANGE, dashed=True)
    canvas.arrow([(230, 66), (100, 66), (100, 136)], ORANGE, dashed=True)
    canvas.arrow([(530, 200), (530, 262), (380, 262)], ORANGE, dashed=True)
    canvas.arrow([(230, 262), (100, 262), (100, 192)], ORANGE, dashed=True)
    canvas.text(172, 196, "1  directly", colour=ORANGE, size=13)
    canvas.text(165, 248, "2  through σ²", colour=ORANGE, size=13)
    canvas.text(165, 82, "3  through μ", colour=ORANGE, size=13)
    canvas.text(660, 40, "forward", colour=GREY, anchor="start", size=13)
    canvas.arrow([(610, 40), (652, 40)])
    canvas.text(660, 64, "gradient", colour=ORANGE, anchor="start", size=13)
    canvas.arrow([(652, 64), (610, 64)], ORANGE, dashed=True)
    canvas.text(580, 270, "μ and σ² also update the running", colour=BLUE, anchor="start", size=12)
    canvas.text(580, 288, "statistics, used at inference", colour=BLUE, anchor="start", size=12)
    return canvas
