"""Write a class's results as a CSV file that is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from reglab._files import write_file
from reglab.grading.lms.spreadsheet import number
from reglab.grading.lms.spreadsheet import text as text_field
from reglab.grading.results import GradeResult

__all__ = ["write_csv"]

COLUMNS = (
    *("student", "lesson", "score", "max_score", "by_hand", "status", "sandboxed"),
    *("first_hint", "reason"),
)


def write_csv(results: Sequence[GradeResult], path: str | PathLike) -> None:
    """Write ``grades.csv``: a row for each student, and a column for each graded cell.

    A name, a hint or a reason may come from a student. If a spreadsheet could read it
    as a formula, it gets an apostrophe in front, as in spreadsheets; see
    `reglab.grading.lms.spreadsheet`. Numbers are written as numbers, and a missing
    score as an empty field.

    Parameters
    ----------
    results : list of GradeResult
    path : path
        Replaced if it exists; its folder is created.
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
