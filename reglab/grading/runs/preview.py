"""Show whose marks would change, and by how much, without writing anything."""

import json
import shutil
from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reglab.course.lessons import RELEASE_FOLDER, SOURCE_FOLDER
from reglab.grading.errors import GradingError
from reglab.grading.records.autograde import GRADEBOOK
from reglab.grading.records.course_file import COURSE_FILE, read_course_file
from reglab.grading.records.files import one_line_errors
from reglab.grading.records.journal import JOURNAL
from reglab.grading.records.receipts import RECEIPTS
from reglab.grading.records.roster import SUBMITTED
from reglab.grading.records.seed import SEED_FILE
from reglab.grading.records.store import RESULTS_FILE, read_results
from reglab.grading.results import GradeResult
from reglab.grading.runs.differences import differences
from reglab.grading.runs.grade_class import grade_class
from reglab.grading.verdict.reproducible import OTHER_MARKS

__all__ = ["changes", "differences", "preview_class"]

# Linked, since they are only read, and may be large.
_LINKED = (SUBMITTED, "autograded")
# Copied, since a changed lesson is registered in the gradebook before it is graded.
_COPIED = (SOURCE_FOLDER, RELEASE_FOLDER, GRADEBOOK, RESULTS_FILE, JOURNAL, RECEIPTS, SEED_FILE)


@one_line_errors()
def preview_class(
    lessons: Iterable[str] | None, course_dir: str | PathLike, **options: Any
) -> list[GradeResult]:
    """Grade a class in a temporary copy of its course folder.

    Parameters
    ----------
    lessons, course_dir, **options
        See `grade_class`.

    Returns
    -------
    list of GradeResult
        What a run would record now.
    """
    source = Path(course_dir).resolve()
    with TemporaryDirectory(prefix="reglab-preview-") as name:
        copy = Path(name)
        for part in filter(lambda part: (source / part).exists(), _LINKED):
            (copy / part).symlink_to(source / part)
        for part in filter(lambda part: (source / part).exists(), _COPIED):
            copier = shutil.copytree if (source / part).is_dir() else shutil.copy2
            copier(source / part, copy / part)
        text = _without_gradebook(read_course_file(source))
        (copy / COURSE_FILE).write_text(text, encoding="utf-8")
        try:
            return grade_class(lessons, copy, record=False, **options)
        except GradingError as error:
            raise GradingError(str(error).replace(str(copy), str(course_dir))) from None


def _without_gradebook(said):
    """The course file of the copy, without the gradebook, since the copy has its own.

    It is written from the parsed values, because editing TOML as text is error-prone.
    """
    tables = {
        "points": {name: repr(value) for name, value in said.points.items()},
        "due": {name: time.isoformat() for name, time in said.due.items()},
        "limits": {name: repr(value) for name, value in said.limits.to_dict().items()},
    }
    lines = []
    for table, values in tables.items():
        lines.append(f"[{table}]")
        # A JSON string is a TOML string if it contains no surrogate pair.
        lines += [
            f"{json.dumps(name, ensure_ascii=False)} = {value}" for name, value in values.items()
        ]
    return "\n".join(lines) + "\n"


def changes(results: Sequence[GradeResult], course_dir: str | PathLike) -> str:
    """Return a text that compares results with the recorded ones.

    Parameters
    ----------
    results : list of GradeResult
        Results of a run that recorded nothing.
    course_dir : path

    Returns
    -------
    str
        A line for each submission that would change, and a summary.
    """
    before = {(r.student, r.lesson): r for r in read_results(course_dir, missing_ok=True)}
    lines, new, changed = [], 0, 0
    for result in results:
        recorded = before.get((result.student, result.lesson))
        if recorded is None:
            new += 1
            continue
        found = differences(recorded, result)
        if found:
            changed += 1
            lines.append(f"{result.student}, {result.lesson}: {'; '.join(found)}")
            if result.key and result.key == recorded.key:
                lines.append(f"  {OTHER_MARKS}")
    total = len(results)
    summary = (
        f"{changed} of {total} would change, {new} would be new, "
        f"{total - changed - new} would stay. Nothing was written."
    )
    return "\n".join([*lines, summary])
