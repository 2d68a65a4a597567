"""The README's picture shows a real check, as it is today."""

import html
import re
from pathlib import Path

from tests.docs_scripts import docs_script

ROOT = Path(__file__).parents[1]


def load():
    return docs_script("failed_check")


def words(svg):
    """The words of a picture, in order; how rich cuts lines into pieces is its own affair."""
    pieces = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    return "".join(html.unescape(piece) for piece in pieces).replace("\xa0", " ").split()


def test_it_holds_the_answer_and_its_report():
    module = load()
    shown = words(module.PICTURE.read_text("utf-8"))
    assert "".join(shown) == "".join((module.ANSWER + module.report().text()).split())


def test_the_readme_shows_it_and_says_what_it_shows():
    readme = (ROOT / "README.md").read_text("utf-8")
    (alt,) = re.findall(r"!\[([^]]+)\]\(docs/failed_check\.svg\)", readme)
    assert "Hint: You keep or kill values" in alt


def test_it_asks_no_server_for_anything():
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\((?!#)", load().picture())
