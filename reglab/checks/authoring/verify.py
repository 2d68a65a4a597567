"""The matrix: run every answer whose verdict is known against every property.

The reference and the accepted answers must pass everything, every known mistake must be rejected
with its own hint, and every trivial answer must earn nothing. This is done for several seeds, the
visible one among them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from reglab.checks.authoring.accepted import accepted_in, trivial_answers
from reglab.checks.judging.evidence import read_evidence
from reglab.checks.judging.judge import judge_exercise
from reglab.checks.judging.mistake_outputs import given_outputs, mistake_outputs, same_outputs
from reglab.checks.judging.run import probe_answers, run_exercise
from reglab.checks.model import registry
from reglab.checks.model.exercise import KINDS, Exercise
from reglab.checks.notebook import VISIBLE_SEED
from reglab.checks.probing.answers import Answers
from reglab.checks.probing.draw import draw_cases

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
    for lesson, ids in asked(only):
        answers = accepted_in(solutions, lesson)
        for id in ids:
            progress(id)
            if isinstance(registry.item(id), Exercise):
                exercise = registry.exercise(id)
                matrix.exercises += 1
                _declarations(matrix, exercise)
                _accepted(matrix, exercise, answers.get(id, []), seeds)
                with given_outputs() as give:
                    _mistakes(matrix, exercise, seeds, give)
                    _distinct(matrix, exercise, seeds)
                _trivial(matrix, exercise, seeds)
            else:
                _beliefs(matrix, registry.prediction(id))
    return matrix


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
    matrix.problems += map(f"{exercise.id}: {{}}".format, _undeclared_outputs(exercise))
    texts = [exercise.title, *(prop.title for prop in exercise.properties.values())]
    texts += [text for known in exercise.mistakes for text in (known.name, known.hint)]
    if unfinished := [text for text in texts if "TODO" in text]:
        matrix.problems.append(f"{exercise.id}: not finished: {unfinished[0]!r}")
    if not exercise.properties:
        matrix.problems.append(f"{exercise.id}: no property")
    if not exercise.mistakes:
        matrix.problems.append(f"{exercise.id}: no known mistake")


def _undeclared_outputs(exercise):
    """Find calls whose outputs have other names than those in `returns`: no judge reads them."""
    for name, prop in exercise.properties.items():
        try:
            case = draw_cases(exercise, prop, VISIBLE_SEED)[0]
            came = prop.call(Answers(exercise.reference), case)
        except Exception:
            continue  # then the reference fails, which is reported
        if not isinstance(came, dict) or set(came) != set(prop.returns):
            got = sorted(came) if isinstance(came, dict) else type(came).__name__
            yield f"{name}: returns declares {sorted(prop.returns)}, but its call returns {got}"


def _run(matrix, exercise, label, answers, seed):
    """Check some answers. A fault of the course is a problem, reported once for each property."""
    # The guard is off: the reference must not be refused for calling itself.
    report = run_exercise(exercise, {**exercise.reference, **answers}, seed, guard=False)
    return _without_faults(matrix, exercise, label, report, seed)


def _without_faults(matrix, exercise, label, report, seed):
    for result in report.results:
        place = f"{exercise.id}: the judge of {result.name} failed"
        if result.status == "fault" and not any(p.startswith(place) for p in matrix.problems):
            error = result.detail.partition("(")[2].rpartition(")")[0]
            matrix.problems.append(f"{place} at seed {seed}, on {label}: {error}")
    return report


def _accepted(matrix, exercise, accepted, seeds):
    if len(accepted) < 2:
        matrix.problems.append(
            f"{exercise.id}: expected at least 2 accepted answers, got {len(accepted)}"
        )
    for number, answers in enumerate([exercise.reference, *accepted]):
        label = f"accepted answer {number}" if number else "the reference"
        matrix.accepted[1] += 1
        reports = {seed: _run(matrix, exercise, label, answers, seed) for seed in seeds}
        failed = [(s, r) for s, r in reports.items() if not r.passed]
        matrix.accepted[0] += not any(not r.passed or r.needs_review for r in reports.values())
        for seed, report in failed[:1]:
            matrix.problems.append(f"{exercise.id}: {label} fails at seed {seed}: {_first(report)}")


def _mistakes(matrix, exercise, seeds, give):
    # All of them run before any is judged, because each is compared with all others.
    probed = {}
    for known in exercise.mistakes:
        for seed in seeds:
            probed[known.name, seed] = evidence, _ = _probed(exercise, known, seed)
            # At the first seed it is compared with another run, to notice random outputs.
            again = _probed(exercise, known, seed)[0] if seed == seeds[0] else evidence
            give(known, seed, again.outputs)
    for known in exercise.mistakes:
        matrix.mistakes[2] += 1
        label = repr(known.name)
        reports = []
        for seed in seeds:
            evidence, notes = probed[known.name, seed]
            report = judge_exercise(exercise, evidence, seed, notes)
            reports.append(_without_faults(matrix, exercise, label, report, seed))
        rejected = all(not report.passed and not report.needs_review for report in reports)
        own = all(_shows_only(report, known) for report in reports)
        matrix.mistakes[0] += rejected
        matrix.mistakes[1] += own
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


def _probed(exercise, known, seed):
    answers = {**exercise.reference, **known.answers}
    evidence, notes = probe_answers(exercise, answers, seed, guard=False)
    return read_evidence(exercise, [evidence]), notes


def _shows_only(report, known):
    """Whether a report names this known mistake and no other, and shows its hint."""
    named = {r.misconception for r in report.results if r.misconception}
    return named == {known.name} and any(r.hint == known.hint for r in report.results)


def _distinct(matrix, exercise, seeds):
    for one, other in combinations(exercise.mistakes, 2):
        if not any(_differ(exercise, one, other, seed) for seed in seeds):
            matrix.problems.append(
                f"{exercise.id}: {one.name!r} and {other.name!r} agree on every property"
            )


def _differ(exercise, one, other, seed):
    return any(
        not same_outputs(
            prop,
            mistake_outputs(exercise, one, name, seed),
            mistake_outputs(exercise, other, name, seed),
        )
        for name, prop in exercise.properties.items()
    )


def _trivial(matrix, exercise, seeds):
    for kind, answers in trivial_answers(exercise).items():
        matrix.trivial[1] += 1
        # The share, not the points: an exercise for practice is worth 0 points.
        share = max(_run(matrix, exercise, kind, answers, seed).fraction for seed in seeds)
        matrix.trivial[0] += share == 0
        if share:
            matrix.problems.append(f"{exercise.id}: {kind} earns {share:.0%}")


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
