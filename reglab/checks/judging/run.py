"""One exercise from lookup to report, with follow-through over earlier answers."""

from reglab.checks.judging.judge import judge_exercise
from reglab.checks.judging.report import Report
from reglab.checks.model import registry
from reglab.checks.model.exercise import Exercise
from reglab.checks.probing.answers import Missing, find
from reglab.checks.probing.draw import probe_exercise

__all__ = ["earlier_exercises", "run_exercise"]


def run_exercise(exercise, namespace, seed, *, guard=True, _done=None):
    """Check the answers in a namespace.

    When an answer that this exercise `uses` is wrong or missing, a correct one
    stands in its place, and the report says so: a mistake costs once.

    Parameters
    ----------
    exercise : Exercise or str
        The exercise, or its id.
    namespace : dict
        Where the graded names are looked up.
    seed : int
    guard : bool
        Whether calls of the reference are refused; off for our own answers.

    Returns
    -------
    Report
    """
    if not isinstance(exercise, Exercise):
        exercise = registry.exercise(exercise)
    try:
        functions = find(exercise.names, namespace)
    except Missing as missing:
        return Report(exercise.id, exercise.title, exercise.points, problem=str(missing))
    done = {} if _done is None else _done
    replacements, notes = {}, []
    for earlier in earlier_exercises(exercise):
        if earlier.id not in done:
            done[earlier.id] = run_exercise(earlier, namespace, seed, guard=guard, _done=done)
        if not done[earlier.id].passed:
            replacements.update(earlier.reference)
            notes.append(
                f"your {' and '.join(earlier.names)} does not pass its own check yet, so a "
                "correct one stood in for it here: no mistake costs twice."
            )
    evidence = probe_exercise(
        exercise, functions, seed, namespace=namespace, replacements=replacements, guard=guard
    )
    return judge_exercise(exercise, evidence, seed, notes)


def earlier_exercises(exercise):
    """The exercises that this one uses, and those that they use, first ones first."""
    found = {}
    for id in exercise.uses:
        used = registry.exercise(id)
        for item in (*earlier_exercises(used), used):
            found.setdefault(item.id, item)
    return list(found.values())
