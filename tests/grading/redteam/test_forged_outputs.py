"""Outputs that no answer gives, as a forged message may hold them: no judge stumbles over them.

A judge that raises is taken for a fault of the course, which costs the student nothing; so
nothing that a student can send may make one raise.
"""

import warnings

import numpy as np
import pytest

from reglab.checks.judging.judge import _Fault, judge_case
from reglab.checks.model import registry
from reglab.checks.probing.answers import Answers
from reglab.checks.probing.draw import draw_cases
from reglab.checks.probing.probe import probe_property

pytestmark = pytest.mark.slow

NUMBERS = (np.nan, np.inf, -np.inf, 1e308, -1e308, 0.0, -1, 2**62, -(2**63), True, 0.5, 10**6)


def forged(value):
    """Values that came in place of one, of its kind and of others."""
    yield from (None, "", "x" * 2_000, [], (), {}, [None], {"a": [1.0]}, 1.0, np.zeros((2, 0)))
    if isinstance(value, np.ndarray):
        yield from (np.full(value.shape, number) for number in NUMBERS)
        yield from (np.full(value.shape, 2**64 - 1, np.uint64), -1.0 * value)
        yield from (value[:0], value[..., None]) if value.ndim else (value[None],)
    elif isinstance(value, int | float):
        yield from NUMBERS
    elif isinstance(value, list | tuple) and value:
        kind = type(value)
        yield from (kind(value) * 2, kind(value)[:-1], kind([None] * len(value)))
        yield from (kind([one, *value[1:]]) for one in forged(value[0]))
        yield from (kind([one] * len(value)) for one in forged(value[0]))
    elif isinstance(value, dict):
        for key in value:
            yield from ({**value, key: one} for one in forged(value[key]))


def exercises(lesson):
    return [id for id, item in registry.items_of(lesson).items() if hasattr(item, "properties")]


@pytest.mark.parametrize("lesson", registry.lessons())
def test_no_judge_raises(lesson):
    faults, count = set(), 0
    for id in exercises(lesson):
        exercise = registry.exercise(id)
        for prop in exercise.properties.values():
            cases = draw_cases(exercise, prop, 1)
            outputs = probe_property(prop, Answers(exercise.reference), cases[:1])
            for data, out in zip(cases, outputs, strict=False):
                for key in out:
                    for value in forged(out[key]):
                        count += 1
                        try:
                            with np.errstate(all="ignore"), warnings.catch_warnings():
                                warnings.simplefilter("ignore")
                                judge_case(prop, data, {**out, key: value})
                        except _Fault as fault:
                            faults.add((id, prop.name, key, str(fault)))
    assert count > 0 or not exercises(lesson)
    assert faults == set()
