"""The matrix: every answer whose verdict is known, held against every property.

The reference and the accepted answers pass everything, every misconception is
rejected with its own hint, every trivial answer earns nothing; over several
seeds, the visible one among them.
"""

from dataclasses import dataclass, field

from . import registry
from .accepted import load_accepted, trivial_answers
from .diagnose import bank_outputs, same_outputs
from .exercise import Exercise
from .notebook import VISIBLE_SEED
from .run import run_exercise

__all__ = ["SEEDS", "Matrix", "verify"]

SEEDS = (VISIBLE_SEED, 11, 20_260_101)


@dataclass
class Matrix:
    """Counts, and one line for everything that is not as it should be.

    A misconception counts once, however many seeds it is tried on: as rejected
    if it fails on all of them, with its own hint if that is the one shown on
    all of them.
    """

    exercises: int = 0
    accepted: list = field(default_factory=lambda: [0, 0])
    misconceptions: list = field(default_factory=lambda: [0, 0, 0])
    trivial: list = field(default_factory=lambda: [0, 0])
    problems: list = field(default_factory=list)

    @property
    def ok(self):
        return not self.problems

    def to_dict(self):
        """The matrix in the form of ``reglab checks verify --json``."""
        rejected, own_hint, total = self.misconceptions
        return {
            "exercises": self.exercises,
            "accepted": {"passed": self.accepted[0], "total": self.accepted[1]},
            "misconceptions": {"rejected": rejected, "own_hint": own_hint, "total": total},
            "trivial": {"zero": self.trivial[0], "total": self.trivial[1]},
        }


def verify(solutions, *, lessons=None, seeds=SEEDS, progress=lambda text: None):
    """Run the matrix.

    Parameters
    ----------
    solutions : pathlib.Path
        The folder that holds ``NN_<lesson>/accepted.py``.
    lessons : iterable of str, optional
        Lesson names such as ``"lasso"``; all if not given.
    seeds : iterable of int
    progress : callable
        Called with each exercise's id before its turn.

    Returns
    -------
    Matrix

    Raises
    ------
    FileNotFoundError
        If a lesson's ``accepted.py`` is missing.
    """
    matrix = Matrix()
    for lesson in lessons or registry.lessons():
        found = sorted(solutions.glob(f"[0-9][0-9]_{lesson}"))
        folder = found[0] if found else solutions / f"NN_{lesson}"
        answers = load_accepted(folder / "accepted.py")
        for id, item in registry.probes_of(lesson).items():
            progress(id)
            if isinstance(item, Exercise):
                exercise = registry.exercise(id)
                matrix.exercises += 1
                _accepted(matrix, exercise, answers.get(id, []), seeds)
                _misconceptions(matrix, exercise, seeds)
                _distinct(matrix, exercise, seeds)
                _trivial(matrix, exercise, seeds)
            else:
                _beliefs(matrix, registry.prediction(id))
    return matrix


def _run(exercise, answers, seed):
    # The guard is off: the reference must not be refused for calling itself.
    return run_exercise(exercise, {**exercise.reference, **answers}, seed, guard=False)


def _accepted(matrix, exercise, accepted, seeds):
    if len(accepted) < 2:
        matrix.problems.append(
            f"{exercise.id}: expected at least 2 accepted answers, got {len(accepted)}"
        )
    for number, answers in enumerate([exercise.reference, *accepted]):
        label = f"accepted answer {number}" if number else "the reference"
        matrix.accepted[1] += 1
        failed = [(s, r) for s in seeds if not (r := _run(exercise, answers, s)).passed]
        matrix.accepted[0] += not failed
        for seed, report in failed[:1]:
            matrix.problems.append(f"{exercise.id}: {label} fails at seed {seed}: {_first(report)}")


def _misconceptions(matrix, exercise, seeds):
    for known in exercise.misconceptions:
        matrix.misconceptions[2] += 1
        reports = [_run(exercise, known.answers, seed) for seed in seeds]
        rejected = all(not report.passed and not report.needs_review for report in reports)
        own = all(_shows_only(report, known) for report in reports)
        matrix.misconceptions[0] += rejected
        matrix.misconceptions[1] += own
        if not rejected:
            matrix.problems.append(f"{exercise.id}: {known.name!r} is not rejected")
        elif not own:
            matrix.problems.append(f"{exercise.id}: {known.name!r} does not get its own hint")
        marks = sorted({report.fraction for report in reports})
        if len(marks) > 1:
            # Two students with one mistake, graded in different terms, deserve one mark.
            matrix.problems.append(
                f"{exercise.id}: {known.name!r} earns {marks[0]:.0%} or {marks[-1]:.0%}, "
                "as the seed has it"
            )


def _shows_only(report, known):
    """Whether a report names this misconception, says its hint, and names no other."""
    named = {r.misconception for r in report.results if r.misconception}
    return named == {known.name} and any(r.hint == known.hint for r in report.results)


def _distinct(matrix, exercise, seeds):
    bank = exercise.misconceptions
    for i, one in enumerate(bank):
        for other in bank[i + 1 :]:
            if not any(_differ(exercise, one, other, seed) for seed in seeds):
                matrix.problems.append(
                    f"{exercise.id}: {one.name!r} and {other.name!r} agree on every property"
                )


def _differ(exercise, one, other, seed):
    return any(
        not same_outputs(
            prop,
            bank_outputs(exercise, one, name, seed),
            bank_outputs(exercise, other, name, seed),
        )
        for name, prop in exercise.properties.items()
    )


def _trivial(matrix, exercise, seeds):
    for kind, answers in trivial_answers(exercise).items():
        matrix.trivial[1] += 1
        # The share, not the points: an exercise for practice has none to lose.
        share = max(_run(exercise, answers, seed).fraction for seed in seeds)
        matrix.trivial[0] += share == 0
        if share:
            matrix.problems.append(f"{exercise.id}: {kind} earns {share:.0%}")


def _beliefs(matrix, prediction):
    for option in prediction.options:
        if option == prediction.correct:
            continue
        matrix.misconceptions[2] += 1
        _, hint = prediction.beliefs.get(option, ("", ""))
        hints = [h for _, h in prediction.beliefs.values()]
        matrix.misconceptions[0] += bool(prediction.correct)
        matrix.misconceptions[1] += bool(hint) and hints.count(hint) == 1
        if not hint or hints.count(hint) != 1:
            matrix.problems.append(f"{prediction.id}: option {option!r} has no hint of its own")


def _first(report):
    for result in report.results:
        if result.status != "pass":
            return f"{result.name} ({result.detail or result.status})"
    return report.problem
