"""The table of marks and feedback that Moodle's grade import reads."""

from collections.abc import Mapping, Sequence
from html import escape

from reglab.grading.lms.ledger import Ledger
from reglab.grading.lms.spreadsheet import number, text
from reglab.grading.results import GradeResult, points

__all__ = ["moodle_table"]

# Moodle's names of the columns that can identify a student.
WHO = ("Username", "ID number", "Email address")
LONGEST = 2_000  # characters of feedback


def moodle_table(
    ledger: Ledger,
    students: Mapping[str, dict | None],
    lessons: Sequence[str],
    *,
    partial: bool,
    results: Mapping[tuple[str, str], GradeResult],
    columns: Sequence[str] | None = None,
) -> list[tuple]:
    """Return a row for each student, with points and feedback for each lesson.

    Parameters
    ----------
    ledger : Ledger
    students : dict of (dict or None)
        Rows of the roster by student.
    lessons : list of str
    partial : bool
    results : dict of GradeResult
        Results by lesson and student, for the feedback.
    columns : list of str, optional
        The columns of the roster.

    Returns
    -------
    list of tuple
    """
    who = [column for column in WHO if column in (columns or WHO[:1])]
    parts = ("", " (feedback)")
    rows = [(*who, *(text(f"{name}{part}") for name in lessons for part in parts))]
    for student, known in students.items():
        fields = [known.get(column, "") if known else student for column in who]
        for lesson in lessons:
            line = ledger.lines.get((lesson, student))
            score = line.score(partial=partial) if line else None
            # Moodle reads empty points with feedback as "no points", so leave both empty.
            said = "" if score is None else _feedback(line, results.get((lesson, student)))
            fields += [number(score), text(said)]
        rows.append(tuple(fields))
    return rows


def _feedback(line, result):
    """The feedback, escaped because Moodle shows it as HTML."""
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
