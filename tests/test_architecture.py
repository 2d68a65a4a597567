"""docs/architecture.md: its picture is fresh, and the files it names are there."""

import re
from pathlib import Path

import pytest

from tests.docs_scripts import docs_script

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


@pytest.fixture(scope="module")
def rooms():
    return docs_script("rooms")


def test_the_picture_is_fresh(rooms):
    assert rooms.PICTURE.read_text("utf-8") == rooms.picture(), "run docs/rooms.py"


def test_no_arrow_leads_back(rooms):
    pairs = rooms.arrows()
    while leaves := {b for _, b in pairs} - {a for a, _ in pairs}:
        pairs = {(a, b) for a, b in pairs if b not in leaves}
    assert pairs == set()


def test_the_text_of_the_picture_tells_every_arrow(rooms):
    (told,) = re.findall(r"!\[Rooms and arrows: (.*?)\]", PAGE, re.DOTALL)
    for a, b in rooms.arrows():
        sentences = [s for s in " ".join(told.split()).rstrip(".").split("; ") if s.startswith(a)]
        assert any(b in s for s in sentences), (a, b)


def test_every_room_has_its_row(rooms):
    table = "\n".join(line for line in PAGE.splitlines() if line.startswith("| `"))
    for room, parts in rooms.rooms().items():
        names = parts if room == "numerical rooms" else [room]
        assert all(f"`{name}" in table for name in names), room
        if room in ("grading", "sandbox"):
            assert all(re.search(rf"`({room}/)?{part}`", table) for part in parts)


def test_every_file_that_is_named_exists():
    named = set(re.findall(r"`((?:\w+/)+\w+\.py)`", PAGE))
    assert len(named) > 20
    missing = [n for n in named if not (ROOT / "reglab" / n).exists() and not (ROOT / n).exists()]
    assert missing == []
