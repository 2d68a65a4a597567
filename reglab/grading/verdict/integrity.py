"""What a human should look at in an answer's source. Nothing here changes a mark."""

import inspect

from reglab.checks.judging.run import earlier_exercises
from reglab.checks.model import registry
from reglab.checks.probing.guard import findings, scan
from reglab.grading.intake.repair import grade_id
from reglab.grading.verdict.behind import LONGEST, statements_behind
from reglab.grading.verdict.similarity import shape, shared

__all__ = ["answer_flags", "near_copy"]

# Below this many nodes most correct functions look alike; measured on the accepted answers,
# which share at most a fifth with the reference where an edited copy shares nearly all.
LONG_ENOUGH = 80
NEAR_COPY = 0.8


def answer_flags(notebook, exercises, released):
    """Flags of the answers to some exercises.

    Parameters
    ----------
    notebook : NotebookNode
        With the text of the answers as submitted.
    exercises : iterable of ExerciseResult
        The graded cells; an answer's cell is called like its graded cell without the ending.
    released : NotebookNode
        As it was given out: what a student did not change is not looked at.

    Returns
    -------
    list of str
        One line each: where, and what.
    """
    sources = {grade_id(cell): cell.source for cell in notebook.cells}
    given = {cell.source.strip() for cell in released.cells}
    own = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source.strip() not in given
    ]
    flags = []
    for item in exercises:
        answer = item.cell.rpartition("-")[0]
        try:
            exercise = registry.exercise(item.exercise)
        except registry.UnknownExercise:
            continue  # a prediction, or a cell that is marked by hand
        source = sources.get(answer, "")
        if len(source) > LONGEST:
            flags.append(f"{answer}: {len(source)} characters, too long to be compared: look at it")
            continue
        flags += [f"{answer}, {finding}" for finding in scan(source, exercise.forbid)]
        earlier = {name for e in earlier_exercises(exercise) for name in e.names}
        others = [text for text in own if text != source]
        for name, statement in statements_behind(source, others, earlier):
            for finding in findings(statement, exercise.forbid):
                what = finding.partition(": ")[2]
                flags.append(f"{answer}, another cell's {name}: {what}")
        flags += [
            f"{answer}: {share:.0%} of {name} also stands in the course's own implementation"
            for name, share in near_copy(source, exercise.reference)
        ]
    return flags


def near_copy(source, reference):
    """Which functions in a source are nearly those of a reference.

    Parameters
    ----------
    source : str
    reference : dict of callable

    Yields
    ------
    name : str
    share : float
        How much of the answer also stands in the reference.
    """
    for name, function in reference.items():
        answer = shape(source, name)
        if len(answer) >= LONG_ENOUGH:
            share = shared(answer, shape(inspect.getsource(function), function.__name__))
            if share >= NEAR_COPY:
                yield name, share
