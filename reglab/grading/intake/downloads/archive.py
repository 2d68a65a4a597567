"""Read untrusted archives: extract nothing to disk, trust no name in them."""

import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from struct import unpack_from
from typing import IO

from reglab.grading.intake.downloads.budget import LARGEST_ARCHIVE, Budget, too_much
from reglab.grading.intake.downloads.entry import HIDDEN, Entry, kind_of
from reglab.grading.intake.locate import LARGEST

__all__ = ["members", "open_archive"]

DEEPEST = 2  # nested archives: one per lesson, and inside it one per student
IN_MEMORY = 5_000_000  # bytes of an inner archive; a larger one goes to a temporary file
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_DRIVE = re.compile(r"[A-Za-z]:")


def open_archive(file: IO[bytes]) -> tuple[zipfile.ZipFile | None, str]:
    """Open an archive.

    Returns
    -------
    archive : zipfile.ZipFile or None
    problem : str
        Why it cannot be opened; empty if it can.
    """
    try:
        return zipfile.ZipFile(file), ""
    except _BROKEN:
        return None, "it is not a valid archive"


def members(
    archive: zipfile.ZipFile,
    parents: tuple[str, ...],
    budget: Budget,
    depth: int = 0,
    archives: tuple = (),
) -> Iterator[Entry]:
    """Read an archive and the archives in it.

    Parameters
    ----------
    archive : zipfile.ZipFile
    parents : tuple of str
        The path to it.
    budget : Budget
    depth : int
    archives : tuple
        See `Entry`.

    Yields
    ------
    Entry
    """
    for info in archive.infolist():
        budget.entry()
        # Some Windows programs write backslashes.
        name = info.filename.replace("\\", "/")
        parts = tuple(part for part in name.split("/") if part not in ("", "."))
        if not parts or name.endswith("/"):
            continue
        entry = Entry((*parents, *parts), archives=archives)
        if name.startswith("/") or _DRIVE.match(name) or ".." in parts:
            yield entry.refused("its path leads out of the archive")
        elif kind_of(parts) is not None:
            yield from _member(archive, info, entry, budget, depth)


def _member(archive, info, entry, budget, depth):
    kind = kind_of(entry.parts)
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        yield entry.refused("it is a link" if stat.S_ISLNK(mode) else "it is not a regular file")
    elif kind == "hidden":
        yield entry.refused(HIDDEN)
    elif kind == "other":
        yield entry.refused("it is not a notebook")
    elif info.flag_bits & 0x1:
        yield entry.refused("it is encrypted")
    elif kind == "archive" and depth == DEEPEST:
        yield entry.refused("it is an archive in an archive in an archive")
    else:
        most = LARGEST_ARCHIVE if kind == "archive" else LARGEST
        problem = too_much(info.file_size, info.compress_size, most)
        if problem:
            yield entry.refused(problem)
        elif kind == "archive":
            yield from _inner(archive, info, entry, budget, depth)
        else:
            yield _notebook(archive, info, entry, budget)


def _notebook(archive, info, entry, budget):
    try:
        with archive.open(info) as file:
            content = file.read(LARGEST + 1)
    except (*_BROKEN, RuntimeError):
        return entry.refused("it is damaged")
    budget.read(len(content))
    if len(content) > LARGEST:  # the size in the archive was too small
        return entry.refused(too_much(len(content), 1))
    return entry.holding(content, _time(info))


def _inner(archive, info, entry, budget, depth):
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
        try:
            with archive.open(info) as file:
                left = LARGEST_ARCHIVE
                while left > 0 and (block := file.read(min(left, 1 << 20))):
                    copy.write(block)
                    budget.read(len(block))
                    left -= len(block)
        except (*_BROKEN, RuntimeError):
            yield entry.refused("it is not a valid archive")
            return
        copy.seek(0)
        inner, problem = open_archive(copy)
        if inner is None:
            yield entry.refused(problem)
            return
        with inner:
            archives = (*entry.archives, (len(entry.parts), _time(info)))
            yield from members(inner, entry.parts, budget, depth + 1, archives)


def _time(info):
    """When a member was last changed, in UTC; None if the archive does not contain it."""
    try:
        seconds = _unix_time(info.extra)
        if seconds is not None:
            time = datetime.fromtimestamp(seconds, UTC)
        elif info.date_time[0] <= 1980:  # means "unknown"
            return None
        else:
            # ZIP times have no time zone; assume that of this machine.
            time = datetime(*info.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None if time > datetime.now(UTC) + timedelta(1) else time.replace(tzinfo=None)


def _unix_time(extra):
    """The time in the field 0x5455 ("UT"), in seconds since 1970."""
    while len(extra) >= 4:
        kind, size = unpack_from("<HH", extra)
        if kind == 0x5455 and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return unpack_from("<i", extra, 5)[0]
        extra = extra[4 + size :]
    return None
