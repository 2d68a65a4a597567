"""Rebuild a gradebook from results, and give back the marks that a person gave."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reglab.grading.errors import GradingError
from reglab.grading.intake.locate import shown
from reglab.grading.intake.timestamp import read_timestamp
from reglab.grading.records.autograde import gradebook_url
from reglab.grading.records.by_hand import CellMark, comments_in, marks_in
from reglab.grading.records.course import open_course
from reglab.grading.records.course_file import CourseFile
from reglab.grading.records.damage import set_aside
from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.records.require import database_file, require_gradebook
from reglab.grading.records.roster import SUBMITTED, roster
from reglab.grading.results import GradeResult
from reglab.grading.runs.replay import given_by_hand
from reglab.grading.verdict.marks import reweighted

if TYPE_CHECKING:
    from reglab.grading.runs.recover import Recovered

__all__ = ["recover_gradebook"]

Submission = tuple[str, str]


def recover_gradebook(
    folder: Path,
    found: "Recovered",
    results: Sequence[GradeResult],
    course_file: CourseFile,
    root: str | os.PathLike | None,
) -> None:
    """Make a new gradebook if the old one is damaged, deleted or without the lessons.

    Parameters
    ----------
    folder : Path
    found : Recovered
        Gets what was got back, and what was not.
    results : list of GradeResult
    course_file : CourseFile
    root : path or None
        The checkout.
    """
    try:
        require_gradebook(folder, course_file, results)
        return
    except GradingError:
        url = gradebook_url(folder, course_file)
    path = database_file(url)
    marks, comments = marks_in(url), comments_in(url)
    if path is not None and os.path.lexists(path):
        found.aside.append(set_aside(path))
    given = _given(found, results, marks)
    handed_in: set[str] = set().union(*roster(folder).values())
    for lesson in sorted({r.lesson for r in results if r.score is not None} & handed_in):
        try:
            open_course(lesson, folder, root=root)
            _write(folder, url, [r for r in results if r.lesson == lesson], given, comments)
        except GradingError as error:
            found.lost.append(f"{lesson} in the gradebook: {error}")
    _say(found, results, given, comments)


def _given(
    found: "Recovered",
    results: Sequence[GradeResult],
    marks: Mapping[Submission, Mapping[str, CellMark]],
) -> dict[Submission, dict[str, float]]:
    """The marks by hand: those in the results, and those that only the old gradebook has."""
    given: dict[Submission, dict[str, float]] = {}
    for result in results:
        who = result.student, result.lesson
        here = {i.cell: i.score for i, _ in given_by_hand(result) if i.score is not None}
        there = _manual(marks.get(who, {}))
        for cell in here.keys() & there.keys():
            if here[cell] != there[cell]:
                found.lost.append(
                    f"{shown(result.student)}, {result.lesson}, {cell}: results.json has "
                    f"{here[cell]:g}, the old gradebook {there[cell]:g}; took the first, check it"
                )
        if here or there:
            given[who] = {**there, **here}
    return given


def _manual(cells: Mapping[str, CellMark]):
    return {name: mark.manual for name, mark in cells.items() if mark.manual is not None}


def _write(folder, url, results, given, comments):
    with open_gradebook(url) as book:
        for result in results:
            if result.score is None:
                continue
            who = result.student, result.lesson
            checks = reweighted(result, {})
            book.set_points(result.lesson, {i.cell: i.max_score for i in result.exercises})
            time, _ = read_timestamp(folder / SUBMITTED / result.student / result.lesson)
            book.record(checks, time)
            book.give(result.lesson, result.student, given.get(who, {}), comments.get(who, {}))


def _say(found, results, given, comments):
    count = sum(map(len, given.values()))
    graded = sum(result.score is not None for result in results)
    found.back.append(f"a gradebook with the marks of {graded} submissions, {count} by hand")
    texts = sum(map(len, comments.values()))
    if texts:
        found.back.append(f"{texts} comments that were given by hand, from the old gradebook")
    found.lost.append(
        "marks by hand that were changed since the last grading, unless they are listed above"
    )
    if not texts:
        found.lost.append(
            "comments that were given by hand: copy feedback/, whose pages show them, before the "
            "next run writes the pages again"
        )
    waiting = [r for r in results if r.by_hand and r.score is not None]
    found.lost += [
        f"{shown(r.student)}, {r.lesson}: no mark by hand is known for {r.by_hand:g} points"
        for r in waiting
        if not given.get((r.student, r.lesson))
    ]
