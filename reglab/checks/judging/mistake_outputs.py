"""Run known mistakes, once for each seed, and compare their outputs with those of an answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from reglab.checks.judging.decoding import decode
from reglab.checks.judging.endless import may_not_end
from reglab.checks.judging.mistake_cache import kept
from reglab.checks.model.exercise import Exercise, Mistake, Property
from reglab.checks.model.schema import alike, words
from reglab.checks.probing.draw import draw_cases
from reglab.checks.probing.probe import probe_drawn
from reglab.checks.probing.steps import Steps

__all__ = ["ById", "given_outputs", "has_outputs", "mistake_outputs", "same_outputs"]

MAX_STEPS = 3_000_000


def same_outputs(prop: Property, one: list, other: list) -> bool:
    """Whether two sets of outputs of a property agree in every attempt and case."""
    if len(one) != len(other):
        return False
    return all(_same_cases(prop, *cases) for cases in zip(one, other, strict=True))


def _same_cases(prop, one, other):
    if len(one) != len(other):
        return False
    return all(_same_case(prop, a, b) for a, b in zip(one, other, strict=True))


def _same_case(prop, a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return all(
            key in a and key in b and alike(schema, a[key], b[key])
            for key, schema in prop.returns.items()
        )
    return type(a) is type(b) and words(a) == words(b)


def mistake_outputs(exercise: Exercise, mistake: Mistake, name: str, seed: int) -> list:
    """Return the decoded outputs of a known mistake for one property, computed once per seed."""
    given = _given.get((ById(mistake), seed))
    if given is not None:
        return given[name]
    ids = ById(exercise), ById(mistake), name, seed
    attempts = range(exercise.properties[name].attempts)
    return [
        [*_outputs_of(*ids, attempt, 0), *_outputs_of(*ids, attempt, 1)] for attempt in attempts
    ]


def has_outputs(exercise: Exercise, mistake: Mistake, name: str, outputs: list, seed: int) -> bool:
    """Whether a mistake has the outputs of an answer on one property.

    The mistake runs only until they differ, which is nearly always on the first case.
    """
    prop = exercise.properties[name]
    given = _given.get((ById(mistake), seed))
    if given is not None:
        return same_outputs(prop, outputs, given[name])
    ids = ById(exercise), ById(mistake), name, seed
    return len(outputs) == prop.attempts and all(
        _same_cases(prop, part, _outputs_of(*ids, attempt, number))
        for attempt, cases in enumerate(outputs)
        for number, part in enumerate((cases[:1], cases[1:]))
    )


_given: dict[tuple["ById", int], dict[str, list]] = {}


@contextmanager
def given_outputs() -> Iterator[Callable[[Mistake, int, dict[str, list]], None]]:
    """Use outputs of known mistakes that were computed elsewhere.

    Yields
    ------
    callable
        ``give(mistake, seed, outputs)``, with the decoded outputs of all properties.
    """

    def give(mistake, seed, outputs):
        _given[ById(mistake), seed] = outputs

    try:
        yield give
    finally:
        _given.clear()


class ById:
    """A cache key for an object that exists as long as the program."""

    def __init__(self, value: object):
        self.value = value

    def __hash__(self):
        return id(self.value)

    def __eq__(self, other):
        return self.value is other.value


@lru_cache(maxsize=16384)
def _outputs_of(exercise, mistake, name, seed, attempt, part):
    """The outputs of a known mistake on the first case of a draw (part 0) or all others (1)."""
    exercise, mistake = exercise.value, mistake.value
    try:
        cases = draw_cases(exercise, exercise.properties[name], seed, attempt)
    except Exception:
        return []  # our fault, which the judge reports
    cases = cases[1:] if part else cases[:1]
    if not cases:
        return []
    steps = Steps(MAX_STEPS)
    answers = {
        key: steps.limit(function) if _needs_limit(exercise, key, function) else function
        for key, function in mistake.answers.items()
    }
    parts = (exercise.id, mistake.name, name, seed, attempt, part)
    evidence = kept(parts, lambda: probe_drawn(exercise, answers, {name: [cases]}, guard=False))
    return decode(evidence)["outputs"][name][0]


def _needs_limit(exercise, name, function):
    """Whether a function of a known mistake may run forever; to count lines takes time."""
    return function is not exercise.reference.get(name) and _may_not_end(ById(function))


@lru_cache(maxsize=8192)
def _may_not_end(function):
    return may_not_end(function.value)
