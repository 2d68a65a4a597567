"""Make docs/failed_check.svg, the README's picture: a wrong answer and what its check says.

Run it with ``.venv/bin/python docs/failed_check.py``. The report is the real one; a test
holds the picture against it.
"""

import io
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.syntax import Syntax
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from reglab.checks.judging.run import run_exercise
from reglab.checks.notebook import VISIBLE_SEED

PICTURE = Path(__file__).with_suffix(".svg")

ANSWER = '''\
def soft_threshold(z, t):
    """The x that minimizes (x - z)**2 / 2 + t * |x|."""
    return np.where(np.abs(z) > t, z, 0.0)


check("lasso.soft_threshold")
'''
PAPER = TerminalTheme(
    background=(255, 255, 255), foreground=(36, 41, 47), normal=[(36, 41, 47)] * 8
)
# rich's own frame asks a font server for its font; this one takes what the reader has.
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 22 {width} {height}">
<title>A wrong answer, and the check that names the mistake</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px Menlo, Consolas, "DejaVu Sans Mono", monospace;
  line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>{lines}</defs>
<rect x="1" y="23" width="99.6%" height="99%" rx="8" fill="#ffffff" stroke="#d0d7de"/>
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def report():
    """The report of the visible check on the answer above."""
    namespace = {"np": np, "check": lambda exercise: None}
    exec(ANSWER, namespace)
    return run_exercise("lasso.soft_threshold", namespace, VISIBLE_SEED)


def coloured(line):
    """A line of a report; the marks keep their words, colour only repeats them."""
    style = {"✗": "bold #a33a00", "✓": "bold #00664b"}.get(line.strip()[:1], "")
    text = Text(line)
    if style:
        text.stylize(style, 0, line.index("  ", 3))
    if "Hint:" in line:
        text.stylize("bold", line.index("Hint:"), line.index("Hint:") + 5)
    return text


def picture():
    """The picture as SVG text."""
    console = Console(record=True, width=84, file=io.StringIO(), force_terminal=True)
    console.print(Syntax(ANSWER.rstrip(), "python", theme="xcode", background_color="#f6f8fa"))
    console.print()
    for line in report().text().splitlines():
        console.print(coloured(line))
    return console.export_svg(
        theme=PAPER,
        code_format=FRAME,
        unique_id="check",
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"{PICTURE.name}: written")
