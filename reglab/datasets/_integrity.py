"""A reader of the bundled data files that verifies their SHA-256 checksums."""

import hashlib
import re
from pathlib import Path

from reglab.errors import UserError

SETS = ("breast_cancer", "diabetes", "digits")

_SUM_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<file>[^/\\]+)")


class DataIntegrityError(UserError):
    """A data file is missing, changed, not listed in SHA256SUMS, or cannot be downloaded."""


def data_folder() -> Path:
    """Return the folder of the bundled data sets.

    Returns
    -------
    Path
        ``reglab/_data`` in an installed wheel, otherwise ``data`` in the checkout.

    Examples
    --------
    >>> (data_folder() / "diabetes" / "SHA256SUMS").is_file()
    True
    """
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_data"
    return packaged if packaged.is_dir() else package.parent / "data"


def read_verified(name: str, folder: Path | None = None) -> dict[str, bytes]:
    """Read the files of one data set and verify their checksums.

    The returned bytes are those that were hashed, so a file that changes on disk in between is not
    a problem.

    Parameters
    ----------
    name : {"breast_cancer", "diabetes", "digits"}
        Name of the data set.
    folder : Path, optional
        Folder with one folder per data set; `data_folder()` by default.

    Returns
    -------
    dict of str to bytes
        Content by file name: ``card.md`` and ``<name>.csv``.

    Raises
    ------
    DataIntegrityError
        If a file is missing or changed, or ``SHA256SUMS`` is unreadable, lacks a line or has an
        extra line. One line, with the file and the remedy.

    Examples
    --------
    >>> sorted(read_verified("digits"))
    ['card.md', 'digits.csv']
    """
    home = (data_folder() if folder is None else Path(folder)) / name
    needed = ("card.md", f"{name}.csv")
    sums = _parse_sums(home / "SHA256SUMS")
    for file in sorted(sums.keys() - set(needed)):
        raise _error(home / "SHA256SUMS", f"must list {' and '.join(needed)} only, got {file}")
    content = {}
    for file in needed:
        if file not in sums:
            raise _error(home / "SHA256SUMS", f"must have a line for {file}, got none")
        content[file] = _read(home / file)
        digest = hashlib.sha256(content[file]).hexdigest()
        if digest != sums[file]:
            raise _error(
                home / file, f"must have SHA-256 {sums[file][:12]}..., got {digest[:12]}..."
            )
    return content


def _parse_sums(path):
    """Read the ``digest  file`` lines of ``sha256sum -c``."""
    sums = {}
    text = _read(path).decode("ascii", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        match = _SUM_LINE.fullmatch(line)
        if match is None:
            raise _error(
                path, f"must have '<64 hex digits>  <file>' on line {number}, got {line!r}"
            )
        if match["file"] in sums:
            raise _error(path, f"must have one line for {match['file']}, got a second on {number}")
        sums[match["file"]] = match["digest"]
    return sums


def _read(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise _error(path, "must be a data file, got nothing") from None
    except OSError as error:
        raise _error(path, f"must be a readable file, got {type(error).__name__}") from None


def _error(path, what):
    remedy = f"run `git restore data/{path.parent.name}` in the checkout, or reinstall reglab"
    return DataIntegrityError(f"{path} {what}; {remedy}")
