"""A class's results as CSV that spreadsheets can open without harm."""

import csv
import io
from pathlib import Path

from reglab.course.files import write_file
from reglab.grading.lms.spreadsheet import number
from reglab.grading.lms.spreadsheet import text as text_field

__all__ = ["write_csv"]

COLUMNS = (
    *("student", "lesson", "score", "max_score", "by_hand", "status", "sandboxed"),
    *("first_hint", "reason"),
)


def write_csv(results, path):
    """Write ``grades.csv``: a row for each student, and a column for each graded cell.

    A name, a hint or a reason may come from a student. If it would begin a
    formula in a spreadsheet (``=``, ``+``, ``-``, ``@``, a tab or a carriage
    return), an apostrophe is put in front of it, as spreadsheets do themselves
    for text; numbers are written as numbers. A score that there is none of is
    an empty field.

    Parameters
    ----------
    results : list of GradeResult
    path : path
        Replaced if it exists; its folder is made.
    """
    cells = list(dict.fromkeys(item.cell for result in results for item in result.exercises))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*COLUMNS, *map(text_field, cells)])
    for result in results:
        scores = {item.cell: item.score for item in result.exercises}
        writer.writerow(
            [
                text_field(result.student),
                text_field(result.lesson),
                number(result.score),
                number(result.max_score),
                number(result.by_hand),
                text_field(result.status),
                "yes" if result.sandboxed else "no",
                text_field(result.first_hint),
                text_field(result.reason),
                *(number(scores.get(cell)) for cell in cells),
            ]
        )
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.getvalue().encode("utf-8", "replace"))
