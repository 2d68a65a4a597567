"""The notebooks in this repository are what its sources make."""

from pathlib import Path

from reglab.course import build


def test_no_generated_file_is_stale():
    root = Path(__file__).parents[2]
    problems = [p for result in build(root=root, check=True) for p in result.problems]
    assert problems == []
