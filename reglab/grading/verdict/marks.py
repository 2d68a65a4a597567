"""Compute the marks of graded cells from what was found in a notebook."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reglab.checks.judging.report import plain
from reglab.checks.model import registry
from reglab.grading.intake.repair import grade_id
from reglab.grading.results import ExerciseResult, GradeResult
from reglab.grading.verdict.examine import Examined
from reglab.grading.verdict.plan import EXERCISE, PREDICTION, plan

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["exercise_results", "reweighted", "summed", "with_human_marks"]

LONGEST = 1_000  # characters of a hint
NO_ANSWER = "no answer was given."


def exercise_results(
    notebook: "NotebookNode",
    found: Examined,
    points: Mapping[str, float],
    unanswered: Collection[str] = (),
) -> list[ExerciseResult]:
    """Return the graded cells of a notebook, without the visible checks.

    Parameters
    ----------
    notebook : NotebookNode
    found : Examined
    points : dict of float
        Points of each graded cell, by its grade_id.
    unanswered : iterable of str
        Unchanged answers, by grade_id; a person need not mark them.

    Returns
    -------
    list of ExerciseResult
    """
    steps = {step.name: step for step in plan(notebook) if step.kind in (EXERCISE, PREDICTION)}
    items = []
    for cell in notebook.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        name = grade_id(cell)
        if not nbgrader.get("grade"):
            continue
        assert name is not None  # a graded cell has a grade_id
        step = steps.get(name)
        if step is None:
            if name in unanswered:
                items.append(ExerciseResult(name, name, 0.0, points[name], NO_ANSWER))
            elif nbgrader.get("solution") or points[name] > 0:  # marked by a person
                items.append(ExerciseResult(name, name, None, points[name]))
        elif step.kind == EXERCISE:
            items.append(_exercise(found.reports[name], name, points[name]))
        else:
            items.append(_prediction(step, found.choices.get(name), points[name]))
    return items


def _exercise(report, name, most):
    data = _weighted(_printable(json.loads(json.dumps(report.to_dict()))), most)
    trouble = "a check of the course failed here." if report.needs_review else ""
    score = data["earned"]
    hint = data["first_hint"][:LONGEST]
    return ExerciseResult(report.exercise, name, score, most, hint, data, trouble)


def _printable(data):
    """A report's data without control characters, which an error's message may contain."""
    if isinstance(data, str):
        return plain(data)
    if isinstance(data, list):
        return [_printable(item) for item in data]
    if isinstance(data, dict):
        return {key: _printable(item) for key, item in data.items()}
    return data


def _prediction(step, choice, most):
    made = registry.prediction(step.exercise).normalize(choice) is not None
    hint = "" if made else "no prediction, or none of the options."
    return ExerciseResult(step.exercise, step.name, most if made else 0.0, most, hint)


def _weighted(report, most):
    """A report with other points of its exercise."""
    # Rounded to a hundredth, so that the mark equals what the student reads.
    earned = float(round(report["fraction"] * most, 2))
    return {**report, "points": most, "earned": earned}


def reweighted(result: GradeResult, points: Mapping[str, float]) -> GradeResult:
    """Return the marks that the checks gave, scaled to other points, without grading again.

    Manual marks are not included, see `with_human_marks`.

    Parameters
    ----------
    result : GradeResult
    points : dict of float
        By grade_id.

    Returns
    -------
    GradeResult
    """
    items = tuple(
        _by_checks(item, points.get(item.cell, item.max_score)) for item in result.exercises
    )
    return result if items == result.exercises else summed(result, items)


def _by_checks(item, most):
    if item.report is not None:
        report = _weighted(item.report, most)
        return replace(item, score=report["earned"], max_score=most, report=report)
    if item.exercise == item.cell:  # marked by a person
        return replace(item, score=0.0 if item.hint == NO_ANSWER else None, max_score=most)
    return replace(item, score=0.0 if item.hint else most, max_score=most)


def with_human_marks(result: GradeResult, marks: Mapping[str, float | None]) -> GradeResult:
    """Return a result in which manual marks replace those of the checks.

    Parameters
    ----------
    result : GradeResult
    marks : dict of float
        By grade_id.

    Returns
    -------
    GradeResult
    """
    if not any(item.cell in marks for item in result.exercises):
        return result
    items = [replace(item, score=marks.get(item.cell, item.score)) for item in result.exercises]
    return summed(result, items)


def summed(result: GradeResult, items: Sequence[ExerciseResult]) -> GradeResult:
    """Return a result with other graded cells and their sums."""
    scores = [item.score for item in items if item.score is not None]
    return replace(
        result,
        score=round(sum(scores), 2),
        max_score=sum(item.max_score for item in items if item.score is not None),
        by_hand=sum(item.max_score for item in items if item.score is None),
        exercises=tuple(items),
    )
