"""Iterate over the files of a download, in folders and in archives."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.intake.downloads.archive import members, open_archive
from reglab.grading.intake.downloads.budget import Budget
from reglab.grading.intake.downloads.entry import HIDDEN, Entry, kind_of
from reglab.grading.intake.locate import LARGEST
from reglab.grading.size import megabytes

__all__ = ["entries"]


def entries(path: Path) -> Iterator[Entry]:
    """Read a download.

    Parameters
    ----------
    path : Path
        A folder or a .zip archive.

    Yields
    ------
    Entry
        One for each file that is not litter; notebooks and times with their bytes.

    Raises
    ------
    GradingError
        If it does not exist, is not an archive, or exceeds the limits.
    """
    budget = Budget(path)
    if path.is_dir():
        yield from _in_folder(path, budget)
    elif path.is_file() and path.suffix.lower() == ".zip":
        with open(path, "rb") as file:
            archive, problem = open_archive(file)
            if archive is None:
                raise GradingError(f"{path} must be a .zip archive, but {problem}")
            with archive:
                yield from members(archive, (), budget)
    else:
        came = "another file" if path.exists() else "nothing"
        raise GradingError(f"{path} must be a folder or a .zip archive, got {came}")


def _in_folder(root, budget):
    for parent, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in [*linked, *sorted(names)]:
            path = Path(parent) / name
            entry = Entry(path.relative_to(root).parts)
            budget.entry()
            if kind_of(entry.parts) is not None:
                yield from _file(path, entry, budget)


def _file(path, entry, budget):
    try:
        # Refuse links and pipes.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        linked = path.is_symlink()
        yield entry.refused("it is a link" if linked else f"it cannot be read: {error.strerror}")
        return
    with open(descriptor, "rb", closefd=True) as file:
        kind = os.fstat(descriptor)
        if not stat.S_ISREG(kind.st_mode):
            yield entry.refused("it is not a regular file")
        elif kind.st_nlink > 1:  # see `read_plain`
            yield entry.refused("it is a hard link: copy the download with `cp -r`")
        elif kind_of(entry.parts) == "hidden":
            yield entry.refused(HIDDEN)
        elif kind_of(entry.parts) == "archive":
            yield from _archive(file, entry, budget)
        elif kind_of(entry.parts) == "other":
            yield entry.refused("it is not a notebook")
        elif kind.st_size > LARGEST:
            size = f"{megabytes(kind.st_size)}, more than {megabytes(LARGEST)}"
            yield entry.refused(f"it has {size}")
        else:
            content = file.read(LARGEST)
            budget.read(len(content))
            yield entry.holding(content)


def _archive(file, entry, budget):
    archive, problem = open_archive(file)
    if archive is None:
        yield entry.refused(problem)
        return
    with archive:
        # The time of the archive is unknown, as for any file in a folder.
        yield from members(archive, entry.parts, budget, archives=((len(entry.parts), None),))
