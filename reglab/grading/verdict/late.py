"""What the time and the number of submissions say: shown to the instructor, never a penalty."""

from dataclasses import replace

from reglab.grading.results import Status

__all__ = ["GONE", "lateness", "renewed"]

GONE = "the submission is no longer there: this is the result of an earlier one"


def lateness(submission, due, count, source=""):
    """Lines for a human.

    Parameters
    ----------
    submission : Submission
    due : datetime.datetime or None
        In UTC, without a time zone, like the submission's own time.
    count : int
        How many different submissions there have been, this one included.
    source : str
        What it is called where it was collected, see `Receipt`.

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
        pass  # its downloads have no times, but it marks the late ones itself
    elif due is not None and submission.time is None:
        yield "late or not is unknown: there is no timestamp.txt"
    if count > 1:
        yield f"resubmitted: this is number {count}"


def renewed(result, notes):
    """An earlier result, with what is known now of its time.

    Parameters
    ----------
    result : GradeResult
    notes : list of str
        Of the submission, `lateness` among them.

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
    return line.startswith(("late: ", "late or not ", "resubmitted: ", GONE))
