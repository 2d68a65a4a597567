"""The places in a course folder that hold data of one student.

Each can count, export and delete them.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from reglab.grading.plain_file import read_plain

__all__ = ["Folder", "PartOfFile", "Place"]

LARGEST = 2**31  # bytes of one exported file


class Place(Protocol):
    """Data of a student in one place.

    Attributes
    ----------
    name : str
        Such as ``"results.json"``.
    """

    name: str

    def count(self) -> str:
        """What is there, such as ``"2 files"``; empty if there is nothing."""

    def content(self) -> Iterator[tuple[str, bytes | str]]:
        """Yield the files for the export: names, and bytes or a text that says why not."""

    def delete(self) -> None:
        """Delete what is there."""


class Folder:
    """A folder of the student, such as ``submitted/ann``; links in it are not followed."""

    def __init__(self, path: Path, name: str):
        self._path, self.name = path, name

    def count(self) -> str:
        """See `Place`."""
        if not os.path.lexists(self._path):
            return ""
        number = len(list(self._files()))
        return f"{number} file{'' if number == 1 else 's'}"

    def content(self) -> Iterator[tuple[str, bytes | str]]:
        """See `Place`."""
        for path in self._files():
            name = f"{self.name}/{path.relative_to(self._path).as_posix()}".rstrip("/.")
            try:
                yield name, read_plain(path, LARGEST, own=self._path)
            except OSError as error:
                yield name, f"not exported: {error.strerror or 'it cannot be read'}"

    def delete(self) -> None:
        """See `Place`."""
        if self._path.is_symlink() or self._path.is_file():
            self._path.unlink()
        elif self._path.exists():
            shutil.rmtree(self._path)

    def _files(self):
        if self._path.is_symlink() or self._path.is_file():
            yield self._path
            return
        for parent, folders, names in os.walk(self._path, followlinks=False):
            folders.sort()
            linked = [name for name in folders if (Path(parent) / name).is_symlink()]
            yield from (Path(parent) / name for name in sorted([*names, *linked]))


class PartOfFile:
    """Lines or rows of a file about the whole class.

    Parameters
    ----------
    path : Path
    name, unit : str
    split : callable
        ``split(content, student)`` returns what stays, and the student's parts.
    student : str
    """

    def __init__(
        self,
        path: Path,
        name: str,
        unit: str,
        split: Callable[[bytes, str], tuple[bytes, list[bytes]]],
        student: str,
    ):
        self._path, self.name, self._unit = path, name, unit
        self._split, self._student = split, student

    def count(self) -> str:
        """See `Place`."""
        number = len(self._parts()[1])
        return f"{number} {self._unit}{'' if number == 1 else 's'}" if number else ""

    def content(self) -> Iterator[tuple[str, bytes | str]]:
        """See `Place`."""
        parts = self._parts()[1]
        if parts:
            yield (
                self.name,
                b"".join(part if part.endswith(b"\n") else part + b"\n" for part in parts),
            )

    def delete(self) -> None:
        """See `Place`."""
        kept, parts = self._parts()
        if parts:
            staged = self._path.with_name(f".{self._path.name}.new")
            staged.unlink(missing_ok=True)
            staged.touch(mode=0o600)
            staged.write_bytes(kept)
            shutil.copymode(self._path, staged)
            os.replace(staged, self._path)

    def _parts(self):
        try:
            return self._split(self._path.read_bytes(), self._student)
        except FileNotFoundError:
            return b"", []
