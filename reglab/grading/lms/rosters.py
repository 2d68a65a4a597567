"""Find students in a roster that another system has exported."""

import csv
import re
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from reglab.grading.errors import GradingError

__all__ = ["CANVAS_ID", "Roster", "read_roster"]

LARGEST = 20_000_000  # bytes
# Canvas's and Moodle's names of the columns that identify a student, in lower case.
_KEYS = ("id", "sis login id", "sis user id", "username", "id number", "email address", "email")
# A student collected from Canvas: a name, and Canvas's number of the student.
CANVAS_ID = re.compile(r".+_(\d+)")


class Roster:
    """The students in a file.

    Parameters
    ----------
    columns : list of str
    rows : list of dict
        Values by column.
    """

    def __init__(self, columns: list[str], rows: Iterable[dict[str, str]]):
        self.columns = columns
        self._by_key: dict[str, list[dict]] = {}
        self._by_name: dict[str, list[dict]] = {}
        self._by_canvas_id: dict[str, list[dict]] = {}
        for row in rows:
            small = {name.casefold().strip(): (value or "").strip() for name, value in row.items()}
            for key in _KEYS:
                if small.get(key):
                    self._by_key.setdefault(small[key].casefold(), []).append(row)
            if small.get("id"):
                self._by_canvas_id.setdefault(small["id"], []).append(row)
            for name in _names(small):
                self._by_name.setdefault(name.casefold(), []).append(row)

    def find(self, student: str) -> tuple[dict[str, str] | None, str]:
        """Return a student's row.

        Parameters
        ----------
        student : str
            The name in ``submitted/``.

        Returns
        -------
        row : dict or None
        problem : str
            Why there is no row; empty if there is one.
        """
        match = CANVAS_ID.fullmatch(student)
        tries = [(self._by_key, student), (self._by_name, student)]
        if match:  # collected from Canvas; its number may also occur in another column
            tries.insert(1, (self._by_canvas_id, match[1]))
        for known, name in tries:
            rows = _different(known.get(name.casefold(), []))
            if len(rows) == 1:
                return rows[0], ""
            if rows:
                return None, f"{len(rows)} students in the roster have this name"
        return None, "not in the roster"


def _different(rows):
    return [row for index, row in enumerate(rows) if row not in rows[:index]]


def _names(row):
    """The forms in which a name may be written."""
    whole = row.get("student") or row.get("full name") or ""
    first, last = row.get("first name", ""), row.get("last name") or row.get("surname", "")
    if "," in whole and not first:
        last, _, first = (part.strip() for part in whole.partition(","))
    participant = row.get("identifier", "").replace(" ", "_")  # with anonymous marking
    both = f"{first} {last}".strip()
    return {name for name in (whole, both, participant) if name}


def read_roster(path: str | PathLike) -> Roster:
    """Read a roster.

    Parameters
    ----------
    path : path
        A CSV file: the gradebook from Canvas; or the participants, grades or grading
        worksheet from Moodle.

    Returns
    -------
    Roster

    Raises
    ------
    GradingError
        If it is not such a file.
    """
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("it is far too large")
        text = path.read_text(encoding="utf-8-sig")
        head = text.partition("\n")[0]
        delimiter = max(",;\t", key=head.count)
        reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter, restval="")
        columns = [name.strip() for name in reader.fieldnames or []]
        rows = [
            {k.strip(): v for k, v in row.items() if k is not None} for row in reader if any(row)
        ]
    except FileNotFoundError:
        raise GradingError(f"{path} must be a roster, got nothing") from None
    except (OSError, ValueError, csv.Error) as error:
        raise GradingError(f"{path} must be a CSV file: {str(error)[:80]}") from None
    known = {name.casefold() for name in columns}
    if not known & {*_KEYS, "student", "full name"}:
        raise GradingError(
            f"{path} must have a column such as ID, SIS Login ID, Username or Email address, "
            f"got {', '.join(columns[:5]) or 'none'}"
        )
    return Roster(columns, rows)
