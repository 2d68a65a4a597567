"""Judge an exercise from the outputs of its answers alone."""

import traceback
import warnings
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from reglab.checks.judging.diagnose import diagnose
from reglab.checks.judging.evidence import Evidence, read_evidence
from reglab.checks.judging.floors import Floors, is_worthless
from reglab.checks.judging.report import PropertyResult, Report
from reglab.checks.model import registry
from reglab.checks.model.encoding import EncodingError, Raised, TooLarge
from reglab.checks.model.exercise import (
    INPUTS_UNCHANGED,
    Exercise,
    Property,
    judge_inputs_unchanged,
)
from reglab.checks.model.schema import SchemaError
from reglab.checks.model.shortened import shortened
from reglab.checks.model.verdict import PASSED, Verdict, failed
from reglab.checks.probing.draw import draw_cases

__all__ = ["judge_case", "judge_exercise", "judge_property"]


class _Fault(Exception):
    """A judge raised: a fault of the course, not of the student."""


def judge_exercise(
    exercise: Exercise,
    evidence: bytes | Evidence,
    seed: int,
    notes: Iterable[str] = (),
    floors: Floors | None = None,
) -> Report:
    """Judge an exercise from the outputs of its answers.

    Parameters
    ----------
    exercise : Exercise
        With its judges, reference and known mistakes.
    evidence : bytes or Evidence
        From `probe_exercise`, made with the same seed.
    seed : int
    notes : iterable of str
        Lines for the report.
    floors : Floors, optional
        What known mistakes earn at least. By default nothing, as in the visible check, whose data
        a student can look at.

    Returns
    -------
    Report
    """
    report = Report(exercise.id, exercise.title, exercise.points, notes=list(notes))
    try:
        if not isinstance(evidence, Evidence):
            evidence = read_evidence(exercise, [evidence])
        outputs = {name: evidence.outputs[name] for name in exercise.properties}
    except (EncodingError, LookupError) as error:
        return replace(report, problem=f"no readable answer came back ({error}).")
    if evidence.called:
        return replace(report, problem=_refusal(exercise, evidence.called), refused=True)
    if _not_written(outputs):
        # Which earlier answers were replaced does not matter yet.
        return replace(report, problem="not written yet.", notes=[])
    if evidence.printed.strip():
        report.notes.append(_printed(evidence.printed))
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        results, known = _results(exercise, outputs, evidence.mutated, seed)
        report.results.extend(results)
        if floors is not None and not report.passed:
            report = _bounded(report, exercise, known, outputs, seed, floors)
    return report


def _bounded(report, exercise, known, outputs, seed, floors):
    """A report with the floor of a known mistake, and the limit for a worthless answer."""
    bounded = replace(report, least=floors.floor(exercise, known, outputs, seed))
    if bounded.fraction > floors.worthless and is_worthless(exercise, outputs, seed):
        return replace(bounded, most=floors.worthless)
    return bounded


def _refusal(exercise, called):
    target = called[0].replace(":", ".")
    name = called[0].partition(":")[2].partition(".")[0]
    if any(
        name in earlier.names and called[0] in earlier.forbid
        for earlier in map(registry.exercise, exercise.uses)
    ):
        return (
            f"this answer calls {target}, the reference of an earlier exercise. "
            f"Call your own {name} instead."
        )
    return (
        f"this answer calls {target}, which is what the exercise asks you to write. "
        f"Write {exercise.names[0]} with NumPy alone."
    )


def _not_written(outputs):
    first = [cases[0] if cases else None for attempts in outputs.values() for cases in attempts]
    return bool(first) and all(
        isinstance(out, Raised) and out.type == "NotImplementedError" for out in first
    )


def _printed(text):
    lines = text.strip().splitlines()
    more = f" (and {len(lines) - 3} more lines)" if len(lines) > 3 else ""
    shown = " | ".join(shortened(line.strip(), 60) for line in lines[:3])
    return f"your code printed: {shown}{more}"


def _results(exercise, outputs, mutated, seed):
    outcomes, failing = {}, []
    for prop in exercise.properties.values():
        if prop.after is not None and not _holds(outcomes[prop.after]):
            outcomes[prop.name] = None
            continue
        try:
            verdict, shown = judge_property(exercise, prop, outputs[prop.name], seed)
        except _Fault as fault:
            outcomes[prop.name] = fault
            continue
        outcomes[prop.name] = PASSED if verdict.passed else (verdict, shown)
        if not verdict.passed:
            failing.append(prop.name)
    passing = [name for name, outcome in outcomes.items() if outcome is PASSED]
    known = _known(exercise, outputs, failing, passing, seed)
    results, said = [], set()
    for prop in exercise.properties.values():
        results.append(_result(prop, outcomes, known, said))
    if not exercise.value:
        results.append(_unchanged(mutated, _holds(outcomes[exercise.core.name])))
    shares = exercise.shares()
    return [replace(result, share=shares[result.name]) for result in results], known


def _unchanged(mutated, core_holds):
    """The automatic property."""
    verdict = judge_inputs_unchanged(mutated)
    status = ("pass" if verdict.passed else "fail") if core_holds or mutated else "wait"
    title = "the arguments are left as they were"
    return PropertyResult(INPUTS_UNCHANGED, title, status, hint=verdict.hint)


def _holds(outcome):
    # A fault of the course must not cost the points of later properties.
    return outcome is PASSED or isinstance(outcome, _Fault)


def _known(exercise, outputs, failing, passing, seed):
    def fails(name, attempts):
        return not judge_property(exercise, exercise.properties[name], attempts, seed)[0].passed

    if not failing:
        return None
    try:
        return diagnose(exercise, outputs, failing, seed, fails, passing)
    except Exception:  # one of our signatures raised: the properties show their own hints
        return None


def _result(prop, outcomes, misconception, said):
    outcome = outcomes[prop.name]
    if outcome is PASSED:
        return PropertyResult(prop.name, prop.title, "pass")
    if outcome is None:
        return PropertyResult(prop.name, prop.title, "wait")
    if isinstance(outcome, _Fault):
        detail = f"this check failed on our side ({outcome}); it costs you nothing"
        return PropertyResult(prop.name, prop.title, "fault", detail)
    verdict, shown = outcome
    hint, name = verdict.hint, ""
    if misconception is not None:
        hint, name = misconception.hint, misconception.name
    # Show each hint once: the same sentence under every cross would bury the others.
    hint, repeated = ("" if hint in said else hint), hint
    said.add(repeated)
    return PropertyResult(
        prop.name, prop.title, "fail", verdict.counterexample, hint, name, case=shown
    )


def _described(error):
    """Describe an error of the course, with the line of the exercise where it was raised."""
    if isinstance(error, ModuleNotFoundError):
        return f"it needs {error.name}, which is not installed"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "exercises" in Path(frame.filename).parts]
    place = f" at {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    return f"{type(error).__name__}: {error}{place}"


def judge_property(
    exercise: Exercise, prop: Property, attempts: list, seed: int
) -> tuple[Verdict, tuple[int, int]]:
    """Judge the outputs of a property.

    Parameters
    ----------
    exercise : Exercise
    prop : Property
    attempts : list
        ``[attempt][case]``, decoded.
    seed : int

    Returns
    -------
    verdict : Verdict
    shown : (int, int)
        The draw and the case that show it.
    """
    for attempt in range(prop.attempts):
        cases = attempts[attempt] if attempt < len(attempts) else []
        try:
            drawn = draw_cases(exercise, prop, seed, attempt)
        except Exception as error:
            raise _Fault(_described(error)) from error
        verdict, case = _judge_cases(prop, drawn, cases)
        # A statistical property fails only if every independent draw fails.
        if verdict.passed:
            break
    return verdict, (attempt, case)


def _judge_cases(prop, drawn, cases):
    for case, data in enumerate(drawn):
        if case >= len(cases):
            return failed("", "the answer stopped before this case"), case
        verdict = judge_case(prop, data, cases[case])
        if not verdict.passed:
            return verdict, case
    return PASSED, 0


def judge_case(prop: Property, data: dict, raw: Any) -> Verdict:
    """Judge the outputs of one case; an exception is a failure."""
    if isinstance(raw, Raised):
        return _raised(raw)
    if isinstance(raw, TooLarge):
        return failed("", f"the answer is too large to be read: {raw.type}")
    if not isinstance(raw, dict) or set(raw) != set(prop.returns):
        return failed("", "no readable answer came back for this case")
    try:
        out = prop.validate(raw, data)
    except SchemaError as error:
        return failed("", str(error))
    except Exception as error:  # a schema of ours is wrong
        raise _Fault(_described(error)) from error
    try:
        verdict = prop.judge(data, out)
    except Exception as error:
        raise _Fault(_described(error)) from error
    if not isinstance(verdict, Verdict):
        raise _Fault(f"expected a Verdict, got {type(verdict).__name__}")
    return verdict


def _raised(raw):
    if raw.type == "NotImplementedError":
        return failed("", "not written yet")
    text = f"{raw.type}: {raw.message}" if raw.message else raw.type
    hint = ""
    if raw.type == "ModuleNotFoundError":
        hint = "A library that is needed here is not installed."
    if raw.type == "UFuncTypeError" and raw.message.startswith("Cannot cast ufunc"):
        hint = (
            "Your code changes an array of whole numbers in place, and it cannot hold the result. "
            "Make a new array instead."
        )
    return failed(hint, f"{text} (in {raw.line})" if raw.line else text)
