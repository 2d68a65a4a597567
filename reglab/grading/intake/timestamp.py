"""When a submission was handed in, as its ``timestamp.txt`` has it."""

import stat
from datetime import UTC, datetime, timedelta

from reglab.course.quiet import quiet

__all__ = ["FILE", "read_timestamp"]

FILE = "timestamp.txt"
LONGEST = 100  # characters; a time has about thirty


def read_timestamp(folder, now=None):
    """Read the time of a submission.

    nbgrader gives up on a submission whose timestamp it cannot read; the answers
    in it are no worse for that, so here it is only something to say.

    Parameters
    ----------
    folder : Path
        The submission's.
    now : datetime.datetime, optional
        In UTC, without a time zone; a time after it is recorded, and said.

    Returns
    -------
    time : datetime.datetime or None
        In UTC, without a time zone, as nbgrader records it.
    problem : str
        What a human should know; empty if all is well or there is no such file.
    """
    try:
        if not stat.S_ISREG((folder / FILE).lstat().st_mode):
            return None, _problem("something that is no file")
        with open(folder / FILE, "rb") as file:
            text = file.read(LONGEST + 1).decode("utf-8-sig").strip()
    except FileNotFoundError:
        return None, ""
    except (OSError, UnicodeDecodeError):
        return None, _problem("something else")
    if not text:
        return None, _problem("nothing")
    with quiet():
        from nbgrader.utils import parse_utc
    try:
        if len(text) > LONGEST:
            raise ValueError
        time = parse_utc(text)
    except (ValueError, OverflowError, TypeError):
        return None, _problem(repr(text[:40]))
    now = now or datetime.now(UTC).replace(tzinfo=None)
    # A text without a time zone may be up to a day ahead.
    late = f"{FILE}: {time:%Y-%m-%d} lies in the future" if time - now > timedelta(1) else ""
    return time, late


def _problem(came):
    return f"{FILE}: expected a time such as 2030-01-31 12:00:00 UTC, got {came}; none recorded"
