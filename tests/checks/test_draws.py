"""No answer can be prepared for a graded check: its inputs come from the seed."""

import inspect

import numpy as np
import pytest

from reglab.checks.judging.run import run_exercise
from reglab.checks.model import Exercise, registry
from reglab.checks.probing.draw import draw_cases

EXERCISES = [
    id
    for lesson in registry.lessons()
    for id, item in registry.items_of(lesson).items()
    if isinstance(item, Exercise)
]
PROPERTIES = [(id, name) for id in EXERCISES for name in registry.exercise(id).properties]


def plain(value):
    """A value that can be compared and looked up: arrays as bytes, generators as nothing."""
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, dict):
        return tuple((key, plain(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(plain, value))
    return None if isinstance(value, np.random.Generator) or callable(value) else value


def inputs(case):
    """What a case gives to the answers. A stream's seed is no input: it changes nothing alone."""
    return plain({key: value for key, value in case.items() if "seed" not in key})


@pytest.mark.parametrize(("id", "name"), PROPERTIES)
def test_every_property_draws_from_the_seed_or_tries_everything(id, name):
    exercise = registry.exercise(id)
    prop = exercise.properties[name]
    one, two = ([inputs(c) for c in draw_cases(exercise, prop, seed)] for seed in (1, 2))
    assert (one == two) == prop.exhaustive


class Table:
    """An answer that knows no more than what the reference gave for some inputs."""

    def __init__(self, function):
        self.function, self.known, self.open = function, {}, True

    def __call__(self, *args, **kwargs):
        key = plain([args, kwargs])
        if self.open:
            self.known.setdefault(key, []).append(self.function(*args, **kwargs))
            return self.known[key][-1]
        found = self.known[key]  # it ends in an error where it knows nothing
        streams = [v for v in (*args, *kwargs.values()) if isinstance(v, np.random.Generator)]
        return found[streams[0].integers(len(found)) if streams else 0]


FUNCTIONS = [
    id
    for id in EXERCISES
    if all(map(inspect.isfunction, registry.exercise(id).reference.values()))
    and not registry.exercise(id).value  # a value has no inputs, so there is nothing to look up
]


@pytest.mark.slow
@pytest.mark.parametrize("id", FUNCTIONS)
def test_a_table_of_what_came_at_other_seeds_earns_next_to_nothing(id):
    exercise = registry.exercise(id)
    tables = {name: Table(function) for name, function in exercise.reference.items()}
    for seed in (1, 2, 3):
        assert run_exercise(exercise, tables, seed, guard=False).passed
    for table in tables.values():
        table.open = False
    report = run_exercise(exercise, tables, 4, guard=False)
    assert not report.passed
    assert report.fraction <= 0.1
