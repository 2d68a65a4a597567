"""Write a record so that it survives a crash, and report a full or read-only disk in one line."""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reglab.grading.errors import GradingError

__all__ = [
    "copy_of",
    "keep_copy",
    "of_the_disk",
    "one_line_errors",
    "read_record",
    "replace_record",
]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_OTHER = {errno.EIO, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY, errno.ESTALE}


def of_the_disk(error: BaseException) -> bool:
    """Return whether the disk is full or read-only, so that nothing more can be written."""
    return isinstance(error, OSError) and error.errno in _FULL | {errno.EROFS}


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn errors of the disk into one line for the instructor; also a decorator.

    Raises
    ------
    GradingError
        If the disk is full or read-only, or a file may not be read or written.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL | _REFUSED | _OTHER:
            raise  # a fault of our code
        raise GradingError(_line(error)) from None


def _line(error):
    where = error.filename2 or error.filename
    where = os.fsdecode(where) if isinstance(where, str | bytes) else "the course folder"
    if error.errno in _FULL:
        way_out = "free some space and run the same command again; what was recorded is kept"
    elif error.errno in _REFUSED:
        way_out = "allow this user to read and write it, and run the same command again"
    else:
        way_out = "move what is in its place away, and run the same command again"
    reason = error.strerror or type(error).__name__
    return f"{where}: cannot be read or written ({reason}); {way_out}"


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name the file in errors of the block: a failed write doesn't say which file it was."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def copy_of(path: Path) -> Path:
    """Return the path of the last good copy of a record."""
    return path.with_name(f"{path.name}.before")


def read_record(path: Path) -> bytes:
    """Return the content of a record.

    A pipe would be waited for without end, and some devices never end. A link whose file is missing
    is no missing record: the file may be on a disk that is not mounted.

    Raises
    ------
    FileNotFoundError
        If there is neither a file nor a link.
    OSError
        If it cannot be read, or is not a regular file.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        if path.is_symlink():
            raise OSError(0, f"the file that it links to is missing: {os.readlink(path)}") from None
        raise
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(0, "it is not a regular file")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def replace_record(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Replace a record in one step; when this returns, the new one is on the disk.

    Parameters
    ----------
    path : Path
    content : bytes
    mode : int
        The file's permissions, before the umask.
    """
    staged = path.with_name(f".{path.name}.new")
    with naming(path):
        staged.unlink(missing_ok=True)
        # Create the file with its final permissions, so that others can never read a secret.
        descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with open(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(staged, path)
        except OSError:
            with suppress(OSError):
                staged.unlink(missing_ok=True)  # a full disk needs the space
            raise


def keep_copy(path: Path) -> None:
    """Keep a record as its last good copy, before it is replaced."""
    kept, staged = copy_of(path), path.with_name(f".{path.name}.before.new")
    with naming(kept):
        staged.unlink(missing_ok=True)
        try:
            os.link(path, staged)
        except OSError:  # a disk without hard links
            shutil.copy2(path, staged)
        os.replace(staged, kept)
