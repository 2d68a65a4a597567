"""The journal of a run: each result as soon as it is final, so that a killed run loses none."""

import json
import os

from reglab.grading.results import GradeResult

__all__ = ["JOURNAL", "Journal"]

JOURNAL = "results.journal"


class Journal:
    """Results of a course folder that are not in ``results.json`` yet.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder):
        self._path, self._file = folder / JOURNAL, None

    def read(self):
        """What an earlier run left behind; a line that was cut off is none."""
        found = []
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return found
        for line in lines:
            try:
                found.append(GradeResult.from_dict(json.loads(line)))
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
        return found

    def write(self, result):
        """Add a result; it is on the disk when this returns."""
        if self._file is None:
            self._file = open(self._path, "ab")  # noqa: SIM115 (open as long as the run)
            self._file.write(b"\n")  # what a killed run wrote last may have no end
        self._file.write(json.dumps(result.to_dict()).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def clear(self):
        """All of it is in ``results.json`` now."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._path.unlink(missing_ok=True)
