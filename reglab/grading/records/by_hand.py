"""Read the marks and comments in a gradebook, even in a damaged one as far as that goes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.records.require import database_file

__all__ = ["CellMark", "comments_in", "marks_in"]

_OF = (
    "JOIN submitted_notebook ON {0}.notebook_id = submitted_notebook.id "
    "JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id "
    "JOIN assignment ON submitted_assignment.assignment_id = assignment.id "
    "JOIN base_cell ON {0}.cell_id = base_cell.id"
)
_WHO = "submitted_assignment.student_id, assignment.name, base_cell.name"
_MARKS = (
    f"SELECT {_WHO}, grade.auto_score, grade.manual_score, grade_cells.max_score FROM grade "
    f"{_OF.format('grade')} JOIN grade_cells ON grade_cells.id = base_cell.id"
)
_COMMENTS = (
    f"SELECT {_WHO}, comment.manual_comment FROM comment {_OF.format('comment')} "
    "WHERE comment.manual_comment IS NOT NULL AND comment.manual_comment <> ''"
)


@dataclass(frozen=True)
class CellMark:
    """What a gradebook has about one graded cell of a submission; None where it has nothing."""

    auto: float | None
    manual: float | None
    max_score: float


def marks_in(url: str) -> dict[tuple[str, str], dict[str, CellMark]]:
    """Return all marks, by student and lesson, then by grade_id."""
    found: dict[tuple[str, str], dict[str, CellMark]] = {}
    for student, lesson, cell, *numbers in _rows(url, _MARKS):
        auto, manual, most = map(_number, numbers)
        if _are_names(student, lesson, cell):
            found.setdefault((student, lesson), {})[cell] = CellMark(auto, manual, most or 0.0)
    return found


def comments_in(url: str) -> dict[tuple[str, str], dict[str, str]]:
    """Return the comments that a person wrote, by student and lesson, then by grade_id."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for student, lesson, cell, text in _rows(url, _COMMENTS):
        if _are_names(student, lesson, cell, text):
            found.setdefault((student, lesson), {})[cell] = text
    return found


def _are_names(*parts):
    return all(isinstance(part, str) and part for part in parts)


def _number(value):
    """A mark; None if a damaged row has something else."""
    return float(value) if isinstance(value, int | float) and abs(value) < 1e9 else None


def _rows(url: str, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query; of a damaged file those before the damage."""
    path = database_file(url)
    if path is None:
        from sqlalchemy import text

        with open_gradebook(url) as book:
            yield from book.read(lambda session: session.execute(text(query)).all())
    elif path.is_file():
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with (
            suppress(sqlite3.Error, UnicodeDecodeError),
            closing(sqlite3.connect(uri, uri=True)) as connection,
        ):
            connection.text_factory = lambda content: content.decode("utf-8", "replace")
            yield from connection.execute(query)
