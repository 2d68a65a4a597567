"""One file of a download."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Self

from reglab.grading.intake.locate import shown
from reglab.grading.intake.passed_over import looks_handed_in
from reglab.grading.intake.timestamp import FILE as TIMESTAMP

__all__ = ["HIDDEN", "Entry", "kind_of"]

HIDDEN = "a name in its path begins with a dot, or is one that only desktops use"

# Files that archivers, desktops and Jupyter create.
_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__")


@dataclass(frozen=True)
class Entry:
    """One file of a download.

    Attributes
    ----------
    parts : tuple of str
        Its path; an archive counts as a folder.
    content : bytes or None
    time : datetime.datetime or None
        Its time in the archive, in UTC.
    problem : str
        Why it is not taken; empty if it is.
    archives : tuple of (int, datetime.datetime or None)
        The archives that contain it, from the outermost: the number of parts of the
        archive's path, and the archive's time.
    """

    parts: tuple[str, ...]
    content: bytes | None = None
    time: datetime | None = None
    problem: str = ""
    archives: tuple = ()

    def time_below(self, at: int) -> datetime | None:
        """Return when it was handed in, from a time that the student did not set.

        Parameters
        ----------
        at : int
            Index of the part of the path that names the student.

        Returns
        -------
        datetime.datetime or None
            The time of the student's outermost archive; without one, the file's time.
        """
        return next((time for length, time in self.archives if length > at), self.time)

    @property
    def label(self) -> str:
        """The path as one short line."""
        path = "/".join(self.parts)
        return shown(path) if len(path) <= 60 else shown(f"...{path[-57:]}")

    def refused(self, problem: str) -> Self:
        """Return the entry with the reason why it is not taken."""
        return replace(self, problem=problem)

    def holding(self, content: bytes, time: datetime | None = None) -> Self:
        """Return the entry with its bytes."""
        return replace(self, content=content, time=time)


def kind_of(parts: tuple[str, ...]) -> str | None:
    """Return the kind of a file, from its name.

    Returns
    -------
    str or None
        ``"notebook"``, ``"archive"``, ``"time"`` or ``"other"``; ``"hidden"`` for a notebook or
        an archive with a name of litter in its path; None for litter.

    Examples
    --------
    >>> kind_of(("ann", "03_lasso.ipynb")), kind_of(("ann", ".ipynb_checkpoints", "a.ipynb"))
    ('notebook', None)
    """
    if any(part.startswith(".") or part in _LITTER for part in parts):
        return "hidden" if looks_handed_in(parts) else None
    if parts[-1] == TIMESTAMP:
        return "time"
    suffix = PurePosixPath(parts[-1]).suffix.lower()
    return {".ipynb": "notebook", ".zip": "archive"}.get(suffix, "other")
