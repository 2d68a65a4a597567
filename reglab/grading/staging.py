"""Lay out for nbgrader what of a submission is graded, so that it meets nothing else."""

import os
import shutil
import stat
from fnmatch import fnmatch
from pathlib import Path

from reglab.course.config import IGNORED
from reglab.grading.locate import shown
from reglab.grading.output_limit import megabytes
from reglab.grading.timestamp import FILE as TIMESTAMP

__all__ = ["MOST_BYTES", "MOST_FILES", "stage"]

# Of the files beside a notebook; no lesson asks for any.
MOST_FILES = 100
MOST_BYTES = 25_000_000
# What desktops leave behind, and compiled modules that would be imported in place of others.
_LEFT_OUT = (*IGNORED, ".*", "__MACOSX", "Thumbs.db", "*.so", "*.pyd", "*.dll", TIMESTAMP)


def stage(notebook, time, source, target):
    """Write a notebook, its time and the files that came with it into an empty folder.

    Links and whatever else is no plain file stay behind, and so does what is
    too much: nbgrader would follow the first and copy all of the second.

    Parameters
    ----------
    notebook : NotebookNode
    time : datetime.datetime or None
        When it was handed in, in UTC.
    source : Path
        ``submitted/<student>/<lesson>``.
    target : Path
        The new folder, called like the lesson.

    Returns
    -------
    list of str
        What a human should know, one line each.
    """
    import nbformat

    target.mkdir(parents=True)
    (target / f"{target.name}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    if time is not None:
        (target / TIMESTAMP).write_text(f"{time:%Y-%m-%d %H:%M:%S} UTC\n", encoding="utf-8")
    links, others, files, size = [], [], 0, 0
    for path in _files(source):
        if path == source / f"{target.name}.ipynb":
            continue
        if path.suffix == ".ipynb":
            others.append(path.name)
            continue
        kind = path.lstat()
        if not stat.S_ISREG(kind.st_mode):
            links.append(path.name)
            continue
        files, size = files + 1, size + kind.st_size
        if files <= MOST_FILES and size <= MOST_BYTES:
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    return list(_notes(sorted(others), sorted(links), files, size))


def _files(folder):
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        kept = sorted(name for name in names if not _is_litter(name))
        yield from (Path(parent) / name for name in [*kept, *linked])


def _is_litter(name):
    return any(fnmatch(name, pattern) for pattern in _LEFT_OUT)


def _notes(others, links, files, size):
    if others:
        yield f"not graded: {_listed(others)}"
    if links:
        yield f"left out, as they are no plain files: {_listed(links)}"
    if files > MOST_FILES or size > MOST_BYTES:
        yield (
            f"{files} more files with {megabytes(size)} came with the notebook; only the first "
            f"{MOST_FILES} were taken, and at most {megabytes(MOST_BYTES)}"
        )


def _listed(names):
    text = ", ".join(shown(name) for name in names[:3])
    return text if len(names) <= 3 else f"{text} and {len(names) - 3} more"
