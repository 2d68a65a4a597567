"""What becomes of every known answer to one exercise at one seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from reglab.checks.authoring.accepted import accepted_in, trivial_answers
from reglab.checks.judging.evidence import read_evidence
from reglab.checks.judging.judge import judge_exercise
from reglab.checks.judging.mistake_outputs import given_outputs, mistake_outputs, same_outputs
from reglab.checks.judging.report import Report
from reglab.checks.judging.run import probe_answers, run_exercise
from reglab.checks.model import registry
from reglab.checks.model.exercise import Mistake
from reglab.checks.probing.answers import Answers
from reglab.checks.probing.draw import draw_cases, probe_exercise
from reglab.quiet import quiet_start

__all__ = ["Outcomes", "outcomes_at", "shows_only"]


@dataclass
class Outcomes:
    """Reports without objects of an exercise, so that another process can send them.

    Attributes
    ----------
    undeclared : list of str
        Properties whose call has other outputs than it declares.
    correct : dict of Report
        For the reference and each accepted answer.
    mistakes : dict of Report
        For each known mistake, by its name.
    alike : list of (str, str)
        Known mistakes with the same outputs on every property.
    trivial : dict of Report
        For each trivial answer.
    """

    seed: int
    undeclared: list[str] = field(default_factory=list)
    correct: dict[str, Report] = field(default_factory=dict)
    mistakes: dict[str, Report] = field(default_factory=dict)
    alike: list[tuple[str, str]] = field(default_factory=list)
    trivial: dict[str, Report] = field(default_factory=dict)

    def reports(self) -> Iterator[tuple[str, Report]]:
        """Yield each report with the name of the answer."""
        yield from self.correct.items()
        for name, report in self.mistakes.items():
            yield repr(name), report
        yield from self.trivial.items()


def outcomes_at(solutions: Path, id: str, seed: int, first: bool) -> Outcomes:
    """Check every known answer to an exercise at a seed.

    Parameters
    ----------
    solutions : pathlib.Path
        The folder that holds ``NN_<lesson>/accepted.py``.
    id : str
    seed : int
    first : bool
        Whether this is the first of several seeds. What one seed shows is looked at only then:
        calls with outputs that are not declared, and known mistakes whose outputs are random.

    Returns
    -------
    Outcomes
    """
    with quiet_start():  # TensorFlow, if an exercise needs it
        return _outcomes(solutions, registry.exercise(id), seed, first)


def _outcomes(solutions, exercise, seed, first):
    found = Outcomes(seed, list(_undeclared_outputs(exercise, seed)) if first else [])
    accepted = accepted_in(solutions, exercise.id.partition(".")[0]).get(exercise.id, [])
    for number, answers in enumerate([exercise.reference, *accepted]):
        label = f"accepted answer {number}" if number else "the reference"
        found.correct[label] = _checked(exercise, answers, seed)
    with given_outputs() as give:
        # All of them run before any is judged, because each is compared with all others.
        probed = {known.name: _probed(exercise, known, seed) for known in exercise.mistakes}
        for known in exercise.mistakes:
            give(known, seed, probed[known.name][0].outputs)
        for known in exercise.mistakes:
            evidence, notes = probed[known.name]
            report = judge_exercise(exercise, evidence, seed, notes)
            if first and not _same_again(exercise, known, seed, report, evidence.outputs):
                # Random outputs must not be what it is recognized by: compare with another run.
                give(known, seed, _probed(exercise, known, seed)[0].outputs)
                report = judge_exercise(exercise, evidence, seed, notes)
                give(known, seed, evidence.outputs)
            found.mistakes[known.name] = report
        # Two that are alike name neither, so only those without their own hint need a look.
        unnamed = [m for m in exercise.mistakes if not shows_only(found.mistakes[m.name], m)]
        found.alike = [
            (one.name, other.name)
            for one, other in combinations(unnamed, 2)
            if _alike(exercise, one, other, seed)
        ]
    for kind, answers in trivial_answers(exercise).items():
        found.trivial[kind] = _checked(exercise, answers, seed)
    return found


def shows_only(report: Report, known: Mistake) -> bool:
    """Whether a report names this known mistake and no other, and shows its hint."""
    named = {r.misconception for r in report.results if r.misconception}
    return named == {known.name} and any(r.hint == known.hint for r in report.results)


def _checked(exercise, answers, seed):
    # The guard is off: the reference must not be refused for calling itself.
    return run_exercise(exercise, {**exercise.reference, **answers}, seed, guard=False)


def _probed(exercise, known, seed):
    answers = {**exercise.reference, **known.answers}
    evidence, notes = probe_answers(exercise, answers, seed, guard=False)
    return read_evidence(exercise, [evidence]), notes


def _same_again(exercise, known, seed, report, outputs):
    """Whether another run of a known mistake has the same outputs on the properties that fail."""
    answers = {**exercise.reference, **known.answers}
    for result in report.results:
        if result.status == "fail" and result.name in exercise.properties:
            name, prop = result.name, exercise.properties[result.name]
            blob = probe_exercise(
                exercise, answers, seed, namespace=answers, guard=False, only=name
            )
            if not same_outputs(prop, outputs[name], read_evidence(exercise, [blob]).outputs[name]):
                return False
    return True


def _alike(exercise, one, other, seed):
    return all(
        same_outputs(
            prop,
            mistake_outputs(exercise, one, name, seed),
            mistake_outputs(exercise, other, name, seed),
        )
        for name, prop in exercise.properties.items()
    )


def _undeclared_outputs(exercise, seed):
    """Find calls whose outputs have other names than those in `returns`: no judge reads them."""
    for name, prop in exercise.properties.items():
        try:
            case = draw_cases(exercise, prop, seed)[0]
            came = prop.call(Answers(exercise.reference), case)
        except Exception:
            continue  # then the reference fails, which is reported
        if not isinstance(came, dict) or set(came) != set(prop.returns):
            got = sorted(came) if isinstance(came, dict) else type(came).__name__
            yield f"{name}: returns declares {sorted(prop.returns)}, but its call returns {got}"
