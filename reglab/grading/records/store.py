"""Store the results of a course in one file, which reports read.

Each result is on a line of its own with its checksum, so that one bad byte costs one result.
"""

import json
import re
from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.records.checksum import CHECK, checksum, sealed, unsealed
from reglab.grading.records.damage import DamagedRecord, NewerVersion
from reglab.grading.records.files import copy_of, keep_copy, read_record, replace_record
from reglab.grading.records.migrate import VERSION, migrated
from reglab.grading.results import GradeResult

__all__ = [
    "RESULTS_FILE",
    "parse_results",
    "read_file",
    "read_results",
    "results_bytes",
    "salvage_results",
    "save_results",
    "write_results",
]

RESULTS_FILE = "results.json"
_BEGINNING = re.compile(r'\{\s*"student":')


def read_results(course_dir: str | PathLike, *, missing_ok: bool = False) -> list[GradeResult]:
    """Return the results of all submissions graded in a course folder.

    Parameters
    ----------
    course_dir : path
    missing_ok : bool
        Return an empty list if nothing has been graded here.

    Returns
    -------
    list of GradeResult
        By student, then by lesson.

    Raises
    ------
    GradingError
        If nothing has been graded here.
    DamagedRecord
        If the file cannot be read, is missing but its last copy is not, or is of a newer version.
    """
    path = Path(course_dir) / RESULTS_FILE
    try:
        return read_file(path)
    except FileNotFoundError:
        if copy_of(path).exists():
            what = f"is missing, but {copy_of(path).name} is here"
            raise DamagedRecord(path, what) from None
        if missing_ok:
            return []
        raise GradingError(
            f"{path}: expected the results of a grading, found none; run `reglab grade` first"
        ) from None


def read_file(path: Path) -> list[GradeResult]:
    """Return the results in a file, which has to exist; see `read_results`."""
    try:
        content = read_record(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DamagedRecord(path, error) from None
    return parse_results(path, content)


def parse_results(path: Path, content: bytes) -> list[GradeResult]:
    """Return the results in the bytes of a file; see `read_results`."""
    try:
        if not content.strip():
            raise DamagedRecord(path, "is empty")
        return _in_order(_results(path, json.loads(content.decode("utf-8"))))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedRecord(path, error) from None


def _results(path, data):
    version = data["version"]
    if type(version) is not int or version < 1:
        raise ValueError(f"version must be 1 to {VERSION}, got {str(version)[:20]}")
    if version > VERSION:
        raise NewerVersion(
            path,
            f"has version {version}, but this reglab reads versions up to {VERSION}",
            "update reglab to the version that graded here",
        )
    items = data["results"]
    if CHECK in data or version > 2:
        if not isinstance(data.get(CHECK), str) or data[CHECK] != _check(version, items):
            raise ValueError("it does not match its checksum")
        items = [unsealed(item, required=True) for item in items]
    return [GradeResult.from_dict(migrated(item, version)) for item in items]


def _check(version, items):
    """The checksum of the whole file, from those of its results."""
    return checksum([version, [item[CHECK] for item in items]])


def salvage_results(path: Path) -> list[GradeResult]:
    """Return the results that can still be read in a damaged file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of GradeResult
        Of several for one submission, the last.
    """
    try:
        text = read_record(path).decode("utf-8", "replace")
    except OSError:
        return []
    found: dict[tuple[str, str], GradeResult] = {}
    version = re.search(r'"version": ([12])\b', text[:100])
    for match in _BEGINNING.finditer(text):
        try:
            item, _ = json.JSONDecoder().raw_decode(text, match.start())
            content = unsealed(item, required=version is None)
            made = GradeResult.from_dict(migrated(content, int(version[1]) if version else VERSION))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
        found[made.student, made.lesson] = made
    return _in_order(found.values())


def save_results(course_dir: str | PathLike, results: Sequence[GradeResult]) -> None:
    """Save results; earlier results of the same submissions are replaced, others are kept.

    The file as it was before stays beside it, as ``results.json.before``.

    Parameters
    ----------
    course_dir : path
    results : list of GradeResult

    Raises
    ------
    DamagedRecord
        If the file that is there cannot be read; it stays as it is.
    """
    if not results:
        return
    path = Path(course_dir) / RESULTS_FILE
    before = read_results(course_dir, missing_ok=True)
    if path.exists():
        keep_copy(path)
    write_results(path, [*before, *results])
    if not before:  # from now on, a deleted file is noticed
        write_results(copy_of(path), results)


def write_results(path: Path, results: Iterable[GradeResult]) -> None:
    """Replace a file of results; of several results for one submission, the last counts."""
    replace_record(path, results_bytes(results))


def results_bytes(results: Iterable[GradeResult]) -> bytes:
    """Return the content of a file of results; see `write_results`."""
    merged = {(result.student, result.lesson): result for result in results}
    lines = [sealed(result.to_dict()) for result in _in_order(merged.values())]
    head = f'{{"version": {VERSION}, "{CHECK}": "{_check(VERSION, lines)}", "results": [\n'
    return (head + ",\n".join(map(json.dumps, lines)) + "\n]}\n").encode()


def _in_order(results):
    return sorted(results, key=lambda result: (result.student, result.lesson))
