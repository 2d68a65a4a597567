"""What is expected for a case is computed once for the same numbers, and anew for others."""

import numpy as np

from reglab.checks.judging.remembered import MOST_KEPT, once_for_a_case


def counting():
    calls = []

    def total(data):
        calls.append(data)
        return data["X"].sum()

    return once_for_a_case(total), calls


def test_the_same_numbers_are_computed_once():
    total, calls = counting()
    assert total({"X": np.arange(3.0)}) == total({"X": np.arange(3.0)}) == 3
    assert len(calls) == 1


def test_other_numbers_are_computed_anew_and_also_those_that_changed_in_place():
    total, calls = counting()
    data = {"X": np.arange(3.0)}
    total(data)
    data["X"][0] = 5.0
    assert total(data) == 8
    assert len(calls) == 2


def test_what_is_kept_has_a_limit():
    total, calls = counting()
    for size in (*range(MOST_KEPT + 1), 0):
        total({"X": np.zeros(size)})
    assert len(calls) == MOST_KEPT + 2
