"""The journal of a run: each result as soon as it is final, so that a killed run loses none."""

from pathlib import Path

from reglab.grading.records import line_file
from reglab.grading.results import GradeResult

__all__ = ["JOURNAL", "Journal"]

JOURNAL = "results.journal"


class Journal:
    """Results of a course folder that are not in ``results.json`` yet.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path):
        self._path = folder / JOURNAL

    def read(self) -> list[GradeResult]:
        """The results that an earlier run left behind; lines without one are skipped."""
        found = []
        for value in line_file.read(self._path, errors="replace"):
            try:
                found.append(GradeResult.from_dict(value))
            except (ValueError, KeyError, TypeError):
                continue
        return found

    def write(self, result: GradeResult) -> None:
        """Add a result; it is on the disk when this returns."""
        line_file.append(self._path, result.to_dict())

    def clear(self) -> None:
        """Delete the journal: ``results.json`` holds all of it now."""
        self._path.unlink(missing_ok=True)
