"""A class's results as CSV that spreadsheets can open without harm."""

import csv
import io
from pathlib import Path

from reglab.course.files import write_file
from reglab.grading.results import points

__all__ = ["write_csv"]

COLUMNS = ("student", "lesson", "score", "max_score", "by_hand", "status", "first_hint", "reason")
# What a spreadsheet takes for the beginning of a formula when it opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    writer.writerow([*COLUMNS, *map(_text, cells)])
    for result in results:
        scores = {item.cell: item.score for item in result.exercises}
        writer.writerow(
            [
                _text(result.student),
                _text(result.lesson),
                _number(result.score),
                _number(result.max_score),
                _number(result.by_hand),
                _text(result.status),
                _text(result.first_hint),
                _text(result.reason),
                *(_number(scores.get(cell)) for cell in cells),
            ]
        )
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.getvalue().encode("utf-8", "replace"))


def _text(value):
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _number(value):
    return "" if value is None else points(value)
