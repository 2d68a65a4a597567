"""A judge measures with the grader's own yardstick: outputs that only fit each other fail."""

import itertools

import numpy as np
import pytest

from reglab.checks.judging.decoding import decode
from reglab.checks.judging.evidence import Evidence
from reglab.checks.judging.floors import Floors
from reglab.checks.judging.judge import judge_exercise
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import Exercise, registry
from reglab.checks.model.encoding import encode
from reglab.checks.probing.draw import probe_exercise

EXERCISES = [
    id
    for lesson in registry.lessons()
    for id, item in registry.items_of(lesson).items()
    if isinstance(item, Exercise) and not item.value  # a value does not depend on inputs
]
SEED = 4
pytestmark = pytest.mark.slow
# Shares of the points. A wrong factor or sign is a slip, if everything else is right.
WORTHLESS, A_SLIP = Floors().worthless, Floors().slip


def mapped(value, change):
    """An output with each array and number in it changed, and its form kept."""
    if isinstance(value, dict):
        return {key: mapped(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(mapped(item, change) for item in value)
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return change(value.astype(float)).astype(value.dtype)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return type(value)(change(np.array(float(value))))
    return value


def pattern(value):
    """Numbers that depend on the shape alone."""
    return np.random.default_rng(value.size).normal(size=value.shape)


NOTHING_KNOWN = {
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "halves": lambda value: np.full_like(value, 0.5),
    "a pattern": pattern,
}
FITTING_EACH_OTHER = {"twice": lambda value: 2 * value, "the negative": np.negative}


def outputs(id, seed):
    exercise = registry.exercise(id)
    return decode(probe_exercise(exercise, exercise.reference, seed, guard=False))["outputs"]


def earned(id, outputs):
    return judge_exercise(registry.exercise(id), Evidence(outputs=outputs), SEED).fraction


@pytest.fixture(scope="module", params=EXERCISES)
def id(request):
    return request.param


@pytest.fixture(scope="module")
def right(id):
    return outputs(id, SEED)


def test_the_reference_earns_all(id, right):
    assert earned(id, right) == 1


@pytest.mark.parametrize("change", NOTHING_KNOWN.values(), ids=NOTHING_KNOWN)
def test_outputs_that_know_nothing_of_the_inputs_earn_next_to_nothing(id, right, change):
    assert earned(id, mapped(right, change)) <= WORTHLESS


@pytest.mark.parametrize("change", FITTING_EACH_OTHER.values(), ids=FITTING_EACH_OTHER)
def test_outputs_that_fit_each_other_do_not_pass(id, right, change):
    assert earned(id, mapped(right, change)) <= A_SLIP


def test_outputs_that_fit_other_inputs_do_not_pass(id):
    assert earned(id, outputs(id, SEED + 1)) <= A_SLIP


@pytest.mark.parametrize("change", [np.zeros_like, pattern], ids=["zeros", "a pattern"])
def test_no_part_of_a_result_goes_unread(id, right, change):
    """Each part of a tuple or a dict, changed wherever it is returned, costs something."""
    parts = {part for out in _cases(right) for value in out.values() for part in _parts(value)}
    for part in sorted(parts, key=str):
        changed = {
            name: [[_without(case, part, change) for case in cases] for cases in attempts]
            for name, attempts in right.items()
        }
        if encode(changed) != encode(right):
            assert earned(id, changed) < 1, part


def _cases(outputs):
    return [case for attempts in outputs.values() for cases in attempts for case in cases]


def _parts(value):
    if isinstance(value, tuple):
        return range(len(value))
    return value if isinstance(value, dict) else ()


def _without(case, part, change):
    """A case with one part changed in each of its outputs."""
    changed = {}
    for key, value in case.items():
        if isinstance(value, tuple):
            value = tuple(mapped(v, change) if i == part else v for i, v in enumerate(value))
        elif isinstance(value, dict) and part in value:
            value = {**value, part: mapped(value[part], change)}
        changed[key] = value
    return changed


# Pairs of answers that fit each other: what one of them does is what the other one expects.
FITTING = {
    "nothing": lambda function: (
        lambda *args, **kwargs: mapped(function(*args, **kwargs), np.zeros_like)
    ),
    "a pattern": lambda function: (
        lambda *args, **kwargs: mapped(function(*args, **kwargs), pattern)
    ),
    "the input": lambda function: (
        lambda *args, **kwargs: _in_place_of(function(*args, **kwargs), args[0])
    ),
    "right": lambda function: function,
}


def _in_place_of(result, value):
    """A value in the form of a result: itself, or the first part of a tuple."""
    return (value, *result[1:]) if isinstance(result, tuple) else value


SEVERAL = [id for id in EXERCISES if len(registry.exercise(id).names) > 1]


@pytest.mark.parametrize("kinds", list(itertools.product(FITTING, repeat=2)), ids="+".join)
@pytest.mark.parametrize("id", SEVERAL)
def test_answers_that_fit_each_other_and_nothing_else_do_not_pass(id, kinds):
    exercise = registry.exercise(id)
    assert len(exercise.names) == 2
    answers = {
        name: FITTING[kind](exercise.reference[name])
        for name, kind in zip(exercise.names, kinds, strict=True)
    }
    report = run_exercise(exercise, answers, SEED, guard=False)
    assert report.passed == (set(kinds) == {"right"})
    if "right" not in kinds:
        assert report.fraction <= WORTHLESS
