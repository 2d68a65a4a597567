"""Write a student's feedback page: marks, all properties with hints, and problems."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reglab._files import write_file
from reglab.grading.feedback.answer_cells import NO_ANSWER, read_answers
from reglab.grading.results import GradeResult, Status, points

__all__ = ["write_page"]

_MEANING = {
    Status.GRADED: "Every check ran.",
    Status.STOPPED: "Some of your code reached a limit or ended its process. Answers that need it "
    "got no points; everything else was graded as usual.",
    Status.NEEDS_REVIEW: "These points are not final: a person will look at your submission.",
    Status.CALLS_REFERENCE: "An answer calls a function that does what you were asked to write, "
    "so it got no points. A person will look at it.",
    Status.EDITED_CHECKS: "A locked check was changed. The original was used instead, so this "
    "did not change your points.",
    Status.EMPTY: "If you did work on this notebook, you may have handed in the wrong copy of it.",
    Status.MISSING: "There was no notebook to grade.",
    Status.FAILED: "Your submission could not be graded.",
}
# What a student can do about a status.
_REMEDY = {
    Status.STOPPED: "Run the notebook from top to bottom (Kernel, Restart and Run All) and check "
    "that every cell ends.",
    Status.EMPTY: "Make sure that your answers are in the notebook that you hand in, and save it "
    "first.",
    Status.MISSING: "Hand in the notebook under its original name.",
    Status.FAILED: "Open the notebook in JupyterLab. If it opens, save it and hand it in again; if "
    "it does not, paste your answers into a fresh copy. If the problem remains, show this "
    "page to your instructor.",
}
_MARKS = {
    "pass": ("✓", "pass"),
    "fail": ("✗", "fail"),
    "wait": ("·", "waits"),
    "fault": ("?", "ours"),
}
_MOST_LINES = 20


def write_page(
    result: GradeResult,
    path: Path,
    *,
    notebook: Path | None = None,
    comments: Mapping[str, str] | None = None,
    receipt: Any = None,
) -> None:
    """Write the page.

    All text is escaped, so the page contains no active content and loads nothing.

    Parameters
    ----------
    result : GradeResult
    path : Path
        Replaced if it exists; its folder is created.
    notebook : Path, optional
        The graded notebook, for the student's own answers.
    comments : dict of str, optional
        Manual comments, by grade_id.
    receipt : Receipt, optional
        The receipt of the graded submission.
    """
    title, answers = read_answers(notebook)
    items = [_item(item, answers, comments or {}) for item in result.exercises]
    text = _template().render(
        result=result,
        title=title or result.lesson,
        meaning=_MEANING[result.status],
        lines=list(_lines(result, items)),
        remedy=_REMEDY.get(result.status, ""),
        items=items,
        waiting=any(found.get("status") == "wait" for item in items for found in item.results),
        receipt=receipt,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.encode("utf-8", "replace"))


@cache
def _template():
    from jinja2 import Environment

    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_harmless,
    )
    environment.globals.update(points=points, marks=_MARKS)
    text = files("reglab.grading.feedback").joinpath("page.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(text)


@dataclass(frozen=True)
class _Item:
    """The data of a graded cell that the page shows."""

    names: tuple
    title: str
    score: float | None
    most: float
    said: str
    results: list
    notes: list
    answer: object
    comment: str


def _item(item, answers, comments):
    report = item.report or {}
    # A cell that a person grades is also the answer's cell.
    names = (item.cell, item.cell.rpartition("-")[0], f"{item.cell}-choice")
    answer = next((answers[name] for name in names if name in answers), NO_ANSWER)
    title, said = item.title, item.hint
    if item.by_human:
        title = answer.heading or title
    elif not report and not item.hint:
        said = "The points are for making a prediction, right or wrong."
    return _Item(
        names[:2],
        title,
        item.score,
        item.max_score,
        "" if report.get("results") else said,
        [] if report.get("problem") else report.get("results", []),
        report.get("notes", []),
        answer,
        next((comments[name] for name in names if comments.get(name)), ""),
    )


def _lines(result, items):
    """Lines about the submission, with the exercises' titles in place of the cells' names."""
    titles = {name: item.title for item in items for name in item.names if name}
    said = dict.fromkeys(filter(None, [result.reason, *result.flags]))
    lines = [line for line in said if line not in result.suspicions]
    for line in lines[:_MOST_LINES]:
        start = min(filter(lambda at: at > 0, (line.find(":"), line.find(","))), default=0)
        yield titles.get(line[:start], line[:start]) + line[start:]
    if len(lines) > _MOST_LINES:
        yield f"and {len(lines) - _MOST_LINES} more"


def _harmless(value):
    """Text without control characters, such as those that change the direction of reading."""
    if not isinstance(value, str) or hasattr(value, "__html__") or value.isprintable():
        return value
    return "".join(
        c if c.isprintable() or c in "\n\t" else " " if c.isspace() else "\ufffd" for c in value
    )
