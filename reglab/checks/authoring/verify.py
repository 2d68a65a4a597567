"""The matrix: run every answer whose verdict is known against every property.

The reference and the accepted answers must pass everything, every known mistake must be rejected
with its own hint, and every trivial answer must earn nothing. This is done for several seeds, the
visible one among them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from reglab.checks.authoring.accepted import accepted_in
from reglab.checks.authoring.outcomes import outcomes_at, shows_only
from reglab.checks.authoring.processes import in_processes
from reglab.checks.model import registry
from reglab.checks.model.exercise import KINDS, Exercise
from reglab.checks.notebook import VISIBLE_SEED

__all__ = ["SEEDS", "Matrix", "asked", "verify"]

SEEDS = (VISIBLE_SEED, 11, 20_260_101)


@dataclass
class Matrix:
    """Counts, and one line for each problem.

    Each known mistake counts once: as rejected if it fails for all seeds, and with its own hint
    if that hint is shown for all seeds.
    """

    exercises: int = 0
    accepted: list = field(default_factory=lambda: [0, 0])
    mistakes: list = field(default_factory=lambda: [0, 0, 0])
    trivial: list = field(default_factory=lambda: [0, 0])
    problems: list = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def to_dict(self) -> dict:
        """Return the matrix in the form of ``reglab checks verify --json``."""
        rejected, own_hint, total = self.mistakes
        return {
            "exercises": self.exercises,
            "accepted": {"passed": self.accepted[0], "total": self.accepted[1]},
            "misconceptions": {"rejected": rejected, "own_hint": own_hint, "total": total},
            "trivial": {"zero": self.trivial[0], "total": self.trivial[1]},
        }


def verify(
    solutions: Path,
    *,
    only: Iterable[str] | None = None,
    seeds: Iterable[int] = SEEDS,
    jobs: int = 1,
    progress: Callable[[str], object] = lambda text: None,
) -> Matrix:
    """Run the matrix.

    Parameters
    ----------
    solutions : pathlib.Path
        The folder that holds ``NN_<lesson>/accepted.py``.
    only : iterable of str, optional
        Lessons such as ``"lasso"``, and ids such as ``"lasso.lasso_cd"``; everything by default.
    seeds : iterable of int
    jobs : int
        The number of processes.
    progress : callable
        Called with each exercise's id before its turn.

    Returns
    -------
    Matrix

    Raises
    ------
    FileNotFoundError
        If a lesson's ``accepted.py`` is missing.
    UnknownExercise
        If there is no such lesson or id.
    """
    matrix, seeds = Matrix(), list(seeds)
    ids = []
    for lesson, some in asked(only):
        accepted_in(solutions, lesson)  # a file that is missing or broken is reported at once
        ids += some
    exercises = [id for id in ids if isinstance(registry.item(id), Exercise)]
    tasks = [(solutions, id, seed, seed == seeds[0]) for id in exercises for seed in seeds]
    with in_processes(outcomes_at, tasks, jobs) as found:
        for id in ids:
            progress(id)
            if id in exercises:
                _exercise(matrix, registry.exercise(id), list(islice(found, len(seeds))))
            else:
                _beliefs(matrix, registry.prediction(id))
    return matrix


def _exercise(matrix, exercise, outcomes):
    matrix.exercises += 1
    _declarations(matrix, exercise)
    matrix.problems += [f"{exercise.id}: {text}" for text in outcomes[0].undeclared]
    _faults(matrix, exercise.id, outcomes)
    _accepted(matrix, exercise.id, outcomes)
    _mistakes(matrix, exercise, outcomes)
    _trivial(matrix, exercise.id, outcomes)


def asked(only: Iterable[str] | None) -> Iterator[tuple[str, list[str]]]:
    """Yield each lesson with the ids that are asked for, in the order of the course.

    Parameters
    ----------
    only : iterable of str, optional
        See `verify`.
    """
    names = set(registry.lessons() if only is None else only)
    for name in names - set(registry.lessons()):
        registry.item(name)  # says what there is, if it is no id either
    for lesson in registry.lessons():
        if any(name.partition(".")[0] == lesson for name in names):
            ids = [id for id in registry.items_of(lesson) if names & {lesson, id}]
            yield lesson, ids


def _declarations(matrix, exercise):
    """Report what an author forgot. Nothing else fails without it."""
    for name, prop in exercise.properties.items():
        if prop.judge is None:
            matrix.problems.append(f"{exercise.id}: {name} has no judge")
        if prop.draw is None:
            matrix.problems.append(f"{exercise.id}: {name} has no draw")
    for known in exercise.mistakes:
        if not known.hint.strip():
            matrix.problems.append(f"{exercise.id}: {known.name!r} has no hint")
        if not known.kind:
            matrix.problems.append(
                f"{exercise.id}: {known.name!r} has no kind (one of {', '.join(KINDS)})"
            )
    texts = [exercise.title, *(prop.title for prop in exercise.properties.values())]
    texts += [text for known in exercise.mistakes for text in (known.name, known.hint)]
    if unfinished := [text for text in texts if "TODO" in text]:
        matrix.problems.append(f"{exercise.id}: not finished: {unfinished[0]!r}")
    if not exercise.properties:
        matrix.problems.append(f"{exercise.id}: no property")
    if not exercise.mistakes:
        matrix.problems.append(f"{exercise.id}: no known mistake")


def _faults(matrix, id, outcomes):
    """Report faults of the course, once for each property."""
    for found in outcomes:
        for label, report in found.reports():
            for result in report.results:
                place = f"{id}: the judge of {result.name} failed"
                if result.status == "fault" and not any(
                    problem.startswith(place) for problem in matrix.problems
                ):
                    error = result.detail.partition("(")[2].rpartition(")")[0]
                    matrix.problems.append(f"{place} at seed {found.seed}, on {label}: {error}")


def _accepted(matrix, id, outcomes):
    labels = list(outcomes[0].correct)
    if len(labels) < 3:
        matrix.problems.append(f"{id}: expected at least 2 accepted answers, got {len(labels) - 1}")
    for label in labels:
        reports = {found.seed: found.correct[label] for found in outcomes}
        failed = [(seed, report) for seed, report in reports.items() if not report.passed]
        matrix.accepted[0] += all(r.passed and not r.needs_review for r in reports.values())
        matrix.accepted[1] += 1
        for seed, report in failed[:1]:
            matrix.problems.append(f"{id}: {label} fails at seed {seed}: {_first(report)}")


def _mistakes(matrix, exercise, outcomes):
    for known in exercise.mistakes:
        reports = [found.mistakes[known.name] for found in outcomes]
        rejected = all(not report.passed and not report.needs_review for report in reports)
        own = all(shows_only(report, known) for report in reports)
        matrix.mistakes[0] += rejected
        matrix.mistakes[1] += own
        matrix.mistakes[2] += 1
        if not rejected:
            matrix.problems.append(f"{exercise.id}: {known.name!r} is not rejected")
        elif not own:
            matrix.problems.append(f"{exercise.id}: {known.name!r} does not get its own hint")
        marks = sorted({report.fraction for report in reports})
        if len(marks) > 1:
            # The same mistake must earn the same mark in every term.
            matrix.problems.append(
                f"{exercise.id}: {known.name!r} earns {marks[0]:.0%} or {marks[-1]:.0%}, "
                "depending on the seed"
            )
    for one, other in outcomes[0].alike:
        if all((one, other) in found.alike for found in outcomes):
            matrix.problems.append(f"{exercise.id}: {one!r} and {other!r} agree on every property")


def _trivial(matrix, id, outcomes):
    for kind in outcomes[0].trivial:
        # The share, not the points: an exercise for practice is worth 0 points.
        share = max(found.trivial[kind].fraction for found in outcomes)
        matrix.trivial[0] += share == 0
        matrix.trivial[1] += 1
        if share:
            matrix.problems.append(f"{id}: {kind} earns {share:.0%}")


def _beliefs(matrix, prediction):
    if not prediction.correct:
        matrix.problems.append(f"{prediction.id}: no option is declared as right")
    for option in prediction.options:
        if option == prediction.correct:
            continue
        matrix.mistakes[2] += 1
        _, hint = prediction.beliefs.get(option, ("", ""))
        hints = [h for _, h in prediction.beliefs.values()]
        matrix.mistakes[0] += bool(prediction.correct)
        matrix.mistakes[1] += bool(hint) and hints.count(hint) == 1
        if not hint or hints.count(hint) != 1:
            matrix.problems.append(f"{prediction.id}: option {option!r} has no hint of its own")


def _first(report):
    for result in report.results:
        if result.status != "pass":
            return f"{result.name} ({result.detail or result.status})"
    return report.problem
