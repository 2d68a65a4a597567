"""A file of JSON objects, one on each line with its checksum, to which lines are only ever added.

A run that is killed while it writes leaves one incomplete line at the end, which the next
line replaces.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from reglab.grading.records.checksum import sealed, unsealed
from reglab.grading.records.damage import DamagedRecord, said
from reglab.grading.records.files import naming, read_record

__all__ = ["append", "read", "salvage"]

T = TypeVar("T")
_NOT_OURS = (ValueError, TypeError, KeyError, RecursionError)


def read(path: Path, make: Callable[[dict[str, Any]], T]) -> list[T]:
    """Return what each line holds, except for a last line that was cut off.

    Parameters
    ----------
    path : Path
        If there is no such file, there are no lines.
    make : callable
        ``make(value)`` returns what a line's value stands for, or raises an error.

    Raises
    ------
    DamagedRecord
        If the file or one of its lines cannot be read.
    """
    found = []
    try:
        for number, line in _lines(path):
            try:
                found.append(make(_value(line)))
            except _NOT_OURS as error:
                what = f"cannot be read in line {number}, which {said(error)}"
                raise DamagedRecord(path, what) from None
    except OSError as error:
        raise DamagedRecord(path, error) from None
    return found


def salvage(path: Path, make: Callable[[dict[str, Any]], T]) -> tuple[list[T], list[int]]:
    """Return what the readable lines of a damaged file hold, and the numbers of the others."""
    found, bad = [], []
    try:
        for number, line in _lines(path):
            try:
                found.append(make(_value(line)))
            except _NOT_OURS:
                bad.append(number)
    except OSError:
        pass  # nothing in it can be read
    return found, bad


def append(path: Path, value: Mapping[str, Any]) -> None:
    """Add a line; it is on the disk when this returns."""
    line = json.dumps(sealed(value)).encode() + b"\n"
    with naming(path), open(path, "ab+") as file:
        end = _end_of_last_line(file)
        if end is None:
            line = b"\n" + line
        else:
            file.truncate(end)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _lines(path) -> Iterator[tuple[int, bytes]]:
    """The number and content of each line that is not empty and was not cut off."""
    try:
        *lines, rest = read_record(path).split(b"\n")
    except FileNotFoundError:
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, line
    if rest and not _was_cut_off(rest):
        yield len(lines) + 1, rest


def _value(line):
    return unsealed(json.loads(line.decode("utf-8")))


def _was_cut_off(line):
    """Whether a line without an end is the beginning of one of ours, and no more than that."""
    if not line.isascii() or not b'{"'.startswith(line[:2]):
        return False
    try:
        json.loads(line)
    except json.JSONDecodeError as error:
        return not error.msg.startswith("Extra data")
    except RecursionError:
        pass
    return False


def _end_of_last_line(file):
    """Where the last whole line ends; None if only its newline is missing."""
    size = end = file.seek(0, os.SEEK_END)
    tail = b""
    while end and b"\n" not in tail:
        start = max(0, end - 65_536)
        file.seek(start)
        tail, end = file.read(end - start) + tail, start
    rest = tail.rpartition(b"\n")[2]
    if rest and not _was_cut_off(rest):
        return None
    return size - len(rest)
