"""Rebuild damaged records of a course folder from the others, and say what is lost."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TypeVar

from reglab.grading.errors import GradingError
from reglab.grading.intake.locate import shown
from reglab.grading.records.autograde import gradebook_url
from reglab.grading.records.by_hand import marks_in
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.course_file import read_course_file
from reglab.grading.records.damage import DamagedRecord, NewerVersion, set_aside
from reglab.grading.records.files import copy_of, one_line_errors
from reglab.grading.records.graded import read_cells
from reglab.grading.records.journal import Journal
from reglab.grading.records.lock import only_run
from reglab.grading.records.roster import SUBMITTED, roster
from reglab.grading.records.store import (
    RESULTS_FILE,
    read_file,
    read_results,
    salvage_results,
    write_results,
)
from reglab.grading.results import GradeResult
from reglab.grading.runs.recover_gradebook import recover_gradebook
from reglab.grading.runs.recover_results import graded_submissions, rebuilt
from reglab.grading.runs.recover_small import recover_receipts, recover_seeds

__all__ = ["Recovered", "recover"]

SHOWN = 20  # lines of each kind
T = TypeVar("T")


@dataclass
class Recovered:
    """What was got back, and what was not.

    Attributes
    ----------
    aside : list of Path
        Damaged files under their new names.
    back, lost : list of str
        One line each.
    """

    aside: list[Path] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return a summary for the instructor."""
        if not (self.aside or self.back or self.lost):
            return "All records can be read: there is nothing to recover."
        lines = [f"Set aside: {path.name}" for path in self.aside]
        lines += _section("Got back:", self.back) + _section("Not got back:", self.lost)
        return "\n".join([*lines, "Now run `reglab grade` as before: it continues from here."])


def _section(title, lines):
    more = [f"  and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return (
        [title, *(f"  {line}" for line in lines[:SHOWN]), *more] if lines else [f"{title} nothing"]
    )


@one_line_errors()
def recover(course_dir: str | PathLike, *, root: str | PathLike | None = None) -> Recovered:
    """Rebuild records that are damaged or missing; the others stay as they are.

    Damaged files get another name. Results come from the last good copy, from the readable parts
    of the damaged file, from the journal, and for submissions that none of them has from the
    gradebook and the graded notebooks.

    Parameters
    ----------
    course_dir : path
    root : path, optional
        The checkout with the lessons, see `open_course`.

    Returns
    -------
    Recovered

    Raises
    ------
    GradingError
        If ``course.toml`` cannot be read, or a record is of a newer version.
    """
    folder = Path(course_dir).resolve()
    if not (folder / SUBMITTED).is_dir():
        raise GradingError(f"{course_dir}: expected a course folder, found no folder {SUBMITTED}/")
    with only_run(folder):
        return _Recovery(folder, root).run()


class _Recovery:
    def __init__(self, folder, root):
        self._folder, self._root = folder, root
        self._course_file = read_course_file(folder)
        self._found = Recovered()

    def run(self):
        folder, found = self._folder, self._found
        results, incomplete = self._results()
        receipts = recover_receipts(folder, found, results)
        if incomplete:
            results = self._completed(results, receipts)
            path = folder / RESULTS_FILE
            if os.path.lexists(path):
                found.aside.append(set_aside(path, replaced=True))
            write_results(path, results)
            write_results(copy_of(path), results)
            Journal(folder).clear()
        recover_seeds(folder, found, results)
        recover_gradebook(folder, found, results, self._course_file, self._root)
        self._notebooks(results)
        return found

    def _results(self):
        """The results of the files, and whether some may be lacking."""
        path, journal = self._folder / RESULTS_FILE, Journal(self._folder)
        recent, torn = self._or_else(journal.read, lambda: journal.salvage()[0])
        results, damaged = self._or_else(lambda: read_results(self._folder, missing_ok=True), list)
        if torn:
            self._found.back.append(f"{len(recent)} results from {journal.path.name}")
            self._found.aside.append(set_aside(journal.path))
        if damaged:
            copy = copy_of(path)
            copied, bad = self._or_else(lambda: _copied(copy), lambda: salvage_results(copy))
            if bad:
                self._found.aside.append(set_aside(copy, replaced=True))
            saved = salvage_results(path)
            self._say(copied, saved, recent, copy.name)
            results = [*copied, *saved]
        merged = {(r.student, r.lesson): r for r in [*results, *recent]}
        return list(merged.values()), damaged or torn

    def _say(self, copied, saved, recent, copy):
        found, newer = self._found, {(r.student, r.lesson) for r in [*saved, *recent]}
        older = [r for r in copied if (r.student, r.lesson) not in newer]
        if saved:
            found.back.append(f"{len(saved)} results from the readable part of {RESULTS_FILE}")
        found.back += [f"{_name(r)}: the result of an earlier run, from {copy}" for r in older]

    def _completed(self, results, receipts):
        """The results, and those that only the gradebook and the graded notebooks tell."""
        marks = marks_in(gradebook_url(self._folder, self._course_file))
        submissions = {*marks, *receipts.submissions(), *graded_submissions(self._folder)}
        known = {(result.student, result.lesson) for result in results}
        others, handed_in = [], roster(self._folder)
        for who in sorted(submissions - known):
            student, lesson = who
            last = [receipt.sha256 for receipt in receipts.of(student, lesson)[-1:]]
            course = CourseFolder(self._folder, lesson)
            made = rebuilt(course, student, marks.get(who, {}), "".join(last))
            again = lesson in handed_in.get(student, ())
            what = f"{shown(student)}, {lesson}: "
            if made is not None:
                others.append(made[0])
                more = "the next run grades it again" if again else "without hints and flags"
                self._found.back.append(f"{what}the marks, from {made[1]}; {more}")
            elif again:
                self._found.lost.append(f"{what}the result; the next run grades it again")
            else:
                self._found.lost.append(f"{what}the result, and its notebook is not in submitted/")
        return [*results, *others]

    def _notebooks(self, results):
        handed_in = roster(self._folder)
        for result in results:
            path = self._folder / "autograded" / result.student / result.lesson
            path /= f"{result.lesson}.ipynb"
            if result.score is None:
                continue
            try:
                read_cells(path)
            except DamagedRecord:
                self._found.aside.append(set_aside(path))
                again = result.lesson in handed_in.get(result.student, ())
                lines = self._found.back if again else self._found.lost
                more = "; the next run makes it again" if again else ""
                lines.append(f"{_name(result)}: the graded notebook{more}")

    def _or_else(self, read: Callable[[], T], salvage: Callable[[], T]) -> tuple[T, bool]:
        """What is read, or what can be salvaged, and whether it is damaged."""
        try:
            return read(), False
        except NewerVersion:
            raise
        except DamagedRecord:
            return salvage(), True


def _copied(copy: Path) -> Iterable[GradeResult]:
    return read_file(copy) if copy.exists() else []


def _name(result):
    return f"{shown(result.student)}, {result.lesson}"
