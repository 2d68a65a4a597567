"""A mistake that is the right source with a few words changed."""

import pytest

from reglab.checks.authoring.edits import edited, edited_source
from reglab.checks.probing.steps import StepLimit, Steps

FACTOR = 3


def scaled(x):
    """FACTOR times x."""
    total = x * FACTOR
    return total + 0


class Counter:
    def __init__(self):
        self.count = 0

    def more(self):
        self.count += 1
        return self.count


def endless(n):
    while n:
        n = n + 0
    return n


def test_only_what_is_exchanged_differs():
    wrong = edited(scaled, ("x * FACTOR", "x + FACTOR"), ("total + 0", "total + 1"))
    assert (scaled(5), wrong(5)) == (15, 9)
    assert wrong.__name__ == "scaled"


def test_names_are_looked_up_where_the_right_one_does(monkeypatch):
    wrong = edited(scaled, ("+ 0", "+ 1"))
    monkeypatch.setitem(scaled.__globals__, "FACTOR", 10)
    assert wrong(1) == 11


def test_a_class_can_be_edited():
    counter = edited(Counter, ("+= 1", "+= 2"))()
    assert (counter.more(), counter.more()) == (2, 4)
    assert Counter().more() == 1


@pytest.mark.parametrize(("old", "times"), [("FACTOR", 2), ("missing", 0)])
def test_text_that_does_not_stand_there_once_is_an_error(old, times):
    with pytest.raises(
        ValueError, match=f"scaled: expected {old!r} once in its source, found it {times}"
    ):
        edited(scaled, (old, "1"))


def test_the_source_is_kept_for_those_who_show_it():
    wrong = edited(scaled, ("+ 0", "+ 1"))
    assert "return total + 1" in edited_source(wrong)
    assert edited_source(scaled) is None


def test_a_step_limit_ends_it():
    with pytest.raises(StepLimit):
        Steps(1_000).limit(edited(endless, ("n + 0", "n + 1")))(1)
