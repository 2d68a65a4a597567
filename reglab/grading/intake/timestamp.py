"""Read from ``timestamp.txt`` when a submission was handed in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from reglab.course.quiet import quiet
from reglab.grading.plain_file import read_plain

__all__ = ["FILE", "read_timestamp"]

FILE = "timestamp.txt"
LONGEST = 100  # characters; a time has about thirty


def read_timestamp(folder: Path, now: datetime | None = None) -> tuple[datetime | None, str]:
    """Read the time of a submission.

    nbgrader refuses a submission whose timestamp it cannot read. Here this is only
    a note, since the answers can still be graded.

    Parameters
    ----------
    folder : Path
        The submission's folder.
    now : datetime.datetime, optional
        In UTC, without a time zone. A later time is recorded, with a note.

    Returns
    -------
    time : datetime.datetime or None
        In UTC, without a time zone, as nbgrader records it.
    problem : str
        A note for the instructor; empty if the time is valid or there is no such file.
    """
    try:
        content = read_plain(folder / FILE, LONGEST + 1, own=folder.parent)
        text = content.decode("utf-8-sig").strip()
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        if error.errno:
            return None, _problem("a file that cannot be read")
        return None, _problem(f"something that {str(error.strerror).removeprefix('it ')}")
    except UnicodeDecodeError:
        return None, _problem("a file that cannot be read")
    if not text:
        return None, _problem("an empty file")
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
    late = f"{FILE}: {time:%Y-%m-%d} is in the future" if time - now > timedelta(1) else ""
    return time, late


def _problem(came):
    return (
        f"{FILE} must be a time such as 2030-01-31 12:00:00 UTC, got {came}; no time was recorded"
    )
