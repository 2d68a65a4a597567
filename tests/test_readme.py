"""What the README shows is what the course does."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_lesson_is_in_the_table():
    lessons = [folder.name for folder in (ROOT / "notebooks").iterdir() if folder.is_dir()]
    assert lessons
    assert [name for name in lessons if f"(notebooks/{name}/{name}.ipynb)" not in README] == []


def test_every_make_target_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"`?make ([a-z][a-z-]*)", README))
    assert {"demo", "test", "lab"} <= targets
    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []
