"""Rebuild the result of a submission from the gradebook or from its graded notebook."""

from collections.abc import Mapping
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.records.by_hand import CellMark
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.damage import DamagedRecord
from reglab.grading.records.graded import read_cells
from reglab.grading.results import ExerciseResult, GradeResult, Status
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.marks import summed
from reglab.grading.verdict.plan import EXERCISE, PREDICTION, plan

__all__ = ["graded_submissions", "rebuilt"]

LOST = "recovered from {}: hints, status and flags are lost until it is graded again"
_NO_PREDICTION = "no prediction, or none of the options."


def graded_submissions(folder: Path) -> list[tuple[str, str]]:
    """Return the student and lesson of each graded notebook."""
    paths = sorted((folder / "autograded").glob("*/*/*.ipynb"))
    return [(path.parts[-3], path.parts[-2]) for path in paths if path.stem == path.parts[-2]]


def rebuilt(
    course: CourseFolder, student: str, marks: Mapping[str, CellMark], submitted: str
) -> tuple[GradeResult, str] | None:
    """Rebuild a result, without a key, so that it is graded again if its notebook is there.

    Parameters
    ----------
    course : CourseFolder
    student : str
    marks : dict of CellMark
        In the gradebook, by grade_id.
    submitted : str
        The hash in the last receipt.

    Returns
    -------
    (GradeResult, str) or None
        The result and where its marks are from; None if there are no marks.
    """
    source = "the gradebook"
    if all(mark.auto is None and mark.manual is None for mark in marks.values()):
        marks, source = _in_notebook(course.autograded(student)), "the graded notebook"
    if not marks:
        return None
    steps = _steps(course)
    items = [_item(name, mark, steps) for name, mark in marks.items() if mark.max_score]
    result = GradeResult(
        student, course.lesson, Status.GRADED, submitted=submitted, flags=(LOST.format(source),)
    )
    return summed(result, items), source


def _item(name, mark, steps):
    """A graded cell; without a report, later runs need to know which fraction was earned."""
    score = mark.auto if mark.manual is None else mark.manual
    kind, exercise = steps.get(name, ("", name))
    if kind == PREDICTION:
        hint = "" if mark.auto else _NO_PREDICTION
        return ExerciseResult(exercise, name, score, mark.max_score, hint)
    if kind != EXERCISE:
        return ExerciseResult(name, name, score, mark.max_score)
    fraction = (mark.auto or 0.0) / mark.max_score
    report = {"fraction": fraction, "points": mark.max_score, "earned": mark.auto or 0.0}
    report |= {"results": [], "notes": ["Which properties passed is not known any more."]}
    return ExerciseResult(exercise, name, score, mark.max_score, report=report)


def _steps(course):
    """The kind and the exercise of each cell that a check marks, by grade_id."""
    try:
        _, master = read_bundle(course).notebooks()
    except (GradingError, OSError):  # the lesson is damaged or missing, too
        return {}
    kinds = (EXERCISE, PREDICTION)
    return {step.name: (step.kind, step.exercise) for step in plan(master) if step.kind in kinds}


def _in_notebook(path):
    try:
        cells = read_cells(path) or ()
    except DamagedRecord:
        return {}
    found = {}
    for cell in cells:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("grade") and nbgrader.get("grade_id"):
            scores = [_score(output) for output in cell.get("outputs", ())]
            score = next((score for score in scores if score is not None), None)
            found[nbgrader["grade_id"]] = CellMark(score, None, float(nbgrader.get("points") or 0))
    return found


def _score(output):
    if output.get("output_type") != "execute_result":
        return None
    try:
        return float(output["data"]["text/plain"])
    except (KeyError, TypeError, ValueError):
        return None
