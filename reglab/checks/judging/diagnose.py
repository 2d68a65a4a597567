"""Recognize a known mistake by running each of them on the same data.

If the outputs of a known mistake equal the student's on a property, its hint is shown there. If
several do, the one that also agrees on the most other properties is chosen. An answer with two
mistakes at once equals none of them, and the property's own hint is shown.
"""

from collections.abc import Callable
from functools import lru_cache

from reglab.checks.judging.decoding import decode
from reglab.checks.judging.mistake_cache import kept
from reglab.checks.model.encoding import Raised
from reglab.checks.model.exercise import Exercise, Mistake, Property
from reglab.checks.model.schema import SchemaError, alike
from reglab.checks.probing.draw import draw_cases, probe_exercise
from reglab.checks.probing.steps import Steps

__all__ = ["diagnose", "mistake_outputs", "same_outputs"]

MAX_STEPS = 3_000_000


def diagnose(
    exercise: Exercise,
    outputs: dict[str, list],
    failing: list[str],
    seed: int,
    fails: Callable[[str, list], bool],
) -> dict[str, Mistake]:
    """Find the known mistake that explains each failing property.

    Parameters
    ----------
    exercise : Exercise
    outputs : dict
        Decoded outputs of all properties: ``{name: [attempt][case]}``.
    failing : list of str
        Names of the properties that fail.
    seed : int
    fails : callable
        ``fails(name, outputs)``: whether outputs of a property are wrong. Outputs may agree in
        everything that is compared while only the student's are wrong (in a count of sweeps,
        say). Such a mistake explains nothing.

    Returns
    -------
    dict
        ``{property name: Mistake}`` for those that are recognized.
    """
    found = {}
    for name in failing:
        equal = [
            m
            for m in exercise.mistakes
            if _agrees(exercise, m, name, outputs, seed)
            and fails(name, mistake_outputs(exercise, m, name, seed))
        ]
        if len(equal) > 1:
            # Some mistakes agree here: take the one that agrees on the most other properties.
            equal.sort(key=lambda m: -_agreement(exercise, m, outputs, seed))
        if equal:
            found[name] = equal[0]
    if not found:  # a signature is weaker evidence than equal outputs
        for m in exercise.mistakes:
            if _signed(exercise, m, outputs, seed):
                # A property that this mistake does not break fails for another reason.
                own = [n for n in failing if fails(n, mistake_outputs(exercise, m, n, seed))]
                return dict.fromkeys(own, m)
    return found


def _agrees(exercise, mistake, name, outputs, seed):
    wrong = mistake_outputs(exercise, mistake, name, seed)
    if any(_lacks_a_library(out) for cases in wrong for out in cases):
        return False  # it did not run, so it explains nothing
    return same_outputs(exercise.properties[name], outputs[name], wrong)


def _lacks_a_library(output):
    return isinstance(output, Raised) and output.type == "ModuleNotFoundError"


def _agreement(exercise, mistake, outputs, seed):
    return sum(_agrees(exercise, mistake, n, outputs, seed) for n in exercise.properties)


def _signed(exercise, mistake, outputs, seed):
    """Whether the signature of a known mistake holds on every case of its property."""
    if mistake.signature is None:
        return False
    name, recognize = mistake.signature
    prop = exercise.properties[name]
    for attempt, cases in enumerate(outputs[name]):
        drawn = draw_cases(exercise, prop, seed, attempt)
        if len(drawn) != len(cases):
            return False
        for data, raw in zip(drawn, cases, strict=True):
            try:
                out = prop.validate(raw, data)
            except (SchemaError, TypeError, LookupError):
                return False  # outputs of another form than this mistake's
            if not recognize(data, out):
                return False
    return True


def same_outputs(prop: Property, one: list, other: list) -> bool:
    """Whether two sets of outputs of a property agree in every attempt and case."""
    if len(one) != len(other):
        return False
    for cases, other_cases in zip(one, other, strict=True):
        if len(cases) != len(other_cases):
            return False
        for a, b in zip(cases, other_cases, strict=True):
            if isinstance(a, dict) and isinstance(b, dict):
                if not all(
                    key in a and key in b and alike(schema, a[key], b[key])
                    for key, schema in prop.returns.items()
                ):
                    return False
            elif type(a) is not type(b) or getattr(a, "type", a) != getattr(b, "type", b):
                return False
    return True


def mistake_outputs(exercise: Exercise, mistake: Mistake, name: str, seed: int) -> list:
    """Return the decoded outputs of a known mistake for one property, computed once per seed."""
    return _mistake_outputs(_ById(exercise), _ById(mistake), name, seed)


class _ById:
    """A cache key for an object that exists as long as the program."""

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return id(self.value)

    def __eq__(self, other):
        return self.value is other.value


@lru_cache(maxsize=8192)
def _mistake_outputs(exercise, mistake, name, seed):
    exercise, mistake = exercise.value, mistake.value
    steps = Steps(MAX_STEPS)
    answers = {
        key: function if function is exercise.reference.get(key) else steps.limit(function)
        for key, function in mistake.answers.items()
    }
    parts = (exercise.id, mistake.name, name, seed)
    evidence = kept(parts, lambda: probe_exercise(exercise, answers, seed, guard=False, only=name))
    return decode(evidence)["outputs"][name]
