"""Outputs of known wrong answers, kept in a folder: computed once for a class, by whoever is first.

Without a folder nothing is kept here. It belongs to the grader alone: whoever
could write to it could choose which hint a student reads, though never a mark.
"""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["keep_mistakes_in", "kept"]

_folder = None


def keep_mistakes_in(folder):
    """Keep outputs in a folder from now on, in this process.

    Parameters
    ----------
    folder : Path or None
        Made when it is needed; one for each state of the code. None keeps nothing.
    """
    global _folder
    _folder = folder


def kept(parts, compute):
    """What was computed before for the same parts, by this process or another one.

    Parameters
    ----------
    parts : tuple
        What the result depends on: text and numbers.
    compute : callable
        ``compute()`` gives bytes.

    Returns
    -------
    bytes
    """
    if _folder is None:
        return compute()
    path = Path(_folder, hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32])
    try:
        return path.read_bytes()
    except OSError:
        result = compute()
    with suppress(OSError):  # a full disk costs time, not grades
        _write(path, result)
    return result


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, staged = tempfile.mkstemp(dir=path.parent)
    with open(descriptor, "wb") as file:
        file.write(content)
    os.replace(staged, path)
