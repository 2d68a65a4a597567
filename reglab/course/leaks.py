"""Look for solutions, hidden tests, outputs and .py files in a release."""

import json
from collections.abc import Iterator
from pathlib import Path

from reglab.course.edition import edition
from reglab.course.notebook import METADATA
from reglab.course.rules import REGIONS, regions_of
from reglab.course.source import Source

_METADATA = {"deletable", "editable", "jupyter", "nbgrader", "tags"}
# A shorter secret, such as `pass`, is in other cells by chance.
_LONG_ENOUGH = 10


def release_findings(source: Source, released: bytes, label: str) -> Iterator[str]:
    """Compare a released notebook with its source.

    Parameters
    ----------
    source : Source
        The source that it was made from.
    released : bytes
        The notebook students get.
    label : str
        What findings call that notebook.

    Yields
    ------
    str
        One finding each.
    """
    if b"\r" in released:
        yield f"{label}: expected LF line ends, got a carriage return"
    notebook = json.loads(released)
    if notebook["metadata"] != METADATA | {"reglab": edition(source)}:
        yield f"{label}: expected the course's kernelspec and edition, got {notebook['metadata']}"
    ids = [cell.get("id") for cell in notebook["cells"]]
    expected = [cell.id for cell in source.cells]
    if ids != expected:
        yield f"{label}: expected the cells {expected}, got {ids}"
        return
    for cell, node in zip(source.cells, notebook["cells"], strict=True):
        yield from (f"{label}/{cell.id}: {text}" for text in _unclean(node))
        yield from (f"{label}/{cell.id}: {text}" for text in _left_over(cell, _text(node)))
    yield from _repeated(source, notebook, label)


def file_findings(folder: Path, label: str) -> Iterator[str]:
    """Yield a finding for each Python file under a folder that students get."""
    for path in sorted(folder.rglob("*.py")):
        yield f"{label}/{path.relative_to(folder).as_posix()}: expected no .py file in a release"


def _text(node):
    return "".join(node["source"])


def _unclean(node):
    if node.get("outputs") or node.get("execution_count") is not None:
        yield "expected no output, got one"
    if node.get("attachments"):
        yield f"expected no attachments, got {', '.join(node['attachments'])}"
    for key in sorted(node["metadata"].keys() - _METADATA):
        yield f"expected only {', '.join(sorted(_METADATA))} as metadata, got {key!r}"


def _left_over(cell, text):
    """Findings about lines of a cell that nbgrader should have removed."""
    lines = _lines(text)
    for name in REGIONS:
        if f"BEGIN {name}" in text or f"END {name}" in text:
            yield f"expected no {name.lower()} markers, got one"
    regions, _ = regions_of(cell.text)
    secret = [line for _, region in regions for line in _lines("\n".join(region))]
    whole = _lines(cell.text)
    for line in dict.fromkeys(secret):
        if lines.count(line) > whole.count(line) - secret.count(line):
            yield f"expected no solution or hidden test, got {line!r}"


def _repeated(source, notebook, label):
    """Findings about solutions and hidden tests that are repeated in full in an open cell."""
    for cell in source.cells:
        for _, region in regions_of(cell.text)[0]:
            secret = "\n".join(_lines("\n".join(region)))
            if len(secret) < _LONG_ENOUGH:
                continue
            for other in notebook["cells"]:
                if f"\n{secret}\n" in "\n" + "\n".join(_lines(_text(other))) + "\n":
                    yield f"{label}/{other['id']}: expected nothing from {cell.id}, got all of it"


def _lines(text):
    return [line.strip() for line in text.split("\n") if line.strip()]
