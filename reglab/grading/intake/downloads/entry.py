"""One file of a download."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from reglab.grading.intake.locate import shown
from reglab.grading.intake.timestamp import FILE as TIMESTAMP

__all__ = ["Entry", "kind_of"]

# Of archives, desktops and Jupyter; students made none of it on purpose.
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
        As its archive has it, in UTC.
    problem : str
        Why it is not taken; empty if it may be.
    archives : tuple of (int, datetime.datetime or None)
        The archives that it lies in, from the outermost: how many parts lead to each,
        and its own time.
    """

    parts: tuple
    content: bytes | None = None
    time: object = None
    problem: str = ""
    archives: tuple = ()

    def time_below(self, at):
        """When it was handed in, by what the student did not pack.

        Parameters
        ----------
        at : int
            The part of the path that says whose it is.

        Returns
        -------
        datetime.datetime or None
            Of the outermost archive that is the student's; else the file's own.
        """
        return next((time for length, time in self.archives if length > at), self.time)

    @property
    def label(self):
        """The path on one line, at moderate length."""
        path = "/".join(self.parts)
        return shown(path) if len(path) <= 60 else shown(f"...{path[-57:]}")

    def refused(self, problem):
        """The same entry, with the reason why it is not taken."""
        return replace(self, problem=problem)

    def holding(self, content, time=None):
        """The same entry with its bytes."""
        return replace(self, content=content, time=time)


def kind_of(parts):
    """What a file is, by its name.

    Returns
    -------
    str or None
        ``"notebook"``, ``"archive"``, ``"time"`` or ``"other"``; None for litter.

    Examples
    --------
    >>> kind_of(("ann", "03_lasso.ipynb")), kind_of(("ann", ".ipynb_checkpoints", "a.ipynb"))
    ('notebook', None)
    """
    if any(part.startswith(".") or part in _LITTER for part in parts):
        return None
    if parts[-1] == TIMESTAMP:
        return "time"
    suffix = PurePosixPath(parts[-1]).suffix.lower()
    return {".ipynb": "notebook", ".zip": "archive"}.get(suffix, "other")
