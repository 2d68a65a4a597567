"""The error of a record that cannot be read: the file, what is wrong, and the way out."""

import os
from datetime import UTC, datetime
from pathlib import Path

from reglab.grading.errors import GradingError

__all__ = ["DamagedRecord", "NewerVersion", "said", "set_aside"]

LONGEST = 100  # characters of what is wrong


class DamagedRecord(GradingError):
    """A record cannot be read; it is left as it is.

    Parameters
    ----------
    path : Path
        The record.
    what : str or Exception
        What is wrong with it, as in "is empty", or the error, see `said`.
    way_out : str, optional
        What to do; by default, restore a backup or let ``reglab grade --recover`` rebuild it. If
        only a permission is missing, the record is whole, and the permission is the way out.
    """

    def __init__(self, path: Path, what: str | Exception, way_out: str = ""):
        if isinstance(what, PermissionError):
            way_out = "let this user read it, and run the same command again"
        what = what if isinstance(what, str) else said(what)
        way_out = way_out or (
            "restore it from a backup, or run "
            f"`reglab grade --recover --course {path.parent}` to rebuild what can be rebuilt"
        )
        super().__init__(f"{path} {what}; nothing was changed: {way_out}")
        self.path = path


class NewerVersion(DamagedRecord):
    """A record was written by a newer version, so there is nothing to repair in it."""


def said(error: Exception) -> str:
    """Return what an error says about a record, in one short line."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror})"
    if isinstance(error, UnicodeDecodeError):
        return f"is not text in UTF-8 (byte {error.start})"
    text = " ".join(str(error).split())[:LONGEST]
    if type(error) is KeyError:
        text = f"{text} is missing"
    return f"is damaged ({text or type(error).__name__})"


def set_aside(path: Path, *, replaced: bool = False) -> Path:
    """Give a damaged file or folder another name, so that nothing of it is lost.

    Parameters
    ----------
    path : Path
    replaced : bool
        Whether a new file takes its place at once. Then the old name stays until that moment, so
        that a crash or a full disk leaves no gap.

    Returns
    -------
    Path
        ``<name>.damaged-<UTC time>``.
    """
    time = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    new, count = path.with_name(f"{path.name}.damaged-{time}"), 1
    while new.exists() or new.is_symlink():
        count += 1
        new = path.with_name(f"{path.name}.damaged-{time}-{count}")
    if replaced:
        try:
            os.link(path, new)
            return new
        except OSError:  # a folder, or a disk without hard links
            pass
    path.rename(new)
    return new
