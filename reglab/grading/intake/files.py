"""Select the files submitted with a notebook that go into the sandbox."""

import os
import stat
from fnmatch import fnmatch
from pathlib import Path

from reglab.course.config import IGNORED
from reglab.grading.intake.locate import shown
from reglab.grading.intake.timestamp import FILE as TIMESTAMP
from reglab.grading.plain_file import HardLinkError, read_plain
from reglab.grading.records.exchange import SECRET
from reglab.grading.size import megabytes

__all__ = ["MOST_BYTES", "MOST_FILES", "files_beside"]

# Limits for the files next to a notebook; no lesson asks for any.
MOST_FILES = 100
MOST_BYTES = 25_000_000
COPY_THEM = "if they are the student's own, replace the folder by a copy made with `cp -r`"
# Files that desktops create, and code that would be imported in place of a library.
_LEFT_OUT = (
    *IGNORED,
    ".*",
    "__MACOSX",
    "Thumbs.db",
    "*.so",
    "*.pyd",
    "*.dll",
    "*.pth",
    TIMESTAMP,
    SECRET,
)


def files_beside(notebook: Path) -> tuple[dict[str, bytes], list[str]]:
    """Return the regular files next to a notebook, and notes about those left out.

    Links, hard links, other special files, and files beyond the limits are left out.

    Parameters
    ----------
    notebook : Path
        ``submitted/<student>/<lesson>/<lesson>.ipynb``.

    Returns
    -------
    files : dict of bytes
        Contents by their path relative to the notebook's folder.
    notes : list of str
        One line each.
    """
    folder = notebook.parent
    links: list[str] = []
    others: list[str] = []
    twice: list[str] = []
    found, count, size = {}, 0, 0
    for path in _walk(folder):
        if path == notebook:
            continue
        if path.suffix == ".ipynb":
            others.append(path.name)
            continue
        kind = path.lstat()
        if not stat.S_ISREG(kind.st_mode):
            links.append(path.name)
            continue
        count, size = count + 1, size + kind.st_size
        if count <= MOST_FILES and size <= MOST_BYTES:
            try:
                content = read_plain(path, MOST_BYTES, own=folder.parent)
            except HardLinkError:
                twice.append(path.name)
                continue
            found[path.relative_to(folder).as_posix()] = content
    return found, list(_notes(sorted(others), sorted(links), sorted(twice), count, size))


def _walk(folder):
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        kept = sorted(name for name in names if not _is_litter(name))
        yield from (Path(parent) / name for name in [*kept, *linked])


def _is_litter(name):
    return any(fnmatch(name, pattern) for pattern in _LEFT_OUT)


def _notes(others, links, twice, count, size):
    if others:
        yield f"not graded: {_listed(others)}"
    if links:
        yield f"left out because they are not regular files: {_listed(links)}"
    if twice:
        yield (
            f"left out because they are hard links, which may lead to files of others: "
            f"{_listed(twice)}; {COPY_THEM}"
        )
    if count > MOST_FILES or size > MOST_BYTES:
        yield (
            f"{count} other files with {megabytes(size)} came with the notebook; only the first "
            f"{MOST_FILES} were taken, and at most {megabytes(MOST_BYTES)}"
        )


def _listed(names):
    text = ", ".join(shown(name) for name in names[:3])
    return text if len(names) <= 3 else f"{text} and {len(names) - 3} more"
