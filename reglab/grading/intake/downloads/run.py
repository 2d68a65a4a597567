"""Collect downloads: read them, find the student of each notebook, take in the latest."""

import tempfile
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.intake.downloads.candidate import Candidate, folded, latest, same_but_for_case
from reglab.grading.intake.downloads.entries import entries
from reglab.grading.intake.downloads.entry import kind_of
from reglab.grading.intake.downloads.lesson_name import lesson_of_cells
from reglab.grading.intake.downloads.names import EXPECTED, recognize
from reglab.grading.intake.downloads.place import SAME, TAKEN, place
from reglab.grading.intake.downloads.summary import Collected
from reglab.grading.intake.timestamp import FILE as TIMESTAMP
from reglab.grading.intake.timestamp import read_timestamp
from reglab.grading.records.course import known_lessons
from reglab.grading.records.files import of_the_disk, one_line_errors
from reglab.grading.records.lock import only_run
from reglab.grading.records.receipts import Receipts
from reglab.grading.records.roster import SUBMITTED

__all__ = ["collect_downloads"]


@one_line_errors()
def collect_downloads(
    paths: Iterable[str | PathLike],
    course_dir: str | PathLike,
    *,
    root: str | PathLike | None = None,
) -> Collected:
    """Take in submissions from downloads of Moodle, Canvas or nbgrader.

    Of several attempts the latest counts; each gets a receipt. A notebook in
    ``submitted/`` is replaced only by one that is known to be newer, and a copy goes to
    ``earlier/``.

    Parameters
    ----------
    paths : list of path
        Folders and .zip archives.
    course_dir : path
        ``submitted/<student>/<lesson>/<lesson>.ipynb`` is written into it.
    root : path, optional
        The checkout, see `reglab.grading.records.course.open_course`.

    Returns
    -------
    Collected

    Raises
    ------
    GradingError
        If a download cannot be read or contains no submission.
    """
    folder = Path(course_dir).resolve()
    lessons = [lesson.name for lesson in known_lessons(folder, root)]
    # The lock keeps submissions from being replaced while they are graded.
    with only_run(folder), tempfile.TemporaryDirectory(prefix="reglab-collect-") as copies:
        found, left = _found([Path(path) for path in paths], lessons, Path(copies))
        return _taken_in(folder, found, Collected(left=left))


def _found(paths, lessons, copies):
    """The notebooks whose student and lesson are known, and the files that are left."""
    found, left = [], []
    for index, path in enumerate(paths):
        here, others = _in_download(path, lessons, copies / str(index))
        if not here:
            few = [f"{name} ({reason})" for name, reason in others[:3]]
            came = ", ".join(few) if few else "no file"
            raise GradingError(f"{path}: expected {EXPECTED}; found {came}")
        found += here
        left += others
    return found, left


def _in_download(path, lessons, copies):
    copies.mkdir()
    found, left, times = [], [], {}
    for number, entry in enumerate(entries(path)):
        if entry.problem:
            left.append((entry.label, entry.problem))
        elif kind_of(entry.parts) == "time":
            times[entry.parts[:-1]] = _stated_time(entry.content, copies / f"time-{number}")
        else:
            copy = copies / f"{number}.ipynb"
            copy.write_bytes(entry.content)
            name = recognize(entry.parts, lessons)
            lesson = name and (name.lesson or lesson_of_cells(entry.content, lessons))
            if name is None:
                left.append((entry.label, "the student is unknown"))
            elif lesson is None:
                left.append((entry.label, "the lesson is unknown"))
            else:
                # Canvas gives all files the time of the download.
                by_canvas = name.source.startswith("canvas")
                time = None if by_canvas else name.time or entry.time_below(name.at)
                by_name = name.lesson is not None
                made = Candidate(
                    name.student, lesson, name.source, entry.label, copy, name.order, time, by_name
                )
                # In these downloads, a timestamp.txt was uploaded by a student and is not trusted.
                told = name.source.startswith(("moodle", "canvas")) or name.time is not None
                found.append((None if told else entry.parts[:-1], made))
    return [_timed(item, times.get(parent)) for parent, item in found], left


def _stated_time(content, folder):
    folder.mkdir()
    (folder / TIMESTAMP).write_bytes(content)
    return read_timestamp(folder)[0]


def _timed(item, time):
    """A notebook with the time of the ``timestamp.txt`` next to it, if there is one."""
    return item if time is None else Candidate(**{**vars(item), "time": time})


def _taken_in(folder, found, collected):
    receipts = Receipts(folder)
    names = same_but_for_case(item.student for item in found)
    there = {folded(name): name for name in _names(folder / SUBMITTED)}
    groups = {}
    for item in found:
        others = names[folded(item.student)] | {there.get(folded(item.student), item.student)}
        if len(others) > 1:
            other = min(others - {item.student})
            reason = f"{item.student} and {other} differ only in case"
            collected.left.append((item.label, reason))
        else:
            groups.setdefault((item.student, item.lesson), []).append(item)
    for key in sorted(groups):
        ordered, refused = latest(groups[key])
        collected.left.extend((item.label, reason) for item, reason in refused)
        if not ordered:
            continue
        (folder / SUBMITTED).mkdir(parents=True, exist_ok=True)
        try:
            outcome = place(folder, ordered, receipts)
        except OSError as error:
            if of_the_disk(error):
                raise
            outcome = f"it cannot be written: {error.strerror}"
        known = {TAKEN: collected.taken, SAME: collected.same}
        if outcome not in known:
            collected.left.append((ordered[-1].label, outcome))
            continue
        known[outcome].append(key)
        if ordered[-1].source.endswith(" late"):
            collected.late.append(key)
    return collected


def _names(folder):
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []
