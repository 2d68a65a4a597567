"""Split a file of records into those of one student and those of all others.

What stays is the same bytes as before. Only ``results.json`` is written as a whole, in the form
in which grading writes it.
"""

import csv
import io
import json
from pathlib import Path

from reglab.grading.forget.mention import pattern
from reglab.grading.lms.spreadsheet import text
from reglab.grading.records.store import parse_results, results_bytes

__all__ = ["csv_rows", "json_lines", "log_lines", "results"]


def results(path: Path, content: bytes, student: str) -> tuple[bytes, list[bytes]]:
    """Split the content of ``results.json``, or of its last good copy, at `path`.

    Raises
    ------
    DamagedRecord
        If it cannot be read.
    """
    found = parse_results(path, content)
    theirs = [result for result in found if result.student == student]
    if not theirs:
        return content, []
    kept = results_bytes(result for result in found if result.student != student)
    return kept, [json.dumps(result.to_dict(), indent=1).encode() for result in theirs]


def json_lines(content: bytes, student: str) -> tuple[bytes, list[bytes]]:
    """Split a file of JSON values, one on each line; a damaged line counts if it has the id."""
    return _lines(content, lambda line: _is_of(line, student))


def log_lines(content: bytes, student: str) -> tuple[bytes, list[bytes]]:
    """Split a log at its lines."""
    found = pattern(student)
    return _lines(content, lambda line: found.search(line) is not None)


def csv_rows(content: bytes, student: str) -> tuple[bytes, list[bytes]]:
    """Split a CSV file: the rows of a student have the id as one of their fields."""
    table = content.decode("utf-8", "surrogateescape")
    head = table.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    lines = list(io.StringIO(table, newline=""))
    reader, start = csv.reader(iter(lines), delimiter=delimiter), 0
    names = {student, text(student)}
    kept: list[str] = []
    theirs: list[str] = []
    try:
        for row in reader:
            rows = kept if names.isdisjoint(field.strip() for field in row) else theirs
            rows.append("".join(lines[start : reader.line_num]))
            start = reader.line_num
    except csv.Error:  # not a table after all; the search at the end names the file
        return content, []
    return _bytes("".join(kept)), [_bytes(row) for row in theirs]


def _lines(content, is_theirs):
    kept, theirs = [], []
    for line in content.splitlines(keepends=True):
        (theirs if is_theirs(line) else kept).append(line)
    return b"".join(kept), theirs


def _is_of(line, student):
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return pattern(student).search(line) is not None
    return isinstance(value, dict) and value.get("student") == student


def _bytes(part):
    return part.encode("utf-8", "surrogateescape")
