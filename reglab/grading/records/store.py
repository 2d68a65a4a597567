"""Store the results of a course in one file, which reports read."""

import json
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from reglab.course.files import write_file
from reglab.grading.errors import GradingError
from reglab.grading.results import GradeResult

__all__ = ["RESULTS_FILE", "read_results", "save_results"]

RESULTS_FILE = "results.json"
VERSION = 2


def read_results(course_dir: str | PathLike, *, missing_ok: bool = False) -> list[GradeResult]:
    """Return the results of all submissions graded in a course folder.

    Parameters
    ----------
    course_dir : path
    missing_ok : bool
        Return an empty list if there are no results, or only those of an older version.

    Returns
    -------
    list of GradeResult
        By student, then by lesson.

    Raises
    ------
    GradingError
        If nothing has been graded here, or the file is invalid.
    """
    path = Path(course_dir) / RESULTS_FILE
    try:
        return _read(path)
    except GradingError:
        # A damaged file, or one of an older version, is replaced by the new results.
        if missing_ok:
            return []
        raise


def _read(path):
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']}")
        return _in_order(GradeResult.from_dict(item) for item in data["results"])
    except FileNotFoundError:
        raise GradingError(
            f"{path}: expected the results of a grading, found none; run `reglab grade` first"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise GradingError(
            f"{path}: expected results of version {VERSION}, got {type(error).__name__} "
            f"({str(error)[:60]}); grade again to renew them"
        ) from None


def save_results(course_dir: str | PathLike, results: Sequence[GradeResult]) -> None:
    """Save results; earlier results of the same submissions are replaced, others are kept.

    Parameters
    ----------
    course_dir : path
    results : list of GradeResult
    """
    if not results:
        return
    path = Path(course_dir) / RESULTS_FILE
    before = read_results(course_dir, missing_ok=True)
    merged = {(result.student, result.lesson): result for result in [*before, *results]}
    data = {"version": VERSION, "results": [r.to_dict() for r in _in_order(merged.values())]}
    write_file(path, (json.dumps(data, indent=1) + "\n").encode())


def _in_order(results):
    return sorted(results, key=lambda result: (result.student, result.lesson))
