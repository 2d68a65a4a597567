"""Folders of generated files: replaced as a whole, compared byte by byte."""

import os
import shutil
from fnmatch import fnmatch
from itertools import takewhile

# What Jupyter, Python and desktops leave in a folder that somebody worked in.
_LITTER = (".ipynb_checkpoints", "__pycache__", "*.pyc", ".DS_Store")


def read_tree(folder):
    """Return the files under `folder`, without litter, as ``{relative path: bytes}``."""
    if not folder.is_dir():
        return {}
    paths = (p.relative_to(folder) for p in sorted(folder.rglob("*")) if p.is_file())
    return {
        path.as_posix(): (folder / path).read_bytes()
        for path in paths
        if not any(fnmatch(part, pattern) for part in path.parts for pattern in _LITTER)
    }


def write_file(path, content):
    """Replace a file by new bytes; a reader sees the old file or the new one."""
    staged = path.with_name(f".{path.name}.new")
    staged.write_bytes(content)
    os.replace(staged, path)


def replace_folder(new, target):
    """Put a copy of the folder `new` in the place of `target`.

    The copy is complete before `target` is touched, and `target` comes back if the last
    step fails. (A folder that is not empty cannot be replaced in a single step.)
    """
    staged, retired = (target.with_name(f".{target.name}.{suffix}") for suffix in ("new", "old"))
    for left_over in (staged, retired):  # of a run that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(new, staged)
    had_one = target.exists()
    if had_one:
        os.replace(target, retired)
    try:
        os.replace(staged, target)
    except OSError:
        if had_one:
            os.replace(retired, target)
        raise
    shutil.rmtree(retired, ignore_errors=True)


def differences(expected, found):
    """Compare two trees as `read_tree` returns them.

    Parameters
    ----------
    expected, found : dict of str to bytes

    Yields
    ------
    path, text : str
        A file and what is wrong with it.

    Examples
    --------
    >>> list(differences({"a": b"1\\n2", "b": b""}, {"a": b"1\\n3", "c": b""}))
    [('a', 'line 2 differs'), ('b', 'missing'), ('c', 'extra')]
    """
    for path in sorted(expected.keys() | found.keys()):
        if path not in found:
            yield path, "missing"
        elif path not in expected:
            yield path, "extra"
        elif expected[path] != found[path]:
            yield path, f"line {_first_difference(expected[path], found[path])} differs"


def _first_difference(one, other):
    pairs = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    return 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
