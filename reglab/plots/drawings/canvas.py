"""Shapes and texts on a white page, as SVG."""

import html
from typing import Any

from reglab.plots.style import COLOURS

__all__ = ["BLUE", "GREEN", "GREY", "INK", "ORANGE", "PALE", "Canvas"]

BLUE, ORANGE, GREEN = COLOURS[:3]
INK, GREY, PALE = "#24292f", "#57606a", "#d0d7de"


class Canvas:
    """A drawing; lengths are in pixels, y grows downwards.

    Parameters
    ----------
    width, height : int
    alt : str
        What the drawing shows, for screen readers.
    """

    def __init__(self, width: int, height: int, alt: str) -> None:
        self.width, self.height, self.alt = width, height, alt
        self.parts: list[str] = []

    def line(self, start: Any, end: Any, colour: str = PALE, width: float = 1.0) -> None:
        """Draw a straight line between two points."""
        (x1, y1), (x2, y2) = start, end
        self._add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width)

    def arrow(
        self, points: Any, colour: str = GREY, *, dashed: bool = False, width: float = 1.5
    ) -> None:
        """Draw an arrow along straight lines through the points, with its tip at the last one."""
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        dashes = {"stroke_dasharray": "6 4"} if dashed else {}
        self._add(
            "polyline", points=path, fill="none", stroke=colour, stroke_width=width, **dashes,
            marker_end=f"url(#tip-{colour[1:]})",
        )  # fmt: skip

    def circle(
        self, centre: Any, radius: float, colour: str = INK, *, fill: str = "#ffffff",
        dashed: bool = False,
    ) -> None:  # fmt: skip
        """Draw a circle."""
        dashes = {"stroke_dasharray": "3 3"} if dashed else {}
        self._add(
            "circle", cx=centre[0], cy=centre[1], r=radius, fill=fill, stroke=colour,
            stroke_width=1.5, **dashes,
        )  # fmt: skip

    def box(
        self, x: float, y: float, width: float, height: float, *lines: str, colour: str = GREY,
        fill: str = "#f6f8fa", size: float = 14,
    ) -> None:  # fmt: skip
        """Draw a box with lines of text in its middle."""
        self._add(
            "rect", x=x, y=y, width=width, height=height, rx=6, fill=fill, stroke=colour,
            stroke_width=1.5,
        )  # fmt: skip
        gap = 1.3 * size
        first = y + height / 2 - gap * (len(lines) - 1) / 2
        for i, text in enumerate(lines):
            self.text(x + width / 2, first + gap * i, text, size=size)

    def text(
        self, x: float, y: float, text: str, *, colour: str = INK, size: float = 14,
        anchor: str = "middle", bold: bool = False,
    ) -> None:  # fmt: skip
        """Write a line of text, centred on y."""
        weight = {"font_weight": "bold"} if bold else {}
        self._add(
            "text", text, x=x, y=y, fill=colour, font_size=size, text_anchor=anchor,
            dominant_baseline="central", font_family="sans-serif", **weight,
        )  # fmt: skip

    def svg(self) -> str:
        """Return the drawing as text."""
        alt = html.escape(self.alt)
        tips = "".join(
            f'<marker id="tip-{colour[1:]}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            f'markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8Z" fill="{colour}"/></marker>'
            for colour in (GREY, INK, BLUE, ORANGE, GREEN)
        )
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{alt}" '
            f'width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}"><title>{alt}</title><defs>{tips}</defs>'
            f'<rect width="{self.width}" height="{self.height}" fill="#ffffff"/>'
        )
        return "\n".join([head, *self.parts, "</svg>"]) + "\n"

    def _add(self, tag, content=None, **attributes):
        pairs = " ".join(
            f'{name.replace("_", "-")}="{value:g}"' if isinstance(value, int | float)
            else f'{name.replace("_", "-")}="{html.escape(value)}"'
            for name, value in attributes.items()
        )  # fmt: skip
        end = "/>" if content is None else f">{html.escape(content)}</{tag}>"
        self.parts.append(f"<{tag} {pairs}{end}")
