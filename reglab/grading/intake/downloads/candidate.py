"""Choose which of a student's notebooks in a download counts."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

__all__ = ["Candidate", "latest", "same_but_for_case"]


@dataclass(frozen=True)
class Candidate:
    """One notebook whose student and lesson are known.

    Attributes
    ----------
    student, lesson, source : str
    label : str
        Where it was found, for messages.
    path : Path
        A copy of the notebook.
    order : tuple of int
    time : datetime.datetime or None
    by_name : bool
        Whether the file's name contains the lesson.
    """

    student: str
    lesson: str
    source: str
    label: str
    path: Path
    order: tuple[int, ...] = (0,)
    time: datetime | None = None
    by_name: bool = True

    @property
    def rank(self) -> tuple:
        """The sort key by which the latest notebook is found."""
        # The file's number, then its time, then the number that a browser added.
        return self.order[0], self.time or datetime.min, self.order[1:]

    @property
    def sha256(self) -> str:
        """The hash of the notebook."""
        with open(self.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def same_but_for_case(names: Iterable[str]) -> dict[str, set[str]]:
    """Group names that are equal on a file system that ignores case.

    Returns
    -------
    dict of str to set of str
        Groups by their case-folded name.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(folded(name), set()).add(name)
    return found


def folded(name: str) -> str:
    """Return a name with its case removed."""
    return unicodedata.normalize("NFC", name).casefold()


def latest(candidates: list[Candidate]) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """Order the notebooks of one student and lesson by time.

    Parameters
    ----------
    candidates : list of Candidate

    Returns
    -------
    ordered : list of Candidate
        Notebooks with different content, the one that counts last; empty if that is unknown.
    refused : list of (Candidate, str)
        The others, each with the reason.
    """
    named = [item for item in candidates if item.by_name]
    refused = []
    if named:
        why = f"{named[-1].label}, which has the lesson's name, is also there"
        refused = [(item, why) for item in candidates if not item.by_name]
        candidates = named
    people = {item.source for item in candidates if item.source.startswith("moodle")}
    if len(people) > 1:
        why = (
            f"{len(people)} students are called {candidates[0].student}: "
            "put each into submitted/ by hand"
        )
        return [], [*refused, *((item, why) for item in candidates)]
    ordered = sorted(candidates, key=lambda item: item.rank)
    for _, group in groupby(ordered, key=lambda item: item.rank):
        same = list(group)
        if same[0].rank == ordered[-1].rank and len({item.sha256 for item in same}) > 1:
            why = "there are several different notebooks, and the latest is unknown"
            return [], [*refused, *((item, why) for item in candidates)]
    by_content: dict[str, Candidate] = {}
    for item in reversed(ordered):
        by_content.setdefault(item.sha256, item)
    return list(reversed(by_content.values())), refused
