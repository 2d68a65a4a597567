"""Receipts: what was taken in, when, and its hash. Lines are only ever added."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reglab.grading.records import line_file
from reglab.grading.records.damage import DamagedRecord
from reglab.grading.results import GradeResult

__all__ = ["RECEIPTS", "Receipt", "Receipts", "receipt_of"]

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

    Raises
    ------
    DamagedRecord
        If a line cannot be read, unless it is the last one and was cut off.
    """

    def __init__(self, folder: Path):
        self._path = folder / RECEIPTS
        self._known: dict[tuple[str, str], list[Receipt]] = {}
        for receipt in line_file.read(self._path, receipt_of):
            self._known.setdefault((receipt.student, receipt.lesson), []).append(receipt)

    def of(self, student: str, lesson: str) -> list[Receipt]:
        """The receipts of a student and a lesson, the latest last."""
        return list(self._known.get((student, lesson), []))

    def submissions(self) -> list[tuple[str, str]]:
        """The students and lessons with receipts."""
        return list(self._known)

    def add(self, receipt: Receipt) -> None:
        """Write a receipt."""
        line_file.append(self._path, asdict(receipt))
        self._known.setdefault((receipt.student, receipt.lesson), []).append(receipt)

    def behind(self, result: GradeResult) -> Receipt | None:
        """The last receipt of the submission that a result is about; None if there is none."""
        known = self.of(result.student, result.lesson)
        return next((r for r in reversed(known) if r.sha256 == result.submitted), None)

    def require(self, results: Iterable[GradeResult]) -> None:
        """Check that everything that was graded has a receipt.

        Raises
        ------
        DamagedRecord
            If one is missing: the file was cut at the end of a line, or deleted.
        """
        lacking = [r for r in results if r.submitted and self.behind(r) is None]
        if lacking:
            what = (
                f"{'lacks' if self._path.exists() else 'is missing: it had'} the receipts of "
                f"{len(lacking)} graded submissions, such as that of {lacking[0].student!r} for "
                f"{lacking[0].lesson}"
            )
            raise DamagedRecord(self._path, what)

    def take(self, submission: Any, *, source: str = "", write: bool = True) -> list[Receipt]:
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
                self.add(receipt)
            else:
                known.append(receipt)
        return list(known)


def _text(time):
    return f"{time:%Y-%m-%d %H:%M:%S}" if time is not None else ""


def receipt_of(value: dict[str, Any]) -> Receipt:
    """Return the receipt in a line of the file.

    Raises
    ------
    TypeError
        If it is none.
    """
    receipt = Receipt(**value)
    for name, part in vars(receipt).items():
        if type(part) is not (int if name == "size" else str):
            raise TypeError(f"{name} must not be {type(part).__name__}")
    return receipt
