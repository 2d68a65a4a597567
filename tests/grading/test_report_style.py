"""The report's colours: text and bars stand out on every paper."""

import re
from importlib import resources

import pytest


def contrast(one, other):
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour):
        colour = colour * 2 if len(colour) == 3 else colour
        channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes():
    style = (resources.files("reglab.grading.report") / "page" / "style.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    found = [dict(re.findall(r"--(\w+): #(\w+)", block)) for block in blocks]
    return {"light": found[0], "dark": found[1], "print": {**found[0], **found[2]}}


@pytest.mark.parametrize(("name", "palette"), palettes().items())
def test_text_and_bars_stand_out(name, palette):
    for paper in ("paper", "wash"):
        for ink in ("ink", "quiet", "link", "alert"):
            assert contrast(palette[ink], palette[paper]) >= 4.5
    for mark in ("fill", "trouble", "focus"):
        assert contrast(palette[mark], palette["paper"]) >= 3
