"""Find, export and delete the data of one student, everywhere in a course folder."""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from os import PathLike
from pathlib import Path

from reglab.course.lessons import RELEASE_FOLDER, SOURCE_FOLDER
from reglab.grading.errors import GradingError
from reglab.grading.forget import split
from reglab.grading.forget.copies import Report, previews
from reglab.grading.forget.marks import Marks
from reglab.grading.forget.mention import mentions
from reglab.grading.forget.places import Folder, PartOfFile, Place
from reglab.grading.intake.downloads.place import EARLIER
from reglab.grading.intake.locate import shown
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.files import copy_of
from reglab.grading.records.journal import JOURNAL
from reglab.grading.records.lock import only_run
from reglab.grading.records.receipts import RECEIPTS
from reglab.grading.records.roster import SUBMITTED, roster
from reglab.grading.records.store import RESULTS_FILE

__all__ = ["ELSEWHERE", "Found", "delete", "export", "find"]

LOG = "grading.log"
# First what would be graded again, then what grading made of it.
_FOLDERS = (SUBMITTED, EARLIER, "autograded", "feedback")
_NOT_SEARCHED = {*_FOLDERS, SOURCE_FOLDER, RELEASE_FOLDER, ".mistakes"}
_LARGEST = 200_000_000  # bytes of a file that is searched for the name
ELSEWHERE = (
    "Copies may remain outside of the course folder: in backups, in the learning system and its "
    "downloads, in nbgrader's exchange, in marks and reports that were written elsewhere."
)


@dataclass(frozen=True)
class Found:
    """The data of a student in a course folder.

    Attributes
    ----------
    root : Path
    student : str
    places : list of Place
        Those that hold data.
    """

    root: Path
    student: str
    places: list[Place]

    def text(self) -> str:
        """Return a line for each place."""
        return "\n".join(f"  {shown(place.name)}: {place.count()}" for place in self.places)


def find(student: str, course_dir: str | PathLike) -> Found:
    """Find the data of a student.

    Parameters
    ----------
    student : str
        The name of the folder in ``submitted/``.
    course_dir : path

    Returns
    -------
    Found

    Raises
    ------
    GradingError
        If there is none, or a record cannot be read.
    """
    root = Path(course_dir).resolve()
    if student in ("", ".", "..") or set(student) & {"/", "\0"}:
        places = []
    else:
        places = [place for place in _places(root, student) if place.count()]
    if not places:
        close = get_close_matches(student, roster(root), n=3)
        hint = f"; did you mean {', '.join(map(shown, close))}?" if close else ""
        raise GradingError(f"{course_dir}: expected data of {student!r}, found none{hint}")
    return Found(root, student, places)


def _places(root, student) -> Iterator[Place]:
    for name in _FOLDERS:
        yield Folder(root / name / student, f"{name}/{student}")
    yield Marks(root, read_course_file(root), student)
    for path in (root / RESULTS_FILE, copy_of(root / RESULTS_FILE)):
        yield PartOfFile(path, path.name, "result", partial(split.results, path), student)
    for name, unit, parts in (
        (JOURNAL, "result", split.json_lines),
        (RECEIPTS, "receipt", split.json_lines),
        (LOG, "line", split.log_lines),
    ):
        yield PartOfFile(root / name, name, unit, parts, student)
    for path in _others(root):
        name = path.relative_to(root).as_posix()
        if path.suffix.lower() == ".csv":
            yield PartOfFile(path, name, "row", split.csv_rows, student)
        elif path.name.startswith(".") and path.name.endswith(".new"):
            # A run was killed before this file took the place of another one.
            if mentions(path.read_bytes(), student):
                yield Folder(path, name)
        elif ".damaged-" in path.name:  # set aside by `reglab grade --recover`
            if mentions(path.read_bytes(), student):
                yield Folder(path, name)
        elif path.name == "index.html":
            yield Report(path, name, root, student)
    yield from previews(root)


def _others(root):
    """The files of a course folder outside of the folders of the students and the lessons."""
    for parent, folders, names in os.walk(root, followlinks=False):
        if Path(parent) == root:
            folders[:] = [name for name in folders if name not in _NOT_SEARCHED]
        folders.sort()
        for path in (Path(parent, name) for name in sorted(names)):
            if path.is_file() and not path.is_symlink():
                yield path


def export(found: Found, path: str | PathLike) -> None:
    """Write the data into a .zip archive that only its owner can read.

    Parameters
    ----------
    found : Found
    path : path
        Must not exist, and must be outside of the course folder.

    Raises
    ------
    GradingError
        If it exists, is in the course folder, or cannot be written.
    """
    path = Path(path)
    if path.resolve().is_relative_to(found.root):
        raise GradingError(f"{path} must be outside of the course folder, which is cleaned")
    if os.path.lexists(path):
        # It may be the complete export of a run that was interrupted while it deleted.
        raise GradingError(f"{path} must be a new file, but it exists")
    staged = path.with_name(f".{path.name}.new")
    try:
        staged.unlink(missing_ok=True)
        descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                left = []
                for place in found.places:
                    for name, content in place.content():
                        if isinstance(content, str):
                            left.append(f"{name}: {content}")
                        else:
                            archive.writestr(name.encode("utf-8", "replace").decode(), content)
                if left:
                    text = "\n".join(left).encode("utf-8", "replace") + b"\n"
                    archive.writestr("not_exported.txt", text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(staged, path)
    except OSError as error:
        raise GradingError(f"{path} cannot be written: {error.strerror}") from None


def delete(found: Found) -> list[str]:
    """Delete the data, while no grading runs.

    If it is interrupted, it can be run again.

    Parameters
    ----------
    found : Found

    Returns
    -------
    list of str
        Files of the course folder in which the student's name is still found.

    Raises
    ------
    GradingError
        If a grading is running, or something cannot be deleted.
    """
    with only_run(found.root):
        for place in list(_places(found.root, found.student)):
            try:
                place.delete()
            except OSError as error:
                raise GradingError(
                    f"{place.name} cannot be deleted: {error.strerror}; run the same command again"
                ) from None
    return [
        path.relative_to(found.root).as_posix()
        for path in _others(found.root)
        if path.stat().st_size <= _LARGEST and mentions(path.read_bytes(), found.student)
    ]
