"""Write folders of generated files as a whole, and compare them byte by byte."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatch
from itertools import takewhile
from pathlib import Path

# What Jupyter, Python and desktops leave in a folder.
_LITTER = (".ipynb_checkpoints", "__pycache__", "*.pyc", ".DS_Store")


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return the files under `folder`, without litter, as ``{relative path: bytes}``."""
    if not folder.is_dir():
        return {}
    paths = (p.relative_to(folder) for p in sorted(folder.rglob("*")) if p.is_file())
    return {
        path.as_posix(): (folder / path).read_bytes()
        for path in paths
        if not any(fnmatch(part, pattern) for part in path.parts for pattern in _LITTER)
    }


def write_new(path: Path, text: str) -> Path:
    """Write a text file, and make its folder if there is none; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_file(path: Path, content: bytes) -> None:
    """Replace a file in one step: a reader sees the old file or the new one."""
    staged = path.with_name(f".{path.name}.new")
    try:
        staged.write_bytes(content)
        os.replace(staged, path)
    except OSError as error:
        error.filename = error.filename or str(path)  # a full disk doesn't name the file
        with suppress(OSError):
            staged.unlink(missing_ok=True)
        raise


def replace_folder(new: Path, target: Path) -> None:
    """Replace the folder `target` by a copy of the folder `new`.

    The copy is complete before `target` is moved away, and `target` is restored if the last
    step fails. (A folder that is not empty cannot be replaced in a single step.)
    """
    staged, retired = (target.with_name(f".{target.name}.{suffix}") for suffix in ("new", "old"))
    for left_over in (staged, retired):  # by a run that was killed
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


def differences(
    expected: Mapping[str, bytes], found: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
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
