"""The journal of a run: each result as soon as it is final, so that a killed run loses none."""

from pathlib import Path

from reglab.grading.records import line_file
from reglab.grading.records.migrate import result_of
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
        self.path = folder / JOURNAL

    def read(self) -> list[GradeResult]:
        """Return the results that an earlier run left behind.

        Raises
        ------
        DamagedRecord
            If a line cannot be read, unless it is the last one and was cut off.
        """
        return line_file.read(self.path, result_of)

    def salvage(self) -> tuple[list[GradeResult], list[int]]:
        """Return the results in a damaged journal, and the numbers of lines without one."""
        return line_file.salvage(self.path, result_of)

    def write(self, result: GradeResult) -> None:
        """Add a result; it is on the disk when this returns."""
        line_file.append(self.path, result.to_dict())

    def clear(self) -> None:
        """Delete the journal: ``results.json`` holds all of it now."""
        self.path.unlink(missing_ok=True)
