"""Ready-made judges."""

import numpy as np
import pytest

from reglab.checks.judging.stock import agrees
from reglab.checks.model import Array, Exercise, Number, Tuple

HALF = Exercise("toy.half", title="half", points=1, arguments=("x",), returns=Number(),
                reference=lambda x: x / 2)  # fmt: skip


def in_words(data, where=None):
    return f"x = {data['x'] if where is None else data['x'][where]}"


def test_a_number_that_agrees_or_not():
    judge = agrees(HALF, "Divide by 2.", in_words)
    assert judge({"x": 3.0}, {"half": 1.5}).passed
    verdict = judge({"x": 3.0}, {"half": 2.0})
    assert (verdict.passed, verdict.hint) == (False, "Divide by 2.")
    assert verdict.counterexample == "x = 3.0: expected 1.5, got 2"


def test_the_first_entry_that_differs_is_shown():
    judge = agrees(HALF, "Divide by 2.", in_words)
    data = {"x": np.array([2.0, 4.0, 6.0])}
    assert judge(data, {"half": data["x"] / 2}).passed
    verdict = judge(data, {"half": np.array([1.0, 0.0, 0.0])})
    assert verdict.counterexample == "x = 4.0: expected 2, got 0"


def test_several_outputs_have_to_equal_the_reference():
    outputs = {"plain": "", "shifted": ", shifted"}
    judge = agrees(HALF, "It does not move.", in_words, outputs)
    assert judge({"x": 3.0}, {"plain": 1.5, "shifted": 1.5}).passed
    # Equal to each other is not enough.
    assert not judge({"x": 3.0}, {"plain": 2.0, "shifted": 2.0}).passed
    verdict = judge({"x": 3.0}, {"plain": 1.5, "shifted": 2.0})
    assert verdict.counterexample == "x = 3.0, shifted: expected 1.5, got 2"


LINE = Exercise("toy.line", title="line", points=1, arguments=("x",),
                returns=Tuple(w=Array(lambda data: (2,)), b=Number()),
                reference=lambda x: (np.array([x, 2 * x]), -x))  # fmt: skip


@pytest.mark.parametrize(
    ("got", "said"),
    [
        ((np.array([3.0, 6.0]), -3.0), None),
        ((np.array([3.0, 5.0]), -3.0), "x = 3.0: expected w[1] = 6, got 5"),
        ((np.array([3.0, 6.0]), 3.0), "x = 3.0: expected b = -3, got 3"),
    ],
)
def test_the_fields_of_a_tuple_are_compared_one_by_one(got, said):
    verdict = agrees(LINE, "Look again.", in_words)({"x": 3.0}, {"line": got})
    assert verdict.counterexample == (said or "")
    assert verdict.passed is (said is None)


@pytest.mark.parametrize(("tolerance", "passed"), [({}, False), ({"rtol": 0.1}, True)])
def test_the_tolerance_can_be_set(tolerance, passed):
    judge = agrees(HALF, "Divide by 2.", in_words, **tolerance)
    assert judge({"x": 3.0}, {"half": 1.51}).passed is passed
