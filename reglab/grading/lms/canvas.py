"""The table that Canvas imports as its gradebook."""

import re
from collections.abc import Mapping, Sequence

from reglab.grading.lms.ledger import Ledger
from reglab.grading.lms.rosters import CANVAS_ID, Roster
from reglab.grading.lms.spreadsheet import number, text

__all__ = ["canvas_table"]

WHO = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# Canvas does not import this row as a student; the spaces are required.
POSSIBLE = "    Points Possible"


def canvas_table(
    ledger: Ledger,
    students: Mapping[str, dict | None],
    lessons: Sequence[str],
    *,
    partial: bool,
    roster: Roster | None = None,
) -> list[tuple]:
    """Return a row for each student and a column for each lesson.

    Parameters
    ----------
    ledger : Ledger
    students : dict of (dict or None)
        Rows of the roster by student.
    lessons : list of str
    partial : bool
    roster : Roster, optional
        Its column names of lessons contain Canvas's numbers.

    Returns
    -------
    list of tuple
    """
    names = [_column(lesson, roster.columns if roster else ()) for lesson in lessons]
    possible = [number(ledger.lessons[lesson][1]) for lesson in lessons]
    rows: list[tuple] = [(*WHO, *map(text, names)), (POSSIBLE, "", "", "", "", *possible)]
    for student, known in students.items():
        lines = [ledger.lines.get((lesson, student)) for lesson in lessons]
        scores = [line.score(partial=partial) if line else None for line in lines]
        rows.append((*_who(student, known), *map(number, scores)))
    return rows


def _who(student, known):
    if known is not None:
        name, *ids = (known.get(column, "") for column in WHO)
        return (text(name), *ids)
    of_canvas = CANVAS_ID.fullmatch(student)
    if of_canvas:  # collected from Canvas
        return (text(student), of_canvas[1], "", "", "")
    return (text(student), "", "", student, "")


def _column(lesson, columns):
    """The lesson's column in Canvas, such as ``03_lasso (4711)``; a new one if there is none."""
    for column in columns:
        if re.sub(r"\s*\(\d+\)$", "", column).casefold() == lesson.casefold():
            return column
    return lesson
