"""Keep the outputs of known mistakes in a folder, so that they are computed once for a class.

By default nothing is kept. Only the grader may write to the folder: its content decides which
hint a student reads, though never a mark.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["keep_mistakes_in", "kept"]

DIGEST = 32  # bytes at the beginning of a file, by which a damaged one is recognized
_folder: Path | None = None


def keep_mistakes_in(folder: Path | None) -> None:
    """Keep outputs in a folder from now on, in this process.

    Parameters
    ----------
    folder : Path or None
        Made when needed. Each version of the code needs its own. None keeps nothing.
    """
    global _folder
    _folder = folder


def kept(parts: tuple, compute: Callable[[], bytes]) -> bytes:
    """Return what this or another process computed before for the same parts, or compute it.

    Parameters
    ----------
    parts : tuple
        What the result depends on: text and numbers.
    compute : callable
        ``compute()`` returns bytes.

    Returns
    -------
    bytes
    """
    if _folder is None:
        return compute()
    path = Path(_folder, hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32])
    try:
        content = path.read_bytes()
        if hashlib.sha256(content[DIGEST:]).digest() == content[:DIGEST]:
            return content[DIGEST:]
    except OSError:
        pass
    result = compute()
    with suppress(OSError):  # a full disk costs time, not grades
        _write(path, hashlib.sha256(result).digest() + result)
    return result


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, staged = tempfile.mkstemp(dir=path.parent)
    with open(descriptor, "wb") as file:
        file.write(content)
    os.replace(staged, path)
