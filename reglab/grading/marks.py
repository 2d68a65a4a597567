"""From what was found in a notebook to the points of its graded cells."""

import json
from dataclasses import replace

from reglab.checks.core import registry
from reglab.grading.plan import EXERCISE, PREDICTION, plan
from reglab.grading.repair import grade_id
from reglab.grading.results import ExerciseResult

__all__ = ["exercise_results", "reweighted", "summed", "with_human_marks"]

LONGEST = 1_000  # characters of a hint


def exercise_results(notebook, found, points):
    """The graded cells of a notebook, without the visible checks.

    Parameters
    ----------
    notebook : NotebookNode
    found : Examined
    points : dict of float
        What each graded cell is worth, by its grade_id.

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
        step = steps.get(name)
        if step is None:
            if nbgrader.get("solution") or points[name] > 0:  # a human gives these points
                items.append(ExerciseResult(name, name, None, points[name]))
        elif step.kind == EXERCISE:
            items.append(_exercise(found.reports[name], name, points[name]))
        else:
            items.append(_prediction(step, found.choices.get(name), points[name]))
    return items


def _exercise(report, name, most):
    data = json.loads(json.dumps(report.to_dict()))
    trouble = "a check of the course failed here." if report.needs_review else ""
    score = _share(report.fraction, most)
    hint = report.first_hint[:LONGEST]
    return ExerciseResult(report.exercise, name, score, most, hint, data, trouble)


def _prediction(step, choice, most):
    made = registry.prediction(step.exercise, judges=False).normalize(choice) is not None
    hint = "" if made else "no prediction, or none of the options."
    return ExerciseResult(step.exercise, step.name, most if made else 0.0, most, hint)


def _share(fraction, most):
    # Rounded to a hundredth, so that a mark is what the student reads.
    return float(round(fraction * most, 2))


def reweighted(result, points):
    """A result whose graded cells are worth something else; nothing is graded again.

    Parameters
    ----------
    result : GradeResult
    points : dict of float
        By grade_id.

    Returns
    -------
    GradeResult
    """
    if all(item.max_score == points.get(item.cell, item.max_score) for item in result.exercises):
        return result
    return summed(result, [_worth(item, points.get(item.cell)) for item in result.exercises])


def _worth(item, most):
    if most is None or item.score is None:
        return replace(item, max_score=item.max_score if most is None else most)
    if item.report is not None:
        fraction = item.report["fraction"]
    else:
        fraction = item.score / item.max_score if item.max_score else float(not item.hint)
    return replace(item, score=_share(fraction, most), max_score=most)


def with_human_marks(result, marks):
    """A result with the points that a human gave: they stand over all others.

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


def summed(result, items):
    """A result with other graded cells, and their sums."""
    marked = [item for item in items if item.score is not None]
    return replace(
        result,
        score=round(sum(item.score for item in marked), 2),
        max_score=sum(item.max_score for item in marked),
        by_hand=sum(item.max_score for item in items if item.score is None),
        exercises=tuple(items),
    )
