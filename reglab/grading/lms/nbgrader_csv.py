"""The columns of ``nbgrader export``, quoted: a comma in a name breaks nbgrader's own rows."""

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


def nbgrader_table(ledger, students, *, partial):
    """A row for each lesson and each student; who handed in nothing has 0 points, as there.

    Parameters
    ----------
    ledger : Ledger
    students : list of str
    partial : bool
        Whether points count before a human has given all.

    Returns
    -------
    list of tuple
    """
    rows = [COLUMNS]
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
            rows.append((lesson, _plain(due), _plain(time), *who, *scores, str(most)))
    return rows


def _plain(value):
    return "" if value is None else str(value)
