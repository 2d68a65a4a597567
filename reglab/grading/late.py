"""What the time and the number of submissions say: shown to the instructor, never a penalty."""

__all__ = ["lateness"]


def lateness(submission, due, count):
    """Lines for a human.

    Parameters
    ----------
    submission : Submission
    due : datetime.datetime or None
        In UTC, without a time zone, like the submission's own time.
    count : int
        How many different submissions there have been, this one included.

    Yields
    ------
    str

    Examples
    --------
    >>> from datetime import datetime
    >>> from reglab.grading.intake import Submission
    >>> late = Submission("ann", "03_lasso", b"", time=datetime(2026, 11, 2, 10, 5))
    >>> list(lateness(late, datetime(2026, 11, 1), 2))
    ['late: by 1 day and 10:05 hours', 'resubmitted: this is number 2']
    """
    if due is not None and submission.time is not None and submission.time > due:
        late = submission.time - due
        hours, minutes = divmod(late.seconds // 60, 60)
        days = f"{late.days} day{'s' if late.days > 1 else ''} and " if late.days else ""
        yield f"late: by {days}{hours}:{minutes:02} hours"
    if due is not None and submission.time is None:
        yield "late or not is unknown: there is no timestamp.txt"
    if count > 1:
        yield f"resubmitted: this is number {count}"
