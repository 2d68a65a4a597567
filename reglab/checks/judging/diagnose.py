"""Recognize a known mistake by running each of them on the same data.

A mistake is named only if it explains every property that failed: it fails there too, with the
same outputs wherever outputs can be compared. If several do, the one that agrees with the answer on
the most properties is named; if several agree equally, none is. So an answer with two mistakes at
once gets the properties' own hints.
"""

from collections.abc import Callable, Iterable

from reglab.checks.judging.mistake_outputs import has_outputs, mistake_outputs
from reglab.checks.model.encoding import Raised
from reglab.checks.model.exercise import Exercise, Mistake
from reglab.checks.model.schema import ListOf, SchemaError, Tuple, form
from reglab.checks.probing.draw import draw_cases

__all__ = ["agrees_everywhere", "diagnose", "reproduces"]


def diagnose(
    exercise: Exercise,
    outputs: dict[str, list],
    failing: list[str],
    seed: int,
    fails: Callable[[str, list], bool],
    passing: Iterable[str] = (),
) -> Mistake | None:
    """Find the known mistake that explains all failing properties.

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
    passing : iterable of str
        Names of the properties that pass. A mistake must pass them, too.

    Returns
    -------
    Mistake or None
    """

    def explains(mistake, compared):
        for name in failing:
            # Comparing is faster than judging, and rules out nearly all mistakes.
            if not has_outputs(exercise, mistake, name, outputs[name], seed):
                return False
            wrong = mistake_outputs(exercise, mistake, name, seed)
            if _did_not_run(wrong) or not fails(name, wrong):
                return False
            compared = compared or _tells(exercise.properties[name], outputs[name])
        return compared

    passing = list(passing)

    def breaks(mistake, name):
        return fails(name, mistake_outputs(exercise, mistake, name, seed))

    def refuted(mistake):
        """Whether it fails where the answer passes."""
        return any(breaks(mistake, name) for name in passing)

    equal = [m for m in exercise.mistakes if explains(m, False) and not refuted(m)]
    if len(equal) == 1:
        return equal[0]
    if equal:
        agreement = [sum(_agreeing(exercise, mistake, outputs, seed)) for mistake in equal]
        best = max(agreement)
        return equal[agreement.index(best)] if agreement.count(best) == 1 else None
    # What several signatures describe is the special case, which is declared first.
    signed = (
        mistake
        for mistake in exercise.mistakes
        if _signed(exercise, mistake, outputs, seed)
        and all(breaks(mistake, name) for name in failing)
        and not refuted(mistake)
    )
    return next(signed, None)


def _tells(prop, outputs):
    """Whether equal outputs of a property tell anything: random numbers that are finite do not."""
    if any(map(_compared, prop.returns.values())):
        return True
    cases = [case for attempt in outputs for case in attempt]
    return not all(isinstance(case, dict) and not any(map(form, case.values())) for case in cases)


def _compared(schema):
    if isinstance(schema, Tuple):
        return any(map(_compared, schema.parts.values()))
    if isinstance(schema, ListOf):
        return schema.compare and _compared(schema.item)
    return schema.compare


def reproduces(exercise: Exercise, mistake: Mistake, outputs: dict[str, list], seed: int) -> bool:
    """Whether a known mistake alone has all outputs of an answer that can be compared."""
    tells = any(_tells(exercise.properties[name], outputs[name]) for name in outputs)
    return tells and agrees_everywhere(exercise, mistake, outputs, seed)


def agrees_everywhere(
    exercise: Exercise, mistake: Mistake, outputs: dict[str, list], seed: int
) -> bool:
    """Whether a mistake has the outputs of an answer on all properties."""
    return all(_agreeing(exercise, mistake, outputs, seed))


def _agreeing(exercise, mistake, outputs, seed):
    """Yield for each property whether a mistake has the outputs of the answer."""
    for name in exercise.properties:
        yield has_outputs(exercise, mistake, name, outputs[name], seed)


def _did_not_run(outputs):
    return any(_lacks_a_library(case) for cases in outputs for case in cases)


def _lacks_a_library(output):
    return isinstance(output, Raised) and output.type == "ModuleNotFoundError"


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
