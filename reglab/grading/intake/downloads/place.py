"""Put a collected notebook into ``submitted/``, unless the one there is newer."""

import os
from pathlib import Path

from reglab._files import write_file
from reglab.grading.errors import SubmissionError
from reglab.grading.intake.downloads.candidate import Candidate
from reglab.grading.intake.take_in import Submission, take_in
from reglab.grading.intake.timestamp import FILE as TIMESTAMP
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.receipts import Receipts
from reglab.grading.results import Status

__all__ = ["EARLIER", "SAME", "TAKEN", "place"]

TAKEN, SAME = "taken", "same"
# The folder for notebooks that are replaced by newer ones.
EARLIER = "earlier"
_NEWER = "the one in submitted/ is newer"


def place(root: Path, ordered: list[Candidate], receipts: Receipts) -> str:
    """Take in the notebooks of one student and lesson.

    Parameters
    ----------
    root : Path
        The course folder.
    ordered : list of Candidate
        The notebook that counts is the last.
    receipts : Receipts
        One receipt is added for each of them.

    Returns
    -------
    str
        `TAKEN`, `SAME` if it was there already, or why it was not taken.
    """
    last = ordered[-1]
    course, content = CourseFolder(root, last.lesson), last.path.read_bytes()
    try:
        there = take_in(course, last.student)
    except SubmissionError as error:
        if error.status != Status.MISSING or os.path.lexists(course.submitted(last.student)):
            return f"the one in submitted/ cannot be replaced: {error.reason}"
        there = None
    source = "" if there is None else _source(there, receipts)
    if there is not None and there.content == content:
        _receipts(receipts, ordered[:-1], there, _later(last.source, source))
        return SAME
    if there is not None:
        problem = _older(last, there, source)
        if problem:
            if problem == _NEWER:
                _receipts(receipts, ordered, there, source)
            return problem
        receipts.take(there)
        _keep(root, there)
    _write(course.submitted(last.student), content, last.time)
    _receipts(receipts, ordered[:-1], take_in(course, last.student), last.source)
    return TAKEN


def _source(there, receipts):
    """The source of a notebook in ``submitted/``, from its last receipt."""
    known = reversed(receipts.of(there.student, there.lesson))
    return next((r.source for r in known if r.sha256 == there.sha256 and r.source), "")


def _later(source, before):
    """The later of two sources of the same notebook."""
    new, old = source.split(), before.split()
    if new[:1] == old[:1] == ["canvas"]:
        return source if int(new[1]) >= int(old[1]) else before
    return before or source


def _older(last, there, source):
    """Why a notebook may not replace another; empty if it is newer."""
    new, old = last.source.split(), source.split()
    if new[:1] == old[:1] == ["moodle"] and new[1] != old[1]:
        return f"another student is called {last.student}: put this one into submitted/ by hand"
    if new[:1] == old[:1] == ["canvas"]:
        return "" if int(new[1]) > int(old[1]) else _NEWER
    if last.time is None or there.time is None:
        which = "this" if last.time is None else "that"
        return f"another one is in submitted/, and the time of {which} one is unknown: keep one"
    return "" if last.time >= there.time else _NEWER


def _receipts(receipts, earlier, there, source):
    """Write a receipt for each earlier notebook, and then for the one that counts."""
    known = {receipt.sha256 for receipt in receipts.of(there.student, there.lesson)}
    for item in earlier:
        content = item.path.read_bytes()
        submission = Submission(item.student, item.lesson, content, time=item.time)
        if submission.sha256 not in known:
            receipts.take(submission, source=item.source)
    receipts.take(there, source=source)


def _keep(root, there):
    """Keep a copy of the notebook that is replaced."""
    folder = root / EARLIER / there.student / there.lesson
    folder.mkdir(parents=True, exist_ok=True)
    write_file(folder / f"{there.sha256[:12]}.ipynb", there.content)


def _write(path, content, time):
    path.parent.mkdir(parents=True, exist_ok=True)
    # Delete the old time first: if the process is killed now, no time is better than a wrong one.
    (path.parent / TIMESTAMP).unlink(missing_ok=True)
    write_file(path, content)
    if time is not None:
        write_file(path.parent / TIMESTAMP, f"{time:%Y-%m-%d %H:%M:%S} UTC\n".encode())
