"""Plan what is done with each cell of a notebook while it is graded."""

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reglab.course.exercises import graded_call
from reglab.grading.intake.repair import grade_id

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["EXERCISE", "EXPERIMENT", "PREDICTION", "RUN", "Step", "graded_exercises", "plan"]

EXPERIMENT = "experiment"
RUN, EXERCISE, PREDICTION = "run", "exercise", "prediction"


@dataclass(frozen=True)
class Step:
    """What is done with one cell.

    Attributes
    ----------
    kind : str
        `RUN` its code, judge its `EXERCISE`, or read its `PREDICTION`.
    place : int
        The cell's index in the notebook.
    name : str or None
        Its grade_id.
    source : str
    exercise : str
        The id of the exercise or the prediction.
    choice : str
        The name that a prediction is read from.
    answer : int or None
        The place of the cell that the answer was written in.
    """

    kind: str
    place: int
    name: str | None = None
    source: str = ""
    exercise: str = ""
    choice: str = ""
    answer: int | None = None


def plan(notebook: "NotebookNode") -> list[Step]:
    """Return the steps of a notebook in its released form.

    Visible checks are left out because their output is not used, and experiments because they
    take long and define nothing that an answer needs.

    Parameters
    ----------
    notebook : NotebookNode

    Returns
    -------
    list of Step
    """
    places = {grade_id(cell): index for index, cell in enumerate(notebook.cells)}
    steps = []
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader.get("grade") and not nbgrader.get("solution"):
            step = _graded(index, cell, places)
            if step is not None:
                steps.append(step)
        elif nbgrader or EXPERIMENT not in cell.metadata.get("tags", []):
            steps.append(Step(RUN, index, grade_id(cell), cell.source))
    return steps


def _graded(index, cell, places):
    """The step of a graded cell; None for a visible check or a cell that a person grades."""
    try:
        call = graded_call(cell.source)
    except (ValueError, SyntaxError):
        return None
    name = grade_id(cell)
    if call.kind == "grade":
        answer = places.get(name.rpartition("-")[0])
        return Step(EXERCISE, index, name, exercise=call.exercise, answer=answer)
    if call.kind == "predict":
        return Step(PREDICTION, index, name, exercise=call.exercise, choice=_choice(cell.source))
    return None


def _choice(source):
    """The name in ``predict("lasso.support_grows", choice)``."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(args=[_, ast.Name(id=name)]):
                return name
    return ""


def graded_exercises(notebook: "NotebookNode") -> list[str]:
    """Return the ids of a master notebook's exercises and predictions, in order, each once."""
    found = [step.exercise for step in plan(notebook) if step.exercise]
    return list(dict.fromkeys(found))
