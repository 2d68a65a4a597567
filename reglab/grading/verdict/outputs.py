"""Write the outputs of a notebook's cells in the form that nbgrader reads."""

import json
from collections.abc import Iterable, Sequence

from reglab.course.quiet import quiet
from reglab.grading.results import ExerciseResult
from reglab.grading.verdict.examine import Examined
from reglab.grading.verdict.plan import EXERCISE, PREDICTION, plan
from reglab.sandbox.guest.limits import CODES

with quiet():  # at the top, since every process that grades needs it
    import nbformat

__all__ = ["put_outputs", "with_points"]


def put_outputs(
    notebook: "nbformat.NotebookNode", found: Examined, items: Sequence[ExerciseResult]
) -> None:
    """Fill in the outputs of a notebook's cells.

    A graded cell shows what the check found, and its marks as a plain number, which
    nbgrader reads. A cell without a result shows an error, since nbgrader gives full
    marks if there is no output.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    found : Examined
    items : list of ExerciseResult
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    scores = {item.cell: item for item in items}
    for step in plan(notebook):
        cell = notebook.cells[step.place]
        if step.kind in (EXERCISE, PREDICTION):
            assert step.name is not None  # a graded cell has a grade_id
            item = scores[step.name]
            cell.outputs = [_stream(_text(found, step, item)), _number(item.score)]
            cell.metadata.nbgrader["points"] = item.max_score
        else:
            cell.outputs = list(_of_cell(found, step.place))
        for output in cell.outputs:
            if output.output_type == "execute_result":
                cell.execution_count = 1


def with_points(text: str, items: Iterable[ExerciseResult]) -> str:
    """Return a graded notebook with other points of its cells.

    Parameters
    ----------
    text : str
        The notebook, as JSON.
    items : list of ExerciseResult

    Returns
    -------
    str
    """
    notebook, known = json.loads(text), {item.cell: item for item in items}
    for cell in notebook["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        item = known.get(nbgrader.get("grade_id")) if nbgrader.get("grade") else None
        if item is None:
            continue
        nbgrader["points"] = item.max_score
        for output in cell.get("outputs", []):
            if output["output_type"] == "execute_result" and item.score is not None:
                output["data"] = _number(item.score)["data"]
    return json.dumps(notebook)


def _text(found, step, item):
    report = found.reports.get(step.name)
    if report is not None:
        return report.text() + "\n"
    return f"{item.hint or 'predicted.'}\n"


def _of_cell(found, place):
    printed, error = found.printed.get(place), found.errors.get(place)
    if printed:
        yield _stream(printed)
    if place in found.stopped:
        yield _error("stopped", CODES[found.stopped[place]].partition(" (the limit")[0])
    elif error:
        yield _error(error["type"], " ".join(filter(None, [error["message"], error["line"]])))


def _stream(text):
    return nbformat.v4.new_output("stream", name="stdout", text=text)


def _number(score):
    data = {"text/plain": str(float(score))}
    return nbformat.v4.new_output("execute_result", data=data, execution_count=1)


def _error(name, text):
    return nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
