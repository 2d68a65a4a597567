"""Check the gradebook before anything is graded or exported."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from reglab.checks.judging.report import plain
from reglab.grading.errors import GradingError
from reglab.grading.records.autograde import gradebook_url
from reglab.grading.records.course_file import CourseFile
from reglab.grading.records.damage import DamagedRecord, said
from reglab.grading.records.database import hidden
from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.records.roster import roster
from reglab.grading.results import GradeResult

__all__ = ["check_file", "database_file", "require_gradebook"]

_SQLITE = "sqlite:///"


def database_file(url: str) -> Path | None:
    """Return the file of an SQLite database; None for a database on a server."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def require_gradebook(root: Path, course_file: CourseFile, results: Iterable[GradeResult]) -> None:
    """Check that the gradebook can be read and has the lessons that were graded.

    A gradebook without them was deleted or exchanged, and with it the marks that a person
    gave. A new one must not hide that.

    Parameters
    ----------
    root : Path
        The course folder.
    course_file : CourseFile
    results : list of GradeResult
        The results of earlier runs.

    Raises
    ------
    GradingError
        If it cannot be used; the message says what becomes of marks given by hand.
    """
    url = gradebook_url(root, course_file)
    handed_in: set[str] = set().union(*roster(root).values())
    graded = Counter(r.lesson for r in results if r.score is not None and r.lesson in handed_in)
    path = database_file(url)
    if path is not None:
        check_file(path)
        if not path.exists() or not path.stat().st_size:
            if graded:
                raise _lost(root, url, "is empty" if path.exists() else "is missing", graded)
            return
    if graded:
        lessons = _lessons_of_file(path) if path is not None else _lessons_of_server(url)
        lacking = Counter({name: graded[name] for name in graded if name not in lessons})
        if lacking:
            raise _lost(root, url, f"has no marks of {', '.join(sorted(lacking))}", lacking)


def check_file(path: Path) -> None:
    """Check an SQLite database; no file, or an empty one, has no faults.

    Raises
    ------
    DamagedRecord
    """
    if os.path.lexists(path) and not path.is_file():  # SQLite waits for a pipe without end
        what = "is a link to a file that is missing" if path.is_symlink() else "is not a file"
        raise DamagedRecord(path, f"{what}, and {_BY_HAND}", _way_out(path.parent))
    if path.exists() and not os.access(path, os.R_OK):
        what = f"may not be read by this user, and {_BY_HAND}"
        raise DamagedRecord(path, what, "allow it, and run the same command again")
    if path.is_file() and not path.stat().st_size:
        return
    rows = _query(path, "PRAGMA integrity_check(1)") if path.exists() else [("ok",)]
    if rows != [("ok",)]:
        reason = " ".join(plain(str(rows[0][0])).split())[:100] if rows else "unknown"
        raise DamagedRecord(path, f"is damaged ({reason}), and {_BY_HAND}", _way_out(path.parent))


def _query(path, query):
    try:
        # Not read-only: a transaction that a killed run left behind has to be rolled back.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as book:
            book.text_factory = lambda content: content.decode("utf-8", "replace")
            return book.execute(query).fetchall()
    except UnicodeDecodeError:  # in SQLite's own message, which quotes a damaged table
        raise DamagedRecord(
            path, f"is damaged (its tables cannot be read), and {_BY_HAND}", _way_out(path.parent)
        ) from None
    except sqlite3.Error as error:
        if "locked" in str(error):
            raise GradingError(
                f"{path} is in use by another program ({error}); close it and run this again"
            ) from None
        raise DamagedRecord(path, f"{said(error)}, and {_BY_HAND}", _way_out(path.parent)) from None


_HANDED_IN = (
    "SELECT DISTINCT assignment.name FROM submitted_assignment JOIN assignment "
    "ON submitted_assignment.assignment_id = assignment.id"
)
_BY_HAND = "marks that were given by hand since the last grading are only there"


def _lessons_of_file(path):
    if not _query(path, "SELECT name FROM sqlite_master WHERE name = 'submitted_assignment'"):
        return set()
    return {name for (name,) in _query(path, _HANDED_IN)}


def _lessons_of_server(url):
    from sqlalchemy import text

    with open_gradebook(url) as book:
        return {name for (name,) in book.read(lambda session: session.execute(text(_HANDED_IN)))}


def _lost(root, url, what, graded):
    path = database_file(url)
    where = path if path is not None else f"the gradebook at {hidden(url)}"
    return GradingError(
        f"{where} {what}, although results.json has marks of {graded.total()} submissions; "
        f"{_BY_HAND}; nothing was changed: {_way_out(root)}"
    )


def _way_out(root):
    return (
        f"restore a backup of it, or run `reglab grade --recover --course {root}`, "
        "which takes the marks by hand that results.json has"
    )
