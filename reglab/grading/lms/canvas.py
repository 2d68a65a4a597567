"""Canvas's gradebook as a CSV file, as its import takes it."""

import re

from reglab.grading.lms.rosters import CANVAS_ID
from reglab.grading.lms.spreadsheet import number, text

__all__ = ["canvas_table"]

WHO = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# Canvas leaves this row alone; the spaces are its own.
POSSIBLE = "    Points Possible"


def canvas_table(ledger, students, lessons, *, partial, roster=None):
    """A row for each student, a column for each lesson.

    Parameters
    ----------
    ledger : Ledger
    students : dict of (dict or None)
        Each with the row of the roster.
    lessons : list of str
    partial : bool
    roster : Roster, optional
        Its columns for the lessons have Canvas's numbers in their names.

    Returns
    -------
    list of tuple
    """
    names = [_column(lesson, roster.columns if roster else ()) for lesson in lessons]
    possible = [number(ledger.lessons[lesson][1]) for lesson in lessons]
    rows = [(*WHO, *map(text, names)), (POSSIBLE, "", "", "", "", *possible)]
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
    if of_canvas:  # as it was collected from there
        return (text(student), of_canvas[1], "", "", "")
    return (text(student), "", "", student, "")


def _column(lesson, columns):
    """The lesson's column in Canvas, ``03_lasso (4711)``; a new one if there is none."""
    for column in columns:
        if re.sub(r"\s*\(\d+\)$", "", column).casefold() == lesson.casefold():
            return column
    return lesson
