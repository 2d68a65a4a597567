"""The notebooks of a download whose student and lesson are known, and which of them counts."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

__all__ = ["Candidate", "latest", "same_but_for_case"]


@dataclass(frozen=True)
class Candidate:
    """One notebook.

    Attributes
    ----------
    student, lesson, source : str
    label : str
        Where it was found, for messages.
    path : Path
        A copy of it.
    order : tuple of int
    time : datetime.datetime or None
    by_name : bool
        Whether the file's name says which lesson it is.
    """

    student: str
    lesson: str
    source: str
    label: str
    path: Path
    order: tuple = (0,)
    time: datetime | None = None
    by_name: bool = True

    @property
    def rank(self):
        """What decides which of two is later."""
        # The number of a file, then its time, then the number that a browser added.
        return self.order[0], self.time or datetime.min, self.order[1:]

    @property
    def sha256(self):
        """The hash of the notebook."""
        with open(self.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def same_but_for_case(names):
    """Sort names into those that a disk which ignores case would take for the same.

    Returns
    -------
    dict of str to set of str
        By what they have in common.
    """
    found = {}
    for name in names:
        found.setdefault(folded(name), set()).add(name)
    return found


def folded(name):
    """A name without its case."""
    return unicodedata.normalize("NFC", name).casefold()


def latest(candidates):
    """Sort the notebooks of one student and lesson out.

    Parameters
    ----------
    candidates : list of Candidate

    Returns
    -------
    ordered : list of Candidate
        Of different content, the one that counts last; empty if that cannot be told.
    refused : list of (Candidate, str)
        The others, each with the reason.
    """
    named = [item for item in candidates if item.by_name]
    refused = []
    if named:
        why = f"{named[-1].label} is there too, under the lesson's name"
        refused = [(item, why) for item in candidates if not item.by_name]
        candidates = named
    people = {item.source for item in candidates if item.source.startswith("moodle")}
    if len(people) > 1:
        why = f"{len(people)} students are called {candidates[0].student}: hand them in by name"
        return [], [*refused, *((item, why) for item in candidates)]
    ordered = sorted(candidates, key=lambda item: item.rank)
    for _, same in groupby(ordered, key=lambda item: item.rank):
        same = list(same)
        if same[0].rank == ordered[-1].rank and len({item.sha256 for item in same}) > 1:
            why = "there are several, all different, and nothing says which is the last"
            return [], [*refused, *((item, why) for item in candidates)]
    by_content = {}
    for item in reversed(ordered):
        by_content.setdefault(item.sha256, item)
    return list(reversed(by_content.values())), refused
