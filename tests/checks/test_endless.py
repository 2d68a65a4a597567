"""Functions that may run forever are told from their code."""

import itertools

import numpy as np
import pytest

from reglab.checks.judging.endless import may_not_end


def loop_until(x):
    while abs(x) > 1:
        x /= 2
    return x


def forever():
    while True:
        pass


def counted():
    for i in itertools.count():
        if i > 5:
            return i


def calls_a_loop(x):
    return loop_until(x)


def nested(x):
    def inner(y):
        while y > 0:
            y -= 1
        return y

    return [inner(value) for value in x]


def makes(function):
    return lambda x: function(x)


def sweeps(X, n):
    total = 0.0
    for _ in range(n):
        for row in X:
            total += sum(v for v in row if v > 0)
            if total > 1e6:
                break
            try:
                total += {k: v for k, v in enumerate(row)}[0]
            except KeyError:
                continue
    return total


def recursive(n):
    return recursive(n - 1) if n else 0


def generator(x):
    yield from x
    with np.errstate(all="ignore"):
        yield 1


@pytest.mark.parametrize(
    "function", [loop_until, forever, counted, calls_a_loop, nested, makes(loop_until)]
)
def test_while_and_endless_iterators_may_not_end(function):
    assert may_not_end(function)


@pytest.mark.parametrize(
    "function", [sweeps, recursive, generator, makes(sweeps), np.abs, np.add, int, print]
)
def test_for_loops_and_plain_code_end(function):
    assert not may_not_end(function)
