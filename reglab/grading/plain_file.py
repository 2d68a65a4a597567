"""Read a file of a submission without following anything that leads out of it."""

import os
import stat
from pathlib import Path

__all__ = ["HardLinkError", "read_plain"]


class HardLinkError(OSError):
    """A file has another name, outside of the student's own folder."""

    def __init__(self):
        super().__init__(0, "it is a hard link")


def read_plain(path: Path, most: int, *, own: Path | None = None) -> bytes:
    """Read at most `most` bytes from the start of a regular file.

    Links and pipes are refused, even if one has just replaced the file.

    A hard link is the file itself under a second name, so the seed or a classmate's notebook can
    get a name in a student's folder, for instance from a .tar archive. A backup made with
    ``cp -al`` looks the same: the kernel says how many names a file has, but not where. So only a
    file whose names are all in the student's own folder is read, such as one of two equal files
    that a program for saving space has joined.

    Parameters
    ----------
    path : Path
    most : int
    own : Path, optional
        A folder in which the file may have other names; by default it must have none.

    Returns
    -------
    bytes

    Raises
    ------
    HardLinkError
        If the file has another name elsewhere.
    OSError
        If it cannot be read, or is not a regular file.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        kind = os.fstat(descriptor)  # of the open file, since another may have taken its name
        if not stat.S_ISREG(kind.st_mode):
            raise OSError(0, "it is not a regular file")
        if kind.st_nlink > 1 and (own is None or kind.st_nlink > _names(own, kind)):
            raise HardLinkError
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(descriptor)


def _names(folder, kind):
    """The number of names that a file has in a folder."""
    count = 0
    for parent, _, names in os.walk(folder, followlinks=False):
        for name in names:
            try:
                found = os.lstat(os.path.join(parent, name))
            except OSError:
                continue
            count += (found.st_dev, found.st_ino) == (kind.st_dev, kind.st_ino)
    return count
