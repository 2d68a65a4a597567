"""Check one exercise; correct answers replace earlier ones that are wrong."""

from collections.abc import Callable

from reglab.checks.judging.floors import Floors
from reglab.checks.judging.judge import judge_exercise
from reglab.checks.judging.report import Report
from reglab.checks.model import registry
from reglab.checks.model.exercise import Exercise
from reglab.checks.probing.answers import Missing, find
from reglab.checks.probing.draw import probe_exercise

__all__ = ["earlier_exercises", "probe_answers", "run_exercise"]


def run_exercise(
    exercise: Exercise | str,
    namespace: dict,
    seed: int,
    *,
    guard: bool = True,
    floors: Floors | None = None,
    _done: dict[str, Report] | None = None,
) -> Report:
    """Check the answers in a namespace.

    If an earlier answer that this exercise `uses` is wrong or missing, a correct one replaces it,
    and the report says so. So no mistake costs points twice.

    Parameters
    ----------
    exercise : Exercise or str
        The exercise, or its id.
    namespace : dict
        Holds the graded names.
    seed : int
    guard : bool
        Whether calls of the reference are refused; False for our own answers.
    floors : Floors, optional
        See `judge_exercise`.

    Returns
    -------
    Report
    """
    if not isinstance(exercise, Exercise):
        exercise = registry.exercise(exercise)
    try:
        evidence, notes = probe_answers(exercise, namespace, seed, guard=guard, _done=_done)
    except Missing as missing:
        return Report(exercise.id, exercise.title, exercise.points, problem=str(missing))
    return judge_exercise(exercise, evidence, seed, notes, floors)


def probe_answers(
    exercise: Exercise,
    namespace: dict,
    seed: int,
    *,
    guard: bool = True,
    _done: dict[str, Report] | None = None,
) -> tuple[bytes, list[str]]:
    """Call the answers in a namespace, without judging them; see `run_exercise`.

    Returns
    -------
    evidence : bytes
        For `judge_exercise`.
    notes : list of str
        Which earlier answers were replaced.

    Raises
    ------
    Missing
        If a graded name is missing.
    """
    functions = find(exercise.names, namespace, values=exercise.value)
    done = {} if _done is None else _done
    replacements: dict[str, Callable] = {}
    notes: list[str] = []
    for earlier in earlier_exercises(exercise):
        if earlier.id not in done:
            done[earlier.id] = run_exercise(earlier, namespace, seed, guard=guard, _done=done)
        if not done[earlier.id].passed:
            replacements.update(earlier.reference)
            notes.append(
                f"your {' and '.join(earlier.names)} does not pass its own check yet, so a "
                "correct one replaced it here: no mistake costs twice."
            )
    evidence = probe_exercise(
        exercise, functions, seed, namespace=namespace, replacements=replacements, guard=guard
    )
    return evidence, notes


def earlier_exercises(exercise: Exercise) -> list[Exercise]:
    """Return the exercises that this one uses, directly or not, in the order of the course."""
    found: dict[str, Exercise] = {}
    for id in exercise.uses:
        used = registry.exercise(id)
        for item in (*earlier_exercises(used), used):
            found.setdefault(item.id, item)
    return list(found.values())
