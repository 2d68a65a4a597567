"""Export the marks of a course as a file that another system imports."""

import csv
import io
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from reglab._files import write_file
from reglab.grading.errors import GradingError
from reglab.grading.intake.locate import shown
from reglab.grading.lms.canvas import WHO as CANVAS_IDS
from reglab.grading.lms.canvas import canvas_table
from reglab.grading.lms.moodle import WHO as MOODLE_IDS
from reglab.grading.lms.moodle import moodle_table
from reglab.grading.lms.nbgrader_csv import nbgrader_table
from reglab.grading.lms.read import read_ledger
from reglab.grading.lms.rosters import read_roster
from reglab.grading.lms.spreadsheet import begins_formula
from reglab.grading.records.files import one_line_errors
from reglab.grading.records.store import read_results

__all__ = ["FORMATS", "Exported", "export_marks"]

FORMATS = ("nbgrader", "canvas", "moodle")
SHOWN = 20  # lines about missing marks or students


@dataclass(frozen=True)
class Exported:
    """The outcome of an export.

    Attributes
    ----------
    students : int
        Number of students in the file.
    unfinished : list of (str, str, str)
        Student, lesson and cells that a person still has to mark.
    left : list of (str, str)
        Students who are not in the file, and why.
    partial : bool
        Whether the file contains the points so far of unfinished submissions.
    """

    students: int
    unfinished: list[tuple[str, str, str]] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    partial: bool = False

    def text(self) -> str:
        """Return a summary for the instructor, in a few lines."""
        lines = [f"{self.students} student{'' if self.students == 1 else 's'} exported."]
        if self.unfinished:
            what = (
                "have the points so far" if self.partial else "have no score; --partial gives one"
            )
            lines.append(f"Not completely marked, these {what}:")
            lines += _few(f"{shown(s)}, {lesson}: {cells}" for s, lesson, cells in self.unfinished)
        if self.left:
            lines.append("Not exported:")
            lines += _few(f"{shown(student)}: {why}" for student, why in self.left)
        return "\n".join(lines)


def _few(lines):
    lines = [f"  {line}" for line in lines]
    more = [f"  and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]


@one_line_errors()
def export_marks(
    course_dir: str | PathLike,
    path: str | PathLike,
    format: str,
    *,
    roster: str | PathLike | None = None,
    partial: bool = False,
) -> Exported:
    """Write the marks of a course.

    Names by which another system identifies a student are never changed. Other text that
    a spreadsheet would read as a formula gets an apostrophe, as in
    `reglab.grading.lms.grades_csv.write_csv`; a student with such an id is left out.

    Parameters
    ----------
    course_dir : path
        A graded course folder.
    path : path
        Replaced if it exists; its folder is created.
    format : str
        One of `FORMATS`.
    roster : path, optional
        A file exported from Canvas or Moodle, for the ids of the students.
    partial : bool
        Whether a submission with cells still to be marked by hand gets its points so
        far; otherwise its score is empty.

    Returns
    -------
    Exported

    Raises
    ------
    GradingError
        If nothing has been graded, or the roster is invalid.
    """
    if format not in FORMATS:
        raise GradingError(f"format must be one of {', '.join(FORMATS)}, got {format!r}")
    if roster is not None and format == "nbgrader":
        raise GradingError("roster must not be given for nbgrader, only for canvas and moodle")
    ledger = read_ledger(course_dir)
    known = read_roster(roster) if roster is not None else None
    students, left = _students(ledger, known)
    lessons = [name for name, (_, most) in ledger.lessons.items() if most]
    if format == "nbgrader":
        table = nbgrader_table(ledger, list(students), partial=partial)
    elif format == "canvas":
        table = canvas_table(ledger, students, lessons, partial=partial, roster=known)
    else:
        recorded = read_results(course_dir, missing_ok=True)
        results = {(result.lesson, result.student): result for result in recorded}
        columns = known.columns if known else None
        if columns is not None and not set(columns) & set(MOODLE_IDS):
            raise GradingError(f"{roster} must have one of the columns {', '.join(MOODLE_IDS)}")
        table = moodle_table(
            ledger, students, lessons, partial=partial, results=results, columns=columns
        )
    _write(path, table)
    unfinished = [
        (line.student, line.lesson, ", ".join(line.waiting))
        for line in ledger.lines.values()
        if line.waiting and line.student in students
    ]
    return Exported(len(students), sorted(unfinished), left, partial)


def _students(ledger, roster):
    """Students in the file, with their rows of the roster, and students left out."""
    students, left, same = {}, [], {}
    for student in sorted(ledger.students):
        row, problem = roster.find(student) if roster else (None, "")
        ids = [row.get(name, "") for name in (*CANVAS_IDS[1:], *MOODLE_IDS)] if row else [student]
        if not problem and any(map(begins_formula, ids)):
            problem = "a spreadsheet would read this id as a formula: enter it by hand"
        if problem:
            left.append((student, problem))
        else:
            students[student] = row
            same.setdefault(tuple(row.items()) if row else student, []).append(student)
    # If two names match one row, it is unknown which has the right marks.
    for names in same.values():
        for student in names if len(names) > 1 else ():
            other = next(name for name in names if name != student)
            problem = f"{shown(other)} has the same row in the roster: enter it by hand"
            left.append((student, problem))
            del students[student]
    return students, left


def _write(path, table):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.getvalue().encode("utf-8", "replace"))
