"""The table of ``nbgrader export``, but with quoted fields, so that names may contain commas."""

from collections.abc import Sequence

from reglab.grading.lms.ledger import Ledger
from reglab.grading.lms.spreadsheet import text

__all__ = ["nbgrader_table"]

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def nbgrader_table(ledger: Ledger, students: Sequence[str], *, partial: bool) -> list[tuple]:
    """Return a row for each lesson and student; as in nbgrader, no submission gives 0 points.

    Parameters
    ----------
    ledger : Ledger
    students : list of str
    partial : bool
        Whether to include points while cells are still to be marked by hand.

    Returns
    -------
    list of tuple
    """
    rows: list[tuple] = [COLUMNS]
    for lesson, (due, most) in ledger.lessons.items():
        for student in students:
            first, last, email = ledger.students[student]
            line = ledger.lines.get((lesson, student))
            if line is None:
                scores = ("0.0", "0.0", "0.0")
            else:
                score = line.score(partial=partial)
                raw = None if score is None else line.raw_score
                scores = (_plain(raw), str(line.penalty), _plain(score))
            time = line.time if line else None
            who = (student, text(last), text(first), text(email))
            rows.append((text(lesson), _plain(due), _plain(time), *who, *scores, str(most)))
    return rows


def _plain(value):
    return "" if value is None else str(value)
