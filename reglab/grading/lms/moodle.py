"""Marks and feedback as a CSV file, as Moodle's grade import takes it."""

from html import escape

from reglab.grading.lms.spreadsheet import number, text
from reglab.grading.results import points

__all__ = ["moodle_table"]

# What Moodle can know a student by, as it calls these columns.
WHO = ("Username", "ID number", "Email address")
LONGEST = 2_000  # characters of feedback


def moodle_table(ledger, students, lessons, *, partial, results, columns=None):
    """A row for each student, two columns for each lesson: points and feedback.

    Parameters
    ----------
    ledger : Ledger
    students : dict of (dict or None)
        Each with the row of the roster.
    lessons : list of str
    partial : bool
    results : dict of GradeResult
        By lesson and student, for the feedback.
    columns : list of str, optional
        Of the roster.

    Returns
    -------
    list of tuple
    """
    who = [column for column in WHO if column in (columns or WHO[:1])]
    rows = [(*who, *(f"{name}{part}" for name in lessons for part in ("", " (feedback)")))]
    for student, known in students.items():
        fields = [known.get(column, "") if known else student for column in who]
        for lesson in lessons:
            line = ledger.lines.get((lesson, student))
            score = line.score(partial=partial) if line else None
            # Moodle takes an empty field for the points with feedback as "no points at all".
            said = "" if score is None else _feedback(line, results.get((lesson, student)))
            fields += [number(score), text(said)]
        rows.append(tuple(fields))
    return rows


def _feedback(line, result):
    """What to say, as text that Moodle, which shows it as HTML, cannot take for markup."""
    items = {item.cell: item for item in result.exercises} if result else {}
    told = result and result.reason and result.reason not in result.suspicions
    parts = [result.reason] if told else []
    for cell, mark in line.marks.items():
        if mark.score is None or not mark.max_score:
            continue
        item = items.get(cell)
        full = mark.score >= mark.max_score
        hint = f" ({item.hint})" if item and item.hint and not full else ""
        name = item.name if item else cell
        parts.append(f"{name} {points(mark.score)}/{points(mark.max_score)}{hint}")
    said = "; ".join(" ".join(part.split()) for part in parts)
    return escape(said[:LONGEST], quote=False)
