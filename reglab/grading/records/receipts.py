"""Receipts: what was taken in, when, and its hash. Lines are only ever added."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

__all__ = ["RECEIPTS", "Receipt", "Receipts"]

RECEIPTS = "receipts.jsonl"


@dataclass(frozen=True)
class Receipt:
    """One submission that was taken in.

    Attributes
    ----------
    sha256 : str
        `Submission.sha256`: of the notebook's bytes, and of the files' if there are any.
    size : int
        Bytes of the notebook.
    handed_in : str
        When, in UTC, as ``timestamp.txt`` says; empty if it does not.
    taken_in : str
        When grading first saw it, in UTC.
    source : str
        What it is called where it was collected, such as ``"moodle 1234567"``.
    """

    student: str
    lesson: str
    sha256: str
    size: int
    handed_in: str
    taken_in: str
    source: str = ""


class Receipts:
    """The receipts of a course folder.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder):
        self._path = folder / RECEIPTS
        self._known = {}
        for receipt in _read(self._path):
            self._known.setdefault((receipt.student, receipt.lesson), []).append(receipt)

    def of(self, student, lesson):
        """The receipts of a student and a lesson, the latest last."""
        return list(self._known.get((student, lesson), []))

    def behind(self, result):
        """The last receipt of what a result is about; None if there is none."""
        known = self.of(result.student, result.lesson)
        return next((r for r in reversed(known) if r.sha256 == result.submitted), None)

    def take(self, submission, *, source="", write=True):
        """Write the receipt of a submission, unless it is the one that was taken in last.

        Parameters
        ----------
        submission : Submission
        source : str
            If it is not empty and not that of the last receipt, there is a new one.
        write : bool
            False leaves the file as it is.

        Returns
        -------
        list of Receipt
            All for this student and lesson, the last one for this submission.
        """
        known = self._known.setdefault((submission.student, submission.lesson), [])
        renamed = known and source not in ("", known[-1].source)
        if not known or renamed or known[-1].sha256 != submission.sha256:
            receipt = Receipt(
                submission.student,
                submission.lesson,
                submission.sha256,
                len(submission.content),
                _text(submission.time),
                _text(datetime.now(UTC)),
                source,
            )
            if write:
                _append(self._path, receipt)
            known.append(receipt)
        return list(known)


def _text(time):
    return f"{time:%Y-%m-%d %H:%M:%S}" if time is not None else ""


def _append(path, receipt):
    line = json.dumps(asdict(receipt)) + "\n"
    with open(path, "ab") as file:
        if file.tell() and not _ends_with_newline(path):
            file.write(b"\n")  # a run was killed in the middle of a line
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def _ends_with_newline(path):
    with open(path, "rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _read(path):
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            yield Receipt(**json.loads(line))
        except (ValueError, TypeError):
            continue  # cut off when a run was killed
