"""Recognize a submission that was made from an earlier release of its lesson.

It is graded like any other. Its notes tell the person who looks at its marks what the student did
not see. They change no mark, so a student gains nothing by changing this metadata.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reglab.grading.intake.repair import grade_id

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["edition_notes"]

_TEXT, _VERSION = re.compile(r"[0-9a-f]{12}"), re.compile(r"[0-9A-Za-z.+\-]{1,30}")
_LISTED = 4


def edition_notes(
    content: bytes, notebook: "NotebookNode", release: "NotebookNode"
) -> Iterator[str]:
    """Yield a note if a notebook was not made from the release.

    Parameters
    ----------
    content : bytes
        The submitted file.
    notebook : NotebookNode
        The submission in its normal form, before any repair.
    release : NotebookNode

    Yields
    ------
    str
        At most one line.
    """
    text, version = _said(_metadata(content))
    now, _ = _said(release.metadata)
    if not now or text == now:
        return
    added, changed = _added(notebook, release), _changed(notebook, release)
    if text:
        by = f" by reglab {version}" if version else ""
        start = f"made from another version of the lesson ({text}{by}; now {now})"
        yield _line(start, added, changed)
    elif added or changed:
        # Older than this metadata, or from an editor that drops it.
        yield _line("it seems to be made from another version of the lesson", added, changed)


def _line(start, added, changed):
    parts = [
        *([f"without {_listed(added)}"] if added else []),
        *([f"with another text of {_listed(changed)}"] if changed else []),
    ]
    return ": ".join([start, *(["; ".join(parts)] if parts else [])])


def _listed(names):
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def _metadata(content) -> Any:
    """The notebook's own metadata, which may be anything; `normal_form` drops it."""
    if b'"reglab"' not in content:
        return {}
    try:
        return json.loads(content.decode("utf-8-sig"))["metadata"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def _said(metadata):
    said = metadata.get("reglab") if isinstance(metadata, dict) else None
    said = said if isinstance(said, dict) else {}
    text, version = (str(said.get(key, "")) for key in ("text", "version"))
    return (
        text if _TEXT.fullmatch(text) else "",
        version if _VERSION.fullmatch(version) else "",
    )


def _added(notebook, release):
    """The answers that the submission does not have."""
    there = {grade_id(cell) for cell in notebook.cells}
    return [
        grade_id(cell)
        for cell in release.cells
        if cell.metadata.get("nbgrader", {}).get("solution") and grade_id(cell) not in there
    ]


def _changed(notebook, release):
    """The released cells, other than answers, whose text is another one."""
    there = {grade_id(cell): cell.source.strip() for cell in notebook.cells}
    return [
        grade_id(cell)
        for cell in release.cells
        if grade_id(cell)
        and not cell.metadata.get("nbgrader", {}).get("solution")
        and there.get(grade_id(cell), cell.source.strip()) != cell.source.strip()
    ]
