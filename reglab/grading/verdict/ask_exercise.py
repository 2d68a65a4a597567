"""Ask the sandbox for the outputs of an exercise's properties, and judge them."""

import pickle
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reglab.checks.judging.evidence import read_evidence
from reglab.checks.judging.floors import Floors
from reglab.checks.judging.judge import judge_exercise
from reglab.checks.judging.report import Report
from reglab.checks.judging.run import earlier_exercises
from reglab.checks.model import registry
from reglab.checks.model.encoding import EncodingError
from reglab.checks.probing.draw import draw_all
from reglab.sandbox.host.hidden import Hidden, references
from reglab.sandbox.host.reference_source import ReferenceRefused, reference_source
from reglab.sandbox.host.worker import Session, Stopped

if TYPE_CHECKING:
    from reglab.checks.model import Exercise

__all__ = ["Asked", "ask_exercise", "problem_report"]


@dataclass(frozen=True)
class Asked:
    """The outcome of an exercise.

    Attributes
    ----------
    report : Report
    missing : bool
        Whether the report says only that a name is not defined.
    why : str or None
        The code of the limit that the answers reached.
    gone : bool
        Whether the submission's process has ended.
    """

    report: Report
    missing: bool = False
    why: str | None = None
    gone: bool = False


def ask_exercise(
    session: Session,
    exercise: "Exercise",
    seed: int,
    seconds: float,
    *,
    passed: Set[str],
    judged: Set[str],
    hidden: Hidden,
    words: Callable[[str], str],
    floors: Floors | None = None,
) -> Asked:
    """Probe an exercise in a submission's process and judge it in this one.

    Parameters
    ----------
    session : Session
    exercise : Exercise
    seed : int
    seconds : float
        For all properties together.
    passed : set of str
        Ids of the exercises that passed. Of the others that this one uses, answers are
        replaced by correct ones.
    judged : set of str
        Ids of the exercises of this notebook that have been judged completely.
    hidden : Hidden
    words : callable
        ``words(code)`` is a text that says which limit was reached.
    floors : Floors, optional
        See `judge_exercise`.

    Returns
    -------
    Asked

    Raises
    ------
    ReferenceRefused
        If a correct answer would reveal one that has not been judged.
    """
    replacements, notes = _replacements(exercise, passed, judged, hidden)
    question = {"ask": "probe", "exercise": exercise.id, "replacements": replacements}
    end = session.used + seconds
    blobs, why, gone = [], None, False
    # One property at a time, so that those before an endless loop earn their marks.
    for name in exercise.properties:
        left = end - session.used
        if left <= 0:
            why = why or "time"
            break
        try:
            answer, blob = session.ask(question, left, _inputs(exercise.id, name, seed))
        except Stopped as stopped:
            why, gone = stopped.why, True
            break
        if "missing" in answer:
            return Asked(problem_report(exercise, str(answer["missing"])[:300]), missing=True)
        if answer.get("stopped"):
            why = "busy" if answer["stopped"] == "busy" else "time"
        elif blob:
            blobs.append(blob)
    try:
        evidence = read_evidence(exercise, blobs)
    except EncodingError as error:
        report = problem_report(exercise, f"no readable answer came back ({error}).")
    else:
        reason = words(why) if why else "no readable answer came back"
        evidence.stop(exercise, "stopped", reason)
        report = judge_exercise(exercise, evidence, seed, notes, floors)
    return Asked(report, why=why, gone=gone)


def problem_report(exercise: "Exercise", problem: str) -> Report:
    """Return a report that consists of one line."""
    return Report(exercise.id, exercise.title, exercise.points, problem=problem)


def _replacements(exercise, passed, judged, hidden):
    functions, notes = {}, []
    left = set(hidden.exercises) - judged
    for earlier in earlier_exercises(exercise):
        if earlier.id in passed:
            continue
        if earlier.id in left:
            # Student code could store the correct answer and use it as its own.
            raise ReferenceRefused(f"{earlier.id} is used by {exercise.id} and has not been judged")
        functions.update(earlier.reference)
        notes.append(
            f"your {' and '.join(earlier.names)} does not pass its own check yet, so a "
            "correct one replaced it here: no mistake costs twice."
        )
    secret = frozenset().union(*(references(registry.exercise(id)) for id in left))
    return reference_source(functions, hidden.entries, secret), notes


@lru_cache(maxsize=512)
def _inputs(exercise, name, seed):
    """The draws for a property, made here so that the class's seed never enters the sandbox."""
    return pickle.dumps(draw_all(registry.exercise(exercise), seed, name))
