"""What an autograded notebook says: nbgrader's points beside our own reports."""

from reglab.checks.core.notebook import REPORT_MIME
from reglab.course.exercises import graded_call
from reglab.course.quiet import quiet
from reglab.grading.repair import grade_id
from reglab.grading.results import ExerciseResult
from reglab.grading.stopped import why

__all__ = ["read_cells"]

LONGEST = 1_000  # characters of a hint; what a kernel sends may be anything


def read_cells(notebook, marks=None):
    """Read the graded cells of a notebook that nbgrader has run.

    nbgrader takes a graded cell without a result for full marks; so points that
    no report of ours confirms are trouble, never silently a mark.

    Parameters
    ----------
    notebook : NotebookNode
    marks : dict, optional
        Points that a human gave, by grade_id; they stand over all others.

    Returns
    -------
    list of ExerciseResult
        Without the visible checks, which carry no points.
    """
    marks = marks or {}
    graded = [cell for cell in notebook.cells if _metadata(cell).get("grade")]
    found = [_read_cell(cell) for cell in graded if _kind(cell) != "check"]
    return [_marked(item, marks[item.cell]) if item.cell in marks else item for item in found]


def _marked(item, mark):
    return ExerciseResult(item.exercise, item.cell, mark, item.max_score, item.hint, item.report)


def _read_cell(cell):
    with quiet():
        from nbgrader.utils import determine_grade

    name = grade_id(cell)
    score, max_score = determine_grade(cell)
    kind = _kind(cell)
    if kind == "grade":
        return _exercise(graded_call(cell.source).exercise, cell, score, max_score)
    if kind == "predict":
        hint = "" if score else _printed(cell) or "no prediction."
        return ExerciseResult(graded_call(cell.source).exercise, name, score, max_score, hint)
    return ExerciseResult(name, name, score, max_score)


def _exercise(exercise, cell, score, max_score):
    report = _report(cell, exercise)
    trouble = ""
    if report is None:
        hint = _error(cell) or "the check left no report."
        trouble = hint
    else:
        hint = str(report.get("first_hint", ""))[:LONGEST]
        if report.get("needs_review"):
            trouble = "a check of the course failed here."
        elif report.get("earned") != score:
            trouble = f"nbgrader gives {score:g} points, the check {report.get('earned')}."
    return ExerciseResult(exercise, grade_id(cell), score, max_score, hint, report, trouble)


def _kind(cell):
    """Which of our functions grades a cell, or None: a human does, or a lesson of another kind."""
    if cell.cell_type != "code" or _metadata(cell).get("solution"):
        return None
    try:
        return graded_call(cell.source).kind
    except (ValueError, SyntaxError):
        return None


def _metadata(cell):
    return cell.metadata.get("nbgrader", {})


def _report(cell, exercise):
    """The last report of this exercise among a cell's outputs."""
    for output in reversed(cell.outputs):
        report = output.get("data", {}).get(REPORT_MIME)
        if isinstance(report, dict) and report.get("exercise") == exercise and _is_shallow(report):
            return report
    return None


def _is_shallow(value, levels=10):
    """Whether data nests as a report does: code that copies or saves data recurses into it."""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return True
    return levels > 0 and all(_is_shallow(item, levels - 1) for item in value)


def _error(cell):
    for output in cell.outputs:
        if output.output_type == "error" and output.ename == "CheckStopped":
            return output.evalue[:LONGEST]  # a check that was interrupted for being late says where
        if output.output_type == "error":
            return why(output) or f"{output.ename}: {output.evalue}"[:200]
    return ""


def _printed(cell):
    text = "".join(o.text for o in cell.outputs if o.get("name") == "stdout")
    return " ".join(text.split())[:200]
