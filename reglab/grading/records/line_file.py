"""A file of JSON values, one on each line, to which lines are only ever added.

A run that is killed while it writes leaves one incomplete line and damages no other line.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["append", "read"]


def read(path: Path, errors: str = "strict") -> Iterator[Any]:
    """Yield the value of each line, except for lines that were cut off.

    Parameters
    ----------
    path : Path
        If there is no such file, there are no lines.
    errors : str
        What happens to bytes that are not UTF-8, as for `bytes.decode`.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors=errors).splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            continue


def append(path: Path, value: Any) -> None:
    """Add a line; it is on the disk when this returns."""
    with open(path, "ab") as file:
        if file.tell() and not _ends_with_newline(path):
            file.write(b"\n")  # a run was killed in the middle of a line
        file.write(json.dumps(value).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _ends_with_newline(path):
    with open(path, "rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"
