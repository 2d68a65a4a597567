"""Write the files that ``nbgrader release_feedback`` needs next to a feedback page."""

import secrets
from pathlib import Path

from reglab.grading.plain_file import read_plain

__all__ = ["SECRET", "make_releasable"]

SECRET = "submission_secret.txt"
TIMESTAMP = "timestamp.txt"
LONGEST = 1_000  # bytes; nbgrader's own files have about fifty


def make_releasable(page: Path, submitted: Path) -> None:
    """Write the time and the secret of a submission next to its feedback page.

    nbgrader's exchange stores both with a collected submission, and the secret
    identifies the student's released page. One page without them would stop the
    release for all students, so a submission from elsewhere gets a random secret
    and an empty time.

    Parameters
    ----------
    page : Path
        ``feedback/<student>/<lesson>/<lesson>.html``; its folder exists.
    submitted : Path
        ``submitted/<student>/<lesson>``, which need not exist.
    """
    for name, otherwise in ((TIMESTAMP, b""), (SECRET, secrets.token_hex(32).encode())):
        found = _plain_file(submitted, name)
        target = page.parent / name
        if found or not target.exists():
            target.write_bytes(found or otherwise)


def _plain_file(folder, name):
    """The bytes of a small regular file, without following links or hard links."""
    if folder.is_symlink() or folder.parent.is_symlink():
        return b""
    try:
        content = read_plain(folder / name, LONGEST + 1, own=folder.parent)
        return content if len(content) <= LONGEST else b""
    except OSError:
        return b""
