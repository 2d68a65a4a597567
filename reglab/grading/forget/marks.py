"""The rows of one student in nbgrader's gradebook."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.records.autograde import GRADEBOOK, gradebook_url
from reglab.grading.records.course_file import CourseFile
from reglab.grading.records.open_gradebook import open_gradebook

__all__ = ["Marks"]


class Marks:
    """The student's marks and comments, those given by hand included; see `Place`.

    Parameters
    ----------
    root : Path
        The course folder.
    course_file : CourseFile
    student : str
    """

    name = "gradebook"

    def __init__(self, root: Path, course_file: CourseFile, student: str):
        self._url, self._student = gradebook_url(root, course_file), student
        self._file = None if course_file.gradebook else root / GRADEBOOK
        # A name that can't be printed is never enrolled, and a driver may fail to encode it.
        self._there = student.isprintable() and (self._file is None or self._file.is_file())

    def count(self) -> str:
        """See `Place`."""
        rows = self._rows()
        if rows is None:
            return ""
        number = sum(
            len(notebook[kind])
            for submission in rows["submissions"]
            for notebook in submission["notebooks"]
            for kind in ("grades", "comments")
        )
        return f"{number} marks and comments"

    def content(self) -> Iterator[tuple[str, bytes | str]]:
        """See `Place`."""
        rows = self._rows()
        if rows is not None:
            yield "gradebook.json", (json.dumps(rows, indent=1) + "\n").encode()

    def delete(self) -> None:
        """See `Place`."""
        if not self._there:
            return
        with open_gradebook(self._url) as book:
            book.forget(self._student)
        if self._file is not None:
            try:
                # SQLite keeps deleted rows in free pages of the file; this writes it afresh.
                with closing(sqlite3.connect(self._file)) as connection:
                    connection.execute("VACUUM")
            except sqlite3.Error as error:  # the formgrader is using it, or the disk is full
                raise GradingError(
                    f"{self._file}: the rows are deleted, but the file still holds their bytes "
                    f"({error}); stop the formgrader and run the same command again"
                ) from None

    def _rows(self):
        if not self._there:
            return None
        with open_gradebook(self._url) as book:
            return book.read(lambda session: _dumped(session, self._student))


def _dumped(session, student):
    from nbgrader import api

    found = session.query(api.Student).filter_by(id=student).one_or_none()
    if found is None:
        return None
    return _values(found) | {
        "submissions": [
            _values(submission)
            | {
                "lesson": submission.assignment.name,
                "notebooks": [
                    _values(notebook)
                    | {
                        kind: [
                            {"cell": item.name} | _values(item) for item in getattr(notebook, kind)
                        ]
                        for kind in ("grades", "comments")
                    }
                    for notebook in submission.notebooks
                ],
            }
            for submission in found.submissions
        ]
    }


def _values(row):
    found = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    plain = (str, int, float, bool, type(None))
    return {key: value if isinstance(value, plain) else str(value) for key, value in found.items()}
