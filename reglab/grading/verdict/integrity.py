"""Flag what the instructor should look at in an answer's source. Flags change no mark."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from reglab.checks.authoring.edits import edited_source
from reglab.checks.model.exercise import Exercise
from reglab.checks.probing.guard import findings, scan
from reglab.grading.intake.repair import grade_id
from reglab.grading.results import ExerciseResult
from reglab.grading.verdict.behind import LONGEST, statements_behind
from reglab.grading.verdict.own_answers import answers, own_code
from reglab.grading.verdict.similarity import most_shared, runs, shape, shared

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["answer_flags", "copied_mistake", "near_copy"]

# Correct functions with fewer nodes often look alike. Measured on the accepted answers: longer
# ones share at most a fifth with the reference, while an edited copy shares nearly all.
LONG_ENOUGH = 80
NEAR_COPY = 0.8


def answer_flags(
    notebook: "NotebookNode", exercises: Iterable[ExerciseResult], released: "NotebookNode"
) -> list[str]:
    """Return the flags of the answers to some exercises.

    Parameters
    ----------
    notebook : NotebookNode
        With the text of the answers as submitted.
    exercises : iterable of ExerciseResult
        The graded cells.
    released : NotebookNode
        The released notebook; unchanged cells are ignored.

    Returns
    -------
    list of str
        One line each: the place and the finding.
    """
    sources = {grade_id(cell): cell.source for cell in notebook.cells}
    own = own_code(notebook, released)
    flags: list[str] = []
    for given in answers(exercises):
        answer, exercise = given.cell, given.exercise
        source = sources.get(answer, "")
        if len(source) > LONGEST:
            flags.append(f"{answer}: {len(source)} characters, too long to be compared: look at it")
            continue
        flags += [f"{answer}, {finding}" for finding in scan(source, exercise.forbid)]
        others = [text for text in own if text != source]
        for name, statement in statements_behind(source, others, given.earlier):
            for finding in findings(statement, exercise.forbid):
                what = finding.partition(": ")[2]
                flags.append(f"{answer}, another cell's {name}: {what}")
        flags += [
            f"{answer}: {share:.0%} of {name} is also in the course's own implementation"
            for name, share in near_copy(source, exercise.reference)
        ]
        flags += [
            f"{answer}: {share:.0%} of {name} is also in the course's known mistake {known!r}"
            for known, name, share in copied_mistake(source, exercise)
        ]
    return flags


def near_copy(source: str, reference: Mapping[str, Callable]) -> Iterator[tuple[str, float]]:
    """Yield the functions in a source that are nearly those of a reference.

    Parameters
    ----------
    source : str
    reference : dict of callable

    Yields
    ------
    name : str
    share : float
        The fraction of the answer that is also in the reference.
    """
    for name, function in reference.items():
        share = _copied_share(shape(source, name), function)
        if share >= NEAR_COPY:
            yield name, share


def _copied_share(answer, function):
    """The fraction of an answer's syntax tree that is also in a function; 0 if that is little."""
    if len(answer) < LONG_ENOUGH:
        return 0.0
    if most_shared(answer, _runs(function)) < NEAR_COPY:
        return 0.0
    return shared(answer, _shape(function))


def copied_mistake(source: str, exercise: Exercise) -> list[tuple[str, str, float]]:
    """Find the known mistake whose source is nearly that of an answer.

    A known mistake earns its floor, and its source can be read in the package. One that is itself
    nearly the reference is not looked at: then the answer is a near copy of the reference.

    Parameters
    ----------
    source : str
    exercise : Exercise

    Returns
    -------
    list of (str, str, float)
        The mistake's name, the function's name and the fraction of the answer that is also in the
        mistake's source. At most one: the mistake that shares most.
    """
    reference = exercise.reference
    if any(True for _ in near_copy(source, reference)):
        return []
    answers = {name: shape(source, name) for name in reference}
    shares = [
        (known.name, name, _copied_share(answers[name], function))
        for known in exercise.mistakes
        for name, function in known.answers.items()
        if function is not reference.get(name)
    ]
    return sorted((s for s in shares if s[2] >= NEAR_COPY), key=lambda item: -item[2])[:1]


@lru_cache(maxsize=1024)
def _shape(function):
    source = edited_source(function)
    try:
        return shape(source or inspect.getsource(function), function.__name__)
    except (OSError, TypeError):  # made without a source, such as by a partial function
        return []


@lru_cache(maxsize=1024)
def _runs(function):
    return runs(_shape(function))
