"""Notes for the instructor on late and repeated submissions; these never cost marks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from reglab.grading.intake.take_in import Submission
from reglab.grading.results import GradeResult, Status

__all__ = ["GONE", "LINKED", "lateness", "renewed"]

GONE = "the submission is no longer there: this is the result of an earlier one"
LINKED = (
    "the notebook is now a hard link and was not read: this is the result of an earlier grading; "
    "replace the folder by a copy made with `cp -r`"
)


def lateness(
    submission: Submission, due: datetime | None, count: int, source: str = ""
) -> Iterator[str]:
    """Yield notes for the instructor.

    Parameters
    ----------
    submission : Submission
    due : datetime.datetime or None
        In UTC, without a time zone, like the submission's own time.
    count : int
        Number of different submissions so far, including this one.
    source : str
        The submission's name where it was collected, see `Receipt`.

    Yields
    ------
    str

    Examples
    --------
    >>> from datetime import datetime
    >>> from reglab.grading.intake.take_in import Submission
    >>> late = Submission("ann", "03_lasso", b"", time=datetime(2026, 11, 2, 10, 5))
    >>> list(lateness(late, datetime(2026, 11, 1), 2))
    ['late: by 1 day and 10:05 hours', 'resubmitted: this is number 2']
    """
    if due is not None and submission.time is not None and submission.time > due:
        late = submission.time - due
        hours, minutes = divmod(late.seconds // 60, 60)
        days = f"{late.days} day{'s' if late.days > 1 else ''} and " if late.days else ""
        yield f"late: by {days}{hours}:{minutes:02} hours"
    if source.endswith(" late"):
        yield f"late: {source.partition(' ')[0].capitalize()} says so"
    elif source.startswith("canvas"):
        pass  # its downloads have no times, but mark late submissions
    elif due is not None and submission.time is None:
        yield "late or not is unknown: there is no timestamp.txt"
    if count > 1:
        yield f"resubmitted: this is number {count}"


def renewed(result: GradeResult, notes: list[str]) -> GradeResult:
    """Return an earlier result with new notes on its time.

    Parameters
    ----------
    result : GradeResult
    notes : list of str
        Notes on the submission, including those of `lateness`.

    Returns
    -------
    GradeResult
    """
    old, new = list(filter(_is_ours, result.flags)), list(filter(_is_ours, notes))
    if old == new:
        return result
    flags = (*new, *(line for line in result.flags if not _is_ours(line)))
    if result.status != Status.GRADED:
        return replace(result, flags=flags)
    return replace(result, flags=flags, reason=next(iter(flags), ""))


def _is_ours(line):
    return line.startswith(("late: ", "late or not ", "resubmitted: ", GONE, LINKED))
